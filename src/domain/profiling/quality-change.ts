import { QUALITY_DIMENSIONS, type QualityDimension } from '../../events/schemas/vocabulary.ts';
import { counted } from '../counted.ts';
import type { Severity } from '../entities/entity-definition.ts';
import { type ColumnFigures, type QualityFigures, roundHalfUp, type RuleResult } from './figures.ts';

/** The parts of a profile that are compared. */
export interface ComparedProfile extends QualityFigures {
  rowCount: number;
  columns: readonly ColumnFigures[];
  rules: readonly RuleResult[];
}

export interface DimensionChange {
  dimension: QualityDimension;
  previous: number;
  current: number;
  /** The gain; negative for a loss. One decimal. */
  points: number;
}

/** Shares of the rows, 0..100 with one decimal; 0 in a table without rows. */
export interface ColumnShares {
  nullPercent: number;
  distinctPercent: number;
}

/** A column before and now; null where it was not measured. */
export interface ColumnChange {
  name: string;
  previous: ColumnShares | null;
  current: ColumnShares | null;
}

export const RULE_CHANGES = ['NEWLY_FAILING', 'STILL_FAILING', 'RECOVERED', 'PASSING', 'NOT_CHECKED'] as const;
export type RuleChangeKind = (typeof RULE_CHANGES)[number];

export interface RuleCounts {
  /** Values that were checked. */
  checked: number;
  /** Values that violate the rule. */
  failed: number;
}

/** A business rule on a column before and now; null where it was not bound to the column. */
export interface RuleChange {
  canonicalKey: string;
  column: string;
  severity: Severity;
  change: RuleChangeKind;
  previous: RuleCounts | null;
  current: RuleCounts | null;
}

/** What improved or worsened between two profiles. It names columns and rules, and contains no value from a row. */
export interface QualityChange {
  /** The gain in score; negative for a loss. One decimal. */
  scorePoints: number;
  previousRowCount: number;
  currentRowCount: number;
  dimensions: DimensionChange[];
  /** Every column of either profile; those that lost most values come first. */
  columns: ColumnChange[];
  /** Every rule of either profile, in the order of `RULE_CHANGES`, those with most additional violations first. */
  rules: RuleChange[];
  /** The same in one sentence. */
  summary: string;
}

/** How many columns and rules the summary names; it counts the others. */
const NAMED_IN_SUMMARY = 3;

/**
 * Compares two profiles of one entity. `isReference`: the first is not the one just before the other, but the best one
 * since the last drop.
 */
export function qualityChange(
  previous: ComparedProfile,
  current: ComparedProfile,
  { isReference = false }: { isReference?: boolean } = {},
): QualityChange {
  const change = {
    scorePoints: pointsBetween(previous.qualityScore, current.qualityScore),
    previousRowCount: previous.rowCount,
    currentRowCount: current.rowCount,
    dimensions: QUALITY_DIMENSIONS.map((dimension) => ({
      dimension,
      previous: previous[dimension],
      current: current[dimension],
      points: pointsBetween(previous[dimension], current[dimension]),
    })),
    columns: columnChanges(previous, current),
    rules: ruleChanges(previous, current),
  };
  return { ...change, summary: summaryOf(previous, current, { ...change, isReference }) };
}

function pointsBetween(previous: number, current: number): number {
  return (Math.round(current * 10) - Math.round(previous * 10)) / 10;
}

function columnChanges(previous: ComparedProfile, current: ComparedProfile): ColumnChange[] {
  const before = sharesByName(previous);
  const now = sharesByName(current);
  const lost = ({ previous, current }: ColumnChange) =>
    previous && current ? current.nullPercent - previous.nullPercent : 0;
  return [...new Set([...now.keys(), ...before.keys()])]
    .map((name) => ({ name, previous: before.get(name) ?? null, current: now.get(name) ?? null }))
    .sort((a, b) => lost(b) - lost(a));
}

function sharesByName({ columns, rowCount }: ComparedProfile): Map<string, ColumnShares> {
  const percent = (count: number) => (rowCount === 0 ? 0 : roundHalfUp((100 * count) / rowCount));
  return new Map(
    columns.map(({ name, nullCount, distinctCount }) => [
      name,
      { nullPercent: percent(nullCount), distinctPercent: percent(distinctCount) },
    ]),
  );
}

function ruleChanges(previous: ComparedProfile, current: ComparedProfile): RuleChange[] {
  const before = rulesByBinding(previous);
  const now = rulesByBinding(current);
  const failed = ({ current }: RuleChange) => current?.failed ?? 0;
  return [...new Map([...before, ...now])]
    .map(([binding, { canonicalKey, column, severity }]) => {
      const counts = { previous: countsOf(before.get(binding)), current: countsOf(now.get(binding)) };
      return { canonicalKey, column, severity, change: kindOf(counts), ...counts };
    })
    .sort((a, b) => RULE_CHANGES.indexOf(a.change) - RULE_CHANGES.indexOf(b.change) || failed(b) - failed(a));
}

function rulesByBinding({ rules }: ComparedProfile): Map<string, RuleResult> {
  return new Map(rules.map((rule) => [JSON.stringify([rule.entityId, rule.column]), rule]));
}

function countsOf(rule: RuleResult | undefined): RuleCounts | null {
  return rule ? { checked: rule.checked, failed: rule.checked - rule.passed } : null;
}

function kindOf({ previous, current }: Pick<RuleChange, 'previous' | 'current'>): RuleChangeKind {
  if (!current) return 'NOT_CHECKED';
  const hasFailed = previous !== null && previous.failed > 0;
  if (current.failed > 0) return hasFailed ? 'STILL_FAILING' : 'NEWLY_FAILING';
  return hasFailed ? 'RECOVERED' : 'PASSING';
}

function summaryOf(
  previous: ComparedProfile,
  current: ComparedProfile,
  { scorePoints, dimensions, columns, rules, isReference }: Omit<QualityChange, 'summary'> & { isReference: boolean },
): string {
  const to = current.qualityScore;
  const from = isReference ? `${previous.qualityScore}, the best since its last drop,` : previous.qualityScore;
  const points = `(${counted(Math.abs(scorePoints), 'point')})`;
  const head =
    scorePoints === 0
      ? `The score stayed at ${to}`
      : `The score ${scorePoints < 0 ? 'fell' : 'rose'} from ${from} to ${to} ${points}`;
  if (current.rowCount === 0 && previous.rowCount > 0) {
    return `${head}: the table is empty now and had ${counted(previous.rowCount, 'row')} before.`;
  }
  if (previous.rowCount === 0 && current.rowCount > 0) {
    return `${head}: the table has ${counted(current.rowCount, 'row')} now and was empty before.`;
  }
  const reasons = dimensions
    .filter(({ points }) => points !== 0)
    .sort((a, b) => (scorePoints > 0 ? b.points - a.points : a.points - b.points))
    .map(
      ({ dimension, points }) => `${dimension} ${points < 0 ? 'lost' : 'gained'} ${counted(Math.abs(points), 'point')}`,
    );

  const emptier = columns.flatMap(({ name, previous, current }) =>
    previous && current && current.nullPercent > previous.nullPercent
      ? [`${name} (${previous.nullPercent} % before, ${current.nullPercent} % now)`]
      : [],
  );
  if (emptier.length > 0) reasons.push(`more values are missing in ${listed(emptier)}`);
  const gone = columns.filter(({ current }) => !current).map(({ name }) => name);
  if (gone.length > 0) reasons.push(`no longer measured: ${listed(gone)}`);
  const come = columns.filter(({ previous }) => !previous).map(({ name }) => name);
  if (come.length > 0) reasons.push(`measured for the first time: ${listed(come)}`);
  const failing = rules.flatMap(({ canonicalKey, column, change, current }) =>
    change === 'NEWLY_FAILING' && current
      ? [
          `${canonicalKey} on ${column} (${current.failed.toLocaleString('en')} of ${counted(current.checked, 'value')})`,
        ]
      : [],
  );
  if (failing.length > 0) reasons.push(`failing now and not before: ${listed(failing)}`);
  return reasons.length === 0 ? `${head}.` : `${head}: ${reasons.join('; ')}.`;
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED_IN_SUMMARY;
  return names.slice(0, NAMED_IN_SUMMARY).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
