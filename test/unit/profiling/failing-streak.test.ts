import { expect, test } from 'vitest';

import { isReported, nextRetryAt, retryPauseMs } from '../../../src/domain/profiling/judging/failing-streak.ts';
import type { ProfileFailure } from '../../../src/domain/profiling/profile-run.ts';
import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';
import { DAY_MS, HOUR_MS } from '../../../src/domain/time-units.ts';

const NOW = new Date('2026-03-10T12:00:00.000Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const policy = DEFAULT_PROFILING_POLICY;

function failed(change: Partial<ProfileFailure> = {}): ProfileFailure {
  const at = ago(HOUR_MS);
  return { errorCode: 'TABLE_NOT_FOUND', errorMessage: 'Gone.', at, since: at, failures: 1, reportedAt: at, ...change };
}

test('the pauses double from an hour to a day, and are never longer than the threshold of the tier', () => {
  const hours = [1, 2, 3, 4, 5, 6, 7, 50, 5_000].map((failures) => retryPauseMs(failures, 7 * DAY_MS) / HOUR_MS);
  expect(hours).toEqual([1, 2, 4, 8, 16, 24, 24, 24, 24]);
  expect(retryPauseMs(6, 3 * HOUR_MS)).toBe(3 * HOUR_MS);
});

test.each<[string, Partial<ProfileFailure> | null, string, boolean]>([
  ['the first failure', null, 'TABLE_NOT_FOUND', true],
  ['the same again', {}, 'TABLE_NOT_FOUND', false],
  ['another code', {}, 'PERMISSION_DENIED', true],
  ['the same, reported almost a day ago', { reportedAt: ago(DAY_MS - 1) }, 'TABLE_NOT_FOUND', false],
  ['the same, reported a day ago', { reportedAt: ago(DAY_MS) }, 'TABLE_NOT_FOUND', true],
])('%s is announced or not', (_, last, code, expected) => {
  const entity = { lastFailure: last && failed(last), updatedAt: ago(5 * DAY_MS) };
  expect(isReported(entity, code, NOW)).toBe(expected);
});

test('a change of the entity begins a new streak, and ends the pause', () => {
  const lastFailure = failed({ failures: 6 });
  const entity = {
    ...{
      lastFailure,
      tier: 'tier3' as const,
      status: 'ACTIVE' as const,
      createdAt: ago(9 * DAY_MS),
      lastProfiledAt: null,
    },
    dataset: { schema: 's', table: 't', keyColumns: [] },
  };
  expect(isReported({ ...entity, updatedAt: ago(1) }, 'TABLE_NOT_FOUND', NOW)).toBe(true);
  expect(nextRetryAt({ ...entity, updatedAt: ago(1) }, lastFailure, policy)).toEqual(entity.createdAt);
  expect(nextRetryAt({ ...entity, updatedAt: ago(9 * DAY_MS) }, lastFailure, policy)).toEqual(
    new Date(lastFailure.at.getTime() + DAY_MS),
  );
});

test('what fails is tried again when it is due, and not before the pause is over', () => {
  const entity = {
    ...{ tier: 'tier1' as const, status: 'ACTIVE' as const, createdAt: ago(9 * DAY_MS), updatedAt: ago(9 * DAY_MS) },
    dataset: { schema: 's', table: 't', keyColumns: [] },
  };
  const at = failed().at.getTime();
  expect(nextRetryAt({ ...entity, lastProfiledAt: ago(DAY_MS) }, failed(), policy)).toEqual(ago(-6 * DAY_MS));
  expect(nextRetryAt({ ...entity, lastProfiledAt: ago(8 * DAY_MS) }, failed(), policy)).toEqual(new Date(at + HOUR_MS));
  expect(nextRetryAt({ ...entity, dataset: null, lastProfiledAt: null }, failed(), policy)).toBeNull();
});
