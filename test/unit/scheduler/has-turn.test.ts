import { expect, test } from 'vitest';

import { hasTurn } from '../../../src/scheduler/has-turn.ts';
import type { SchedulerTurn } from '../../../src/store/monitoring/scheduler-turns.ts';

const TODAY = '2026-03-03T02:00Z';
const YESTERDAY = '2026-03-02T02:00Z';

/** In a pass at 02:00, when the schedule is at 02:00. */
function isIn(passAt: string | null, state: SchedulerTurn['state'], more: { at?: string; isForAll?: boolean } = {}) {
  const turn = { timeZone: 'UTC', passAt: passAt === null ? null : new Date(passAt), state };
  const { at = TODAY, isForAll = false } = more;
  return hasTurn(turn, { schedule: '0 2 * * *', at: new Date(at), isForAll });
}

test('a tenant whose last pass has ended has its turn when its time comes', () => {
  expect(isIn(null, 'ENDED')).toBe(true);
  expect(isIn(YESTERDAY, 'ENDED')).toBe(true);
  expect(isIn(TODAY, 'ENDED', { at: '2026-03-03T02:01Z' })).toBe(false);
});

test('a tenant has one pass at a time, and another when that one was given up', () => {
  expect(isIn(YESTERDAY, 'HELD')).toBe(false);
  expect(isIn(YESTERDAY, 'ABANDONED', { at: '2026-03-02T02:15Z' })).toBe(true);
});

test('a pass that is made again has the tenants that it had, but not when it had ended, or a later one has them', () => {
  expect(isIn(TODAY, 'HELD')).toBe(true);
  expect(isIn(TODAY, 'ABANDONED')).toBe(true);
  for (const isForAll of [false, true]) {
    expect(isIn(TODAY, 'ENDED', { isForAll })).toBe(false);
    for (const state of ['ENDED', 'HELD', 'ABANDONED'] as const) {
      expect(isIn('2026-03-03T02:01Z', state, { isForAll })).toBe(false);
    }
  }
});

test('a pass for all has also those whose time has not come, and those of a pass that may be running', () => {
  const all = { at: '2026-03-02T02:00:00.002Z', isForAll: true };
  expect(isIn(YESTERDAY, 'ENDED', all)).toBe(true);
  expect(isIn(YESTERDAY, 'HELD', all)).toBe(true);
});
