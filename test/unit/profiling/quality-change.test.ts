import { expect, test } from 'vitest';

import { type Measurement, qualityFigures, type RuleResult } from '../../../src/domain/profiling/figures.ts';
import { type ComparedProfile, qualityChange } from '../../../src/domain/profiling/quality-change.ts';

const column = (name: string, nullCount: number, distinctCount: number) => ({
  name,
  dataType: 'text',
  nullCount,
  distinctCount,
  min: 'SECRET-min',
  max: 'SECRET-max',
});
const rule = (canonicalKey: string, passed: number, checked = 100): RuleResult => ({
  entityId: `rul_${canonicalKey}`,
  canonicalKey,
  column: 'amount',
  kind: 'notNull',
  severity: 'CRITICAL',
  checked,
  passed,
});

function profile(of: Partial<Measurement>): ComparedProfile {
  const measurement = { rowCount: 100, distinctKeys: 100, columns: [], rules: [], ...of };
  return { ...measurement, ...qualityFigures(measurement) };
}

const before = profile({
  columns: [column('id', 0, 100), column('amount', 0, 80), column('note', 50, 10), column('gone', 0, 1)],
  rules: [rule('there', 100), rule('sorted', 90), rule('mended', 99), rule('fine', 100), rule('unbound', 100)],
});
const after = profile({
  columns: [column('id', 0, 100), column('note', 60, 10), column('amount', 70, 25), column('come', 100, 0)],
  rules: [rule('there', 30), rule('sorted', 80), rule('mended', 100), rule('fine', 100), rule('new', 95)],
});

test('each dimension, column and rule of two profiles is compared, what is worst first', () => {
  const change = qualityChange(before, after);
  expect(change.scorePoints).toBe(-20.6);
  expect(change.dimensions).toEqual([
    { dimension: 'completeness', previous: 87.5, current: 42.5, points: -45 },
    { dimension: 'uniqueness', previous: 100, current: 100, points: 0 },
    { dimension: 'validity', previous: 97.8, current: 81, points: -16.8 },
  ]);
  expect(change.columns.map(({ name }) => name)).toEqual(['amount', 'note', 'id', 'come', 'gone']);
  expect(change.columns[0]).toEqual({
    name: 'amount',
    previous: { nullPercent: 0, distinctPercent: 80 },
    current: { nullPercent: 70, distinctPercent: 25 },
  });
  expect(change.columns.at(-1)).toMatchObject({ name: 'gone', current: null });
  expect(change.rules.map(({ canonicalKey, change }) => [canonicalKey, change])).toEqual([
    ['there', 'NEWLY_FAILING'],
    ['new', 'NEWLY_FAILING'],
    ['sorted', 'STILL_FAILING'],
    ['mended', 'RECOVERED'],
    ['fine', 'PASSING'],
    ['unbound', 'NOT_CHECKED'],
  ]);
  expect(change.rules[0]).toMatchObject({
    previous: { checked: 100, failed: 0 },
    current: { checked: 100, failed: 70 },
  });
});

test('the summary is one sentence with the figures', () => {
  expect(qualityChange(before, after).summary).toBe(
    'The score fell from 95.1 to 74.5 (20.6 points): completeness lost 45 points; validity lost 16.8 points; ' +
      'more values are missing in amount (0 % before, 70 % now), note (50 % before, 60 % now); ' +
      'no longer measured: gone; measured for the first time: come; ' +
      'failing now and not before: there on amount (70 of 100 values), new on amount (5 of 100 values).',
  );
  expect(qualityChange(before, before).summary).toBe('The score stayed at 95.1.');
});

test('a table without rows is the whole reason, and comes back as such', () => {
  const empty = profile({ rowCount: 0, distinctKeys: 0, columns: [column('id', 0, 0)] });
  expect(qualityChange(before, empty).summary).toBe(
    'The score fell from 95.1 to 0 (95.1 points): the table is empty now and had 100 rows before.',
  );
  expect(qualityChange(empty, before).summary).toMatch(
    /^The score rose from 0 to 95.1 .*has 100 rows now and was empty before/,
  );
});

test('a long list of columns is counted beyond the third', () => {
  const columns = (nullCount: number) => ['a', 'b', 'c', 'd', 'e'].map((name) => column(name, nullCount, 1));
  const { summary } = qualityChange(profile({ columns: columns(0) }), profile({ columns: columns(50) }));
  expect(summary).toContain('c (0 % before, 50 % now) and 2 more');
});

test('no value of a row is in it', () => {
  expect(JSON.stringify(qualityChange(before, after))).not.toContain('SECRET');
});
