import {
  QUALITY_DIMENSIONS,
  QUALITY_GRADES,
  type QualityDimension,
  type QualityGrade,
} from '../../events/schemas/vocabulary.ts';
import type { Severity } from '../entities/entity-definition.ts';
import type { RuleCheckKind } from './business-rules/rule-check.ts';
import type { Sample } from './sample.ts';

/** The figures of one column. `min` and `max` are the database's own text of the value. */
export interface ColumnFigures {
  name: string;
  dataType: string;
  nullCount: number;
  distinctCount: number;
  min: string | null;
  max: string | null;
}

/** How the values of a column fared under one business rule. */
export interface RuleResult {
  entityId: string;
  canonicalKey: string;
  column: string;
  kind: RuleCheckKind;
  severity: Severity;
  checked: number;
  passed: number;
  /** Why the rule could not be applied and nothing was checked. If left out, it was applied. */
  skippedBecause?: string | undefined;
}

/** What the profiler counted. */
export interface Measurement {
  rowCount: number;
  /** Distinct keys; a key that contains a null counts as one value like any other. */
  distinctKeys: number;
  columns: ColumnFigures[];
  rules: RuleResult[];
  /** What the figures are estimated from, if not all rows were counted. The numbers above are then estimates as well. */
  sample?: Sample;
}

/** The four scores, 0..100 with one decimal, and the grade of the rounded score. */
export interface QualityFigures {
  completeness: number;
  uniqueness: number;
  validity: number;
  qualityScore: number;
  qualityGrade: QualityGrade;
}

/**
 * The figures of a profile, by the formulas of docs/events.md. A table without rows scores 0, because it is of no use
 * to anybody.
 */
export function qualityFigures({ rowCount, distinctKeys, columns, rules }: Measurement): QualityFigures {
  if (rowCount === 0) return { completeness: 0, uniqueness: 0, validity: 0, qualityScore: 0, qualityGrade: 'F' };
  const nulls = sum(columns.map(({ nullCount }) => nullCount));
  const cells = rowCount * columns.length;
  const checked = sum(rules.map((rule) => rule.checked));
  const passed = sum(rules.map((rule) => rule.passed));

  const completeness = (100 * (cells - nulls)) / cells;
  const uniqueness = (100 * distinctKeys) / rowCount;
  const validity = checked === 0 ? 100 : (100 * passed) / checked;
  const qualityScore = roundHalfUp((completeness + uniqueness + validity) / 3);
  return {
    completeness: roundHalfUp(completeness),
    uniqueness: roundHalfUp(uniqueness),
    validity: roundHalfUp(validity),
    qualityScore,
    qualityGrade: gradeOf(qualityScore),
  };
}

/** This project's own scale: from which score, and below which. */
export const GRADE_SCORES: Readonly<Record<QualityGrade, { from: number; below: number }>> = {
  A: { from: 90, below: Infinity },
  B: { from: 80, below: 90 },
  C: { from: 70, below: 80 },
  D: { from: 60, below: 70 },
  F: { from: -Infinity, below: 60 },
};

export function gradeOf(score: number): QualityGrade {
  return QUALITY_GRADES.find((grade) => score >= GRADE_SCORES[grade].from) ?? 'F';
}

/**
 * Rounds half up, to one decimal. The tiny addend compensates for binary fractions: 0.05 is stored as a little less.
 */
export function roundHalfUp(value: number): number {
  return Math.floor(value * 10 + 0.5 + 1e-9) / 10;
}

/** A drop by more than this share of an earlier score is announced, unless the policy says otherwise. */
const DEFAULT_DROP_PERCENT = 10;

export interface Degradation {
  /** Share of the previous score that was lost, 0..100 with one decimal. */
  dropPercent: number;
  dimensions: { dimension: QualityDimension; previous: number; current: number }[];
}

/** Whether a score is more than so many percent below an earlier one. */
export function isDrop(previousScore: number, currentScore: number, scoreDropPercent: number): boolean {
  // Scores have one decimal. Compared in whole tenths, a drop of exactly 10 % stays exactly that.
  const previousTenths = Math.round(previousScore * 10);
  const currentTenths = Math.round(currentScore * 10);
  return previousTenths > 0 && (previousTenths - currentTenths) * 100 > scoreDropPercent * previousTenths;
}

/** The share of an earlier score, which is not 0, that was lost: percent with one decimal. */
export function dropPercentOf(previousScore: number, currentScore: number): number {
  return roundHalfUp((100 * (previousScore - currentScore)) / previousScore);
}

/** How much worse the current profile is than an earlier one; null if that is within bounds. */
export function degradation(
  previous: QualityFigures,
  current: QualityFigures,
  scoreDropPercent: number = DEFAULT_DROP_PERCENT,
): Degradation | null {
  return isDrop(previous.qualityScore, current.qualityScore, scoreDropPercent) ? lossBetween(previous, current) : null;
}

/** What a profile has lost of the figures of an earlier one that has a score. */
export function lossBetween(previous: QualityFigures, current: QualityFigures): Degradation {
  return {
    dropPercent: dropPercentOf(previous.qualityScore, current.qualityScore),
    dimensions: QUALITY_DIMENSIONS.map((dimension) => ({
      dimension,
      previous: previous[dimension],
      current: current[dimension],
    })),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
