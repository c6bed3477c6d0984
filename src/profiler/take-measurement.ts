import type { Measurement, RuleResult } from '../domain/profiling/figures.ts';
import { DatabaseUnavailableError, type Sql, StatementTimeoutError } from '../store/database/sql.ts';
import type { Warehouse } from './as-role.ts';
import { lockForReading } from './lock-for-reading.ts';
import { type MeasureOptions, type MeasureQuery, measureQuery, type TableFigures } from './measure-query.ts';
import type { MeasurementPlan, PlanShare } from './measurement-plan.ts';
import { measureInParts } from './parts/measure-in-parts.ts';
import { findTableFacts, sizeOf } from './parts/table-facts.ts';
import { refusalOf } from './refusal.ts';
import type { PlannedCondition, PlannedReference, PlannedRule, SkippedRule } from './rules/planned-rule.ts';
import { referenceQuery } from './rules/reference-query.ts';
import type { RuleCounts } from './rules/rule-counts.ts';
import { type TableSample, takeSample } from './sample/take-sample.ts';
import { inSavepoint } from './savepoint.ts';
import { applySessionSettings, limitStatements } from './session-settings.ts';
import { isUntranslatable } from './warehouse-texts.ts';

/** Longest wait for a lock. Changing a table may take longer; the profile then tries again later. */
const LOCK_WAIT_MS = 5_000;

type Outcome = RuleCounts | { skippedBecause: string };

export interface MeasuringParts {
  warehouse: Warehouse;
  /** Most sessions that measure one table. */
  sessions: number;
  /** Tables that are smaller than this are measured by one statement. */
  partsFromBytes: number;
  /** Tables with more rows than this are measured by a sample. */
  sampleFromRows: number;
  /** Whether the figures contain the least and the greatest text of a column. */
  keepsTextRange: boolean;
  random: () => number;
}

/**
 * Measures a table as of one moment, within the time limit. Each rule that refers to another table is a statement of
 * its own: what is wrong with the other table affects only that rule, and each gets its share of the remaining time.
 * Returns what was counted for each share of the plan.
 */
export async function takeMeasurement(
  { warehouse, sessions, partsFromBytes, sampleFromRows, keepsTextRange, random }: MeasuringParts,
  { plan, shares }: { plan: MeasurementPlan; shares: readonly PlanShare[] },
  timeoutMs: number,
): Promise<(share: PlanShare) => Measurement> {
  const endsAtMs = performance.now() + timeoutMs;
  const remainingMs = () => Math.max(0, endsAtMs - performance.now());
  const conditions = plan.rules.filter((rule): rule is PlannedCondition => 'check' in rule && !isReference(rule));
  const references = plan.rules.filter((rule): rule is PlannedReference => 'check' in rule && isReference(rule));
  const lockMs = Math.min(LOCK_WAIT_MS, timeoutMs / (2 * (1 + references.length)));
  const outcomes = new Map<PlannedRule, Outcome>();
  const taken: { figures?: TableFigures; sample?: TableSample } = {};

  function measure(session: Sql, part: MeasurementPlan, options: MeasureOptions): Promise<TableFigures> {
    return measureTable(session, part, conditions, { remainingMs, tellsTexts: keepsTextRange, ...options });
  }

  /** Skips the rule if the other table cannot be read. */
  async function tryReference(planned: PlannedReference, limitMs: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const refusal =
        error instanceof DatabaseUnavailableError ? undefined : refusalOf(error, planned.check.table, limitMs);
      if (!refusal) throw error;
      outcomes.set(planned, { skippedBecause: notApplied(planned, refusal.message) });
    }
  }

  try {
    await warehouse.readOnly({ timeoutMs }, async (sql) => {
      // Before anything is read, because the first read fixes the snapshot: a TRUNCATE, or an ALTER TABLE that rewrites
      // the table, makes it look empty in any earlier snapshot.
      await sql.query(`SET LOCAL lock_timeout = ${Math.ceil(lockMs)}`);
      await lockForReading(sql, plan.table);
      for (const planned of references) {
        await tryReference(planned, lockMs, () => lockForReading(sql, planned.check.table));
      }

      await applySessionSettings(sql, { sorts: plan.columns.length + plan.keys.length });
      const size = plan.table.isStored ? await sizeOf(sql, plan.table) : undefined;
      const isLarge = size && (size.bytes >= partsFromBytes || size.rows > sampleFromRows);
      const facts = isLarge ? await findTableFacts(sql, plan.table) : undefined;
      if (size && facts && size.rows > sampleFromRows && !facts.hasHeirs) {
        taken.sample = await takeSample({
          ...{ sql, plan, shares, conditions, facts, size, random },
          measureBase: (source, countsDistinct) => measure(sql, { ...plan, keys: [] }, { source, countsDistinct }),
          runQuery: async (text, values) => (await sql.query(text, values)).rows,
        });
      }
      if (!taken.sample && facts) {
        const helpers = facts.isShareable ? sessions - 1 : 0;
        const settings = { sorts: plan.columns.length + plan.keys.length };
        await applySessionSettings(sql, settings);
        taken.figures = await measureInParts({
          ...{ warehouse, sql, plan, facts, helpers, remainingMs },
          async prepare(session) {
            await session.query(`SET LOCAL lock_timeout = ${Math.ceil(lockMs)}`);
            await lockForReading(session, plan.table);
            await applySessionSettings(session, settings);
          },
          measureBase: (session, columns) =>
            measure(session, { ...plan, columns, keys: [] }, { countsDistinct: () => false }),
          async runCounts(session, query) {
            await limitStatements(session, remainingMs());
            return query.read((await session.query(query.text)).rows);
          },
        });
      } else if (!taken.sample) {
        taken.figures = await measure(sql, plan, {});
      }

      const open = references.filter((planned) => !outcomes.has(planned));
      for (const [index, planned] of open.entries()) {
        if (remainingMs() === 0) break;
        const shareMs = remainingMs() / (open.length - index);
        await limitStatements(sql, shareMs);
        await tryReference(planned, shareMs, async () => {
          if (taken.sample) {
            const { countReference } = taken.sample;
            await inSavepoint(sql, () => countReference(planned));
            return;
          }
          const query = referenceQuery(planned);
          const { rows } = await inSavepoint(sql, () => sql.query(query.text));
          outcomes.set(planned, query.read(rows));
        });
      }
    });
  } catch (error) {
    // The embedded database ends the whole transaction when the time is over. What was counted before is still valid.
    if (!(error instanceof StatementTimeoutError) || !(taken.figures ?? taken.sample)) throw error;
  }

  const { figures, sample } = taken;
  if (figures) {
    const counted = new Map<PlannedRule, Outcome>([...figures.rules, ...outcomes]);
    return (share) => ({ ...measurementOf(share, figures), rules: resultsOf(share, (rule) => counted.get(rule)) });
  }
  if (!sample) throw new Error('the table was not measured');
  const outcomeOf = (rule: PlannedRule) => outcomes.get(rule) ?? sample.countsOf(rule);
  return (share) => ({ ...sample.measurementOf(share), rules: resultsOf(share, outcomeOf) });
}

function measurementOf({ columns, key }: PlanShare, figures: TableFigures): Omit<Measurement, 'rules'> {
  return {
    rowCount: figures.rowCount,
    distinctKeys: of(figures.keys, key),
    columns: columns.map((column) => of(figures.columns, column)),
  };
}

function resultsOf({ rules }: PlanShare, outcomeOf: (rule: PlannedRule) => Outcome | undefined): RuleResult[] {
  const late = 'it was not finished within the time limit of the profile';
  return rules.map((rule) => {
    if (!('check' in rule)) return resultOf(rule, rule);
    return resultOf(rule, outcomeOf(rule) ?? { skippedBecause: notApplied(rule, late) });
  });
}

function of<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error('something was not counted');
  return value;
}

/** All figures except those of the rules that refer to other tables. */
async function measureTable(
  sql: Sql,
  plan: MeasurementPlan,
  conditions: readonly PlannedCondition[],
  { remainingMs, ...options }: MeasureOptions & { remainingMs: () => number },
): Promise<TableFigures> {
  const measure = async (query: MeasureQuery) => {
    await limitStatements(sql, remainingMs());
    return query.read((await sql.query(query.text, query.values)).rows);
  };
  try {
    return await inSavepoint(sql, () => measure(measureQuery(plan, conditions, options)));
  } catch (error) {
    // A minimum or maximum text cannot be converted to Unicode, because it contains bytes that its encoding does not
    // define.
    if (!isUntranslatable(error)) throw error;
    return measure(measureQuery(plan, conditions, { ...options, tellsTexts: false, tellsEnums: false }));
  }
}

function isReference(planned: PlannedRule): planned is PlannedReference {
  return planned.check.kind === 'reference';
}

function notApplied({ rule, table }: PlannedRule, reason: string): string {
  return `rule ${rule.canonicalKey} could not be applied to ${table.schema}.${table.table}.${rule.column}: ${reason}`;
}

function resultOf({ rule }: PlannedRule | SkippedRule, outcome: Outcome | SkippedRule): RuleResult {
  const { entityId, canonicalKey, column, severity, check } = rule;
  const counts = 'checked' in outcome ? outcome : { checked: 0, passed: 0, skippedBecause: outcome.skippedBecause };
  return { entityId, canonicalKey, column, kind: check.kind, severity, ...counts };
}
