import { expect, test } from 'vitest';

import {
  degradation,
  gradeOf,
  type Measurement,
  qualityFigures,
  roundHalfUp,
} from '../../../src/domain/profiling/figures.ts';

const column = (nullCount: number) => ({
  name: 'c',
  dataType: 'text',
  nullCount,
  distinctCount: 1,
  min: null,
  max: null,
});
const rule = (checked: number, passed: number) => ({
  entityId: 'rul_1',
  canonicalKey: 'r',
  column: 'c',
  kind: 'pattern' as const,
  severity: 'WARNING' as const,
  checked,
  passed,
});

function figures(measurement: Partial<Measurement>) {
  return qualityFigures({ rowCount: 10, distinctKeys: 10, columns: [column(0)], rules: [], ...measurement });
}

test('the worked example: 98.5, 95.2 and 96.8 make 96.8, grade A', () => {
  const { completeness, uniqueness, validity, qualityScore, qualityGrade } = figures({
    rowCount: 1_000,
    distinctKeys: 952,
    columns: [column(15)],
    rules: [rule(1_000, 968)],
  });
  expect({ completeness, uniqueness, validity, qualityScore, qualityGrade }).toEqual({
    completeness: 98.5,
    uniqueness: 95.2,
    validity: 96.8,
    qualityScore: 96.8,
    qualityGrade: 'A',
  });
});

test('a table without rows scores 0 and F, whatever else', () => {
  expect(figures({ rowCount: 0, distinctKeys: 0 })).toEqual({
    completeness: 0,
    uniqueness: 0,
    validity: 0,
    qualityScore: 0,
    qualityGrade: 'F',
  });
});

test('without a rule, or with nothing to check, validity is 100', () => {
  expect(figures({}).validity).toBe(100);
  expect(figures({ rules: [rule(0, 0)] }).validity).toBe(100);
});

test('the score is rounded from the unrounded three', () => {
  // 66.666..., 100 and 100 make 88.888...; from the rounded 66.7 it would be 88.9 as well, so look one place further:
  // 33.333..., 33.333... and 100 make 55.555... -> 55.6, from 33.3 twice 55.5333... -> 55.5.
  const { completeness, uniqueness, qualityScore } = figures({
    rowCount: 3,
    distinctKeys: 1,
    columns: [column(2)],
  });
  expect([completeness, uniqueness, qualityScore]).toEqual([33.3, 33.3, 55.6]);
});

test.each([
  [0.05, 0.1],
  [0.15, 0.2],
  [8.25, 8.3],
  [99.95, 100],
  [99.949, 99.9],
  [1.005, 1],
])('%d is rounded half up to %d', (value, rounded) => {
  expect(roundHalfUp(value)).toBe(rounded);
});

test.each([
  [90, 'A'],
  [89.9, 'B'],
  [80, 'B'],
  [79.9, 'C'],
  [70, 'C'],
  [69.9, 'D'],
  [60, 'D'],
  [59.9, 'F'],
  [0, 'F'],
])('%d is grade %s', (score, grade) => {
  expect(gradeOf(score)).toBe(grade);
});

const scored = (qualityScore: number) => ({
  completeness: qualityScore,
  uniqueness: qualityScore,
  validity: qualityScore,
  qualityScore,
  qualityGrade: gradeOf(qualityScore),
});

test.each([
  [100, 90, null],
  [100, 89.9, 10.1],
  [90, 81, null],
  [90, 80.9, 10.1],
  [70.1, 63.1, null],
  [70.1, 63, 10.1],
  [50, 0, 100],
  [0, 0, null],
  [50, 60, null],
])('from %d to %d the drop is %s', (previous, current, drop) => {
  expect(degradation(scored(previous), scored(current))?.dropPercent ?? null).toBe(drop);
});
