import { expect, test } from 'vitest';

import { dueGroupOf, nextProfileDueAt } from '../../../src/domain/profiling/due-time.ts';
import { type ProfileStateFacts, profileStateOf } from '../../../src/domain/profiling/profile-state.ts';
import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';

const staleAfterDays = (days: number) => ({ staleAfterHours: 24 * days, cooldownHours: 24, rowsChangedPercent: 10 });
const policy = {
  ...DEFAULT_PROFILING_POLICY,
  tiers: {
    tier1: staleAfterDays(1),
    tier2: staleAfterDays(2),
    tier3: staleAfterDays(3),
    tier4: staleAfterDays(4),
    tier5: staleAfterDays(5),
  },
};
const NOW = new Date('2026-03-10T12:00:00.000Z');
const dataset = { schema: 'sales', table: 'orders', keyColumns: [] };
const lastFailure = {
  errorCode: 'TABLE_MISSING',
  errorMessage: 'It is gone.',
  at: NOW,
  since: NOW,
  failures: 1,
  reportedAt: NOW,
};

function entityWith(facts: Partial<ProfileStateFacts>): ProfileStateFacts {
  return { dataset, openRunId: null, lastFailure: null, lastProfiledAt: NOW, tier: 'tier2', ...facts };
}

test.each<[string, Partial<ProfileStateFacts>]>([
  ['NOT_MEASURED', { dataset: null, openRunId: 'run_1', lastFailure }],
  ['RUNNING', { openRunId: 'run_1', lastFailure, lastProfiledAt: null }],
  ['FAILING', { lastFailure, lastProfiledAt: null }],
  ['FAILING', { lastFailure }],
  ['NEVER', { lastProfiledAt: null }],
  ['STALE', { lastProfiledAt: new Date('2026-03-08T12:00:00.000Z') }],
  ['FRESH', { lastProfiledAt: new Date('2026-03-08T12:00:00.001Z') }],
  ['FRESH', { lastProfiledAt: new Date('2026-03-08T12:00:00.000Z'), tier: 'tier3' }],
])('%s is the first state that applies to %o', (state, facts) => {
  expect(profileStateOf(entityWith(facts), policy, NOW)).toBe(state);
});

const createdAt = new Date('2026-03-01T00:00:00.000Z');
const lastProfiledAt = new Date('2026-03-09T00:00:00.000Z');
const measured = { dataset, status: 'ACTIVE', tier: 'tier4', createdAt, lastProfiledAt } as const;

test('the next profile is due when the threshold of the tier is over, from the moment at which it is stale', () => {
  const dueAt = nextProfileDueAt(measured, policy);
  expect(dueAt).toEqual(new Date('2026-03-13T00:00:00.000Z'));
  if (!dueAt) return;
  const stateAt = (now: Date) => profileStateOf(entityWith({ ...measured }), policy, now);
  expect(stateAt(dueAt)).toBe('STALE');
  expect(stateAt(new Date(dueAt.getTime() - 1))).toBe('FRESH');
});

test('without a profile it is due from the creation on', () => {
  expect(nextProfileDueAt({ ...measured, lastProfiledAt: null }, policy)).toEqual(createdAt);
});

test.each([{ dataset: null }, { status: 'DEPRECATED' }, { status: 'DRAFT' }] as const)(
  'with %o it is never due',
  (facts) => {
    const entity = { ...measured, ...facts };
    expect(nextProfileDueAt(entity, policy)).toBeNull();
    expect(dueGroupOf(entity)).toBe('dataset' in facts ? 'unmeasured' : 'inactive');
  },
);
