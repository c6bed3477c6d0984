import { describe, expect, test } from 'vitest';

import type { BoundRule } from '../../../src/domain/profiling/business-rules/bound-rule.ts';
import {
  compareWithReference,
  type LastJudged,
  lineOf,
  type ProfileLine,
  type ScoredProfile,
} from '../../../src/domain/profiling/judging/reference-score.ts';
import { createDice } from '../../support/entities.ts';

interface Measured {
  score: number;
  line: ProfileLine;
}

const LINE: ProfileLine = { bindingKey: 'orders', rulesKey: 'none' };
const PERCENT = 10;

/** From which earlier profile each one has dropped, by their places; null: from none. */
function dropsOf(measured: readonly Measured[]): (number | null)[] {
  let last: LastJudged | null = null;
  return measured.map(({ score, line }, index) => {
    const current = { profileId: String(index), score, line };
    const { droppedFrom, reference } = compareWithReference(last, current, PERCENT);
    last = { profileId: current.profileId, score, line, reference };
    return droppedFrom && Number(droppedFrom.profileId);
  });
}

const ofScores = (...scores: number[]) => dropsOf(scores.map((score) => ({ score, line: LINE })));

test('falls of 9 % are one drop when together they pass 10 % of the reference, which then begins anew', () => {
  expect(ofScores(100, 91, 82.8, 75.4, 68.7, 62.6)).toEqual([null, null, 0, null, 2, null]);
  expect(ofScores(100, 98, 96, 94, 92, 90, 89.9, 88)).toEqual([null, null, null, null, null, null, 0, null]);
});

test('a drop from one profile to the next is one as before, and names the previous profile', () => {
  expect(ofScores(90, 100, 95, 80)).toEqual([null, null, null, 2]);
  expect(ofScores(100, 90)).toEqual([null, null]);
  expect(ofScores(100, 89.9)).toEqual([null, 0]);
});

test('the same low level again is no new drop, and neither is a rise within it', () => {
  expect(ofScores(100, 50, 50, 52, 50)).toEqual([null, 0, null, null, null]);
  expect(ofScores(0, 0, 5)).toEqual([null, null, null]);
});

test('after a recovery, the reference is the best again', () => {
  expect(ofScores(100, 80, 99, 90, 88)).toEqual([null, 0, null, null, 2]);
});

test('another binding, or other rules, begin a new line that is compared with nothing before it', () => {
  const dirty = { ...LINE, bindingKey: 'dirty' };
  const strict = { ...LINE, rulesKey: 'strict' };
  expect(
    dropsOf([
      { score: 100, line: LINE },
      { score: 20, line: dirty },
      { score: 19, line: dirty },
    ]),
  ).toEqual([null, null, null]);
  expect(
    dropsOf([
      { score: 100, line: LINE },
      { score: 60, line: strict },
      { score: 57, line: strict },
      { score: 53, line: strict },
    ]),
  ).toEqual([null, null, null, 1]);
  // Not even when it returns to what it was: the reference of that time is over.
  expect(
    dropsOf([
      { score: 100, line: LINE },
      { score: 90, line: dirty },
      { score: 50, line: LINE },
    ]),
  ).toEqual([null, null, null]);
});

test('a profile of an older version is compared with, and with nothing before it', () => {
  const old: LastJudged = { profileId: 'old', score: 90, line: null, reference: null };
  expect(compareWithReference(old, { profileId: 'new', score: 80, line: LINE }, PERCENT)).toEqual({
    droppedFrom: { profileId: 'old', score: 90 },
    reference: { profileId: 'new', score: 80 },
  });
  expect(compareWithReference(old, { profileId: 'new', score: 85, line: LINE }, PERCENT).reference.profileId).toBe(
    'old',
  );
});

test('the policy says which fall is a drop', () => {
  const last: LastJudged = { profileId: 'a', score: 100, line: LINE, reference: null };
  const current = { profileId: 'b', score: 80, line: LINE };
  expect(compareWithReference(last, current, 20).droppedFrom).toBeNull();
  expect(compareWithReference(last, current, 19.9).droppedFrom).toEqual({ profileId: 'a', score: 100 });
});

/** The definition, read word by word over the whole history. */
function defined(history: readonly Measured[]): (number | null)[] {
  const drops: (number | null)[] = [];
  const isBelow = (current: number, other: number) => other > 0 && (other - current) / other > PERCENT / 100 + 1e-12;
  history.forEach(({ score }, index) => {
    const lineBegins = history.findLastIndex(
      (one, place) =>
        place <= index &&
        (place === 0 ||
          history[place - 1]?.line.bindingKey !== one.line.bindingKey ||
          history[place - 1]?.line.rulesKey !== one.line.rulesKey),
    );
    const lastDrop = drops.findLastIndex((drop, place) => place >= lineBegins && drop !== null);
    const from = Math.max(lineBegins, lastDrop);
    if (from === index) return drops.push(null);
    const since = history.slice(from, index).map((one, place) => ({ score: one.score, place: from + place }));
    const best = since.reduce((best, one) => (one.score >= best.score ? one : best));
    const previous = history[index - 1];
    if (previous && isBelow(score, previous.score)) return drops.push(index - 1);
    return drops.push(isBelow(score, best.score) ? best.place : null);
  });
  return drops;
}

describe('for random scores, bindings and rules', () => {
  test.each(Array.from({ length: 300 }, (_, seed) => seed + 1))(
    'the drops are those of the definition (seed %i)',
    (seed) => {
      const { below, oneOf } = createDice(seed);
      let line = LINE;
      let score = 100;
      const history = Array.from({ length: 40 }, (): Measured => {
        if (below(12) === 0) line = { ...line, bindingKey: oneOf(['orders', 'lines']) };
        if (below(12) === 0) line = { ...line, rulesKey: oneOf(['none', 'one', 'two']) };
        // Mostly small steps around the bound, now and then a jump.
        const step = below(8) === 0 ? below(101) : score + (below(25) - 14);
        score = Math.min(100, Math.max(0, Math.round(step * 10) / 10 + below(10) / 10));
        score = Math.min(100, Math.round(score * 10) / 10);
        return { score, line };
      });
      expect(dropsOf(history)).toEqual(defined(history));
    },
  );
});

const rule = (change: Partial<BoundRule> = {}): BoundRule => ({
  entityId: 'rul_1',
  canonicalKey: 'amount_there',
  column: 'amount',
  severity: 'CRITICAL',
  check: { kind: 'notNull' },
  ...change,
});
const dataset = { schema: 'sales', table: 'orders', keyColumns: [] };

describe('the line of a profile', () => {
  const base = lineOf(dataset, [rule(), rule({ entityId: 'rul_2', column: 'id' })]);

  test('is the same whatever the order, the names and the severities of its rules', () => {
    const again = [rule({ entityId: 'rul_2', column: 'id' }), rule({ canonicalKey: 'renamed', severity: 'INFO' })];
    expect(lineOf({ ...dataset }, again)).toEqual(base);
  });

  test.each([
    ['another schema', { schema: 'other' }],
    ['another table', { table: 'lines' }],
    ['one column', { column: 'amount' }],
    ['other key columns', { keyColumns: ['id'] }],
  ])('is another one with %s', (_, change) => {
    expect(lineOf({ ...dataset, ...change }, []).bindingKey).not.toBe(base.bindingKey);
  });

  test('is another one with a rule more, a rule less, or a rule that checks something else', () => {
    const others = [
      lineOf(dataset, [rule()]),
      lineOf(dataset, []),
      lineOf(dataset, [rule({ check: { kind: 'pattern', pattern: 'x' } }), rule({ entityId: 'rul_2', column: 'id' })]),
    ];
    expect(new Set([base, ...others].map(({ rulesKey }) => rulesKey)).size).toBe(4);
  });

  test('does not depend on rules of columns that are not measured', () => {
    const bound = { ...dataset, column: 'id' };
    expect(lineOf(bound, [rule()])).toEqual(lineOf(bound, []));
  });
});

test('what a verdict keeps is what it compared', () => {
  const own: ScoredProfile = { profileId: 'a', score: 70 };
  expect(compareWithReference(null, { ...own, line: LINE }, PERCENT)).toEqual({ droppedFrom: null, reference: own });
});
