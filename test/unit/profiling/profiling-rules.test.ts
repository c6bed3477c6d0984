import { expect, test } from 'vitest';

import { DEFAULT_PROFILING_POLICY, duePriority } from '../../../src/domain/profiling/profiling-policy.ts';
import { evaluate, type LastProfile, type ProfilingTrigger } from '../../../src/domain/profiling/profiling-rules.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { type Priority, type Tier, TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { refreshed } from '../../support/events/events.ts';

const now = new Date('2026-06-30T12:00:00Z');
const hoursAgo = (hours: number, rowCount = 1_000): LastProfile => ({
  createdAt: new Date(now.getTime() - hours * 3_600_000),
  rowCount,
});
const dataset = { schema: 'sales', table: 'transactions', keyColumns: [] };

function due(priority: Priority): ProfilingTrigger {
  return createEvent({
    type: 'metadata.profile.due',
    tenantId: 'demo',
    source: 'kernel.scheduler',
    createdAt: now,
    payload: {
      entityType: 'METADATA',
      entityId: 'met_1',
      canonicalKey: 'k',
      tier: 'tier1',
      priority,
      reason: 'SCHEDULE',
    },
  });
}

const approved: ProfilingTrigger = createEvent({
  type: 'metadata.approved',
  tenantId: 'demo',
  source: 'metadata-studio.approval',
  createdAt: now,
  payload: {
    approvalId: 'apr_1',
    entityType: 'METADATA',
    entityId: 'met_1',
    canonicalKey: 'k',
    tier: 'tier1',
    approvedBy: { actorId: 'bert', actorType: 'HUMAN' },
    approvedAt: now.toISOString(),
  },
});

function evaluated(event: ProfilingTrigger, tier: Tier, lastProfile: LastProfile | null, entity = {}) {
  const policy = DEFAULT_PROFILING_POLICY;
  const situation = { entity: { canonicalKey: 'k', tier, status: 'ACTIVE' as const, dataset, ...entity } };
  const { profiled, rule } = evaluate(event, { ...situation, lastProfile, policy, now });
  return { profiled, rule };
}

test('tier 1 with priority high or critical is always profiled', () => {
  for (const priority of ['high', 'critical'] as const) {
    expect(evaluated(due(priority), 'tier1', hoursAgo(0))).toEqual({ profiled: true, rule: 'TIER1_HIGH_PRIORITY' });
    expect(evaluated(due(priority), 'tier2', hoursAgo(0)).profiled).toBe(false);
  }
});

test.each([
  ['tier1', 7],
  ['tier2', 14],
  ['tier3', 30],
  ['tier4', 90],
  ['tier5', 90],
] as const)('%s is due from exactly %i days', (tier, days) => {
  expect(evaluated(due('normal'), tier, hoursAgo(days * 24))).toEqual({ profiled: true, rule: 'STALE' });
  expect(evaluated(due('normal'), tier, hoursAgo(days * 24 - 0.001))).toEqual({
    profiled: false,
    rule: 'WITHIN_THRESHOLD',
  });
});

test('whatever never was profiled is profiled when due or refreshed', () => {
  expect(evaluated(due('low'), 'tier5', null)).toEqual({ profiled: true, rule: 'NO_PROFILE_YET' });
  expect(evaluated(refreshed({ rowsAffected: 0 }), 'tier5', null)).toEqual({ profiled: true, rule: 'NO_PROFILE_YET' });
});

test.each([
  ['more than 24 h old', hoursAgo(24.001), 0, true, 'COOLDOWN_OVER'],
  ['exactly 24 h old', hoursAgo(24), 0, false, 'WITHIN_COOLDOWN'],
  ['36 h old, 25,000 rows', hoursAgo(36, 1_000_000), 25_000, true, 'COOLDOWN_OVER'],
  ['over 10 % of the rows', hoursAgo(1), 101, true, 'MANY_ROWS_CHANGED'],
  ['exactly 10 % of the rows', hoursAgo(1), 100, false, 'WITHIN_COOLDOWN'],
  ['one row where there was none', hoursAgo(1, 0), 1, true, 'MANY_ROWS_CHANGED'],
  ['no row where there was none', hoursAgo(1, 0), 0, false, 'WITHIN_COOLDOWN'],
] as const)('a refresh with a last profile %s', (_, last, rowsAffected, profiled, rule) => {
  expect(evaluated(refreshed({ rowsAffected }), 'tier3', last)).toEqual({ profiled, rule });
});

test('an approved change is profiled in tier 1 and 2 only', () => {
  const profiled = TIERS.filter((tier) => evaluated(approved, tier, hoursAgo(0)).profiled);
  expect(profiled).toEqual(['tier1', 'tier2']);
});

test('what is not active or has no dataset is never profiled, and the reason says so', () => {
  expect(evaluated(approved, 'tier1', null, { status: 'DEPRECATED' }).rule).toBe('ENTITY_NOT_ACTIVE');
  expect(evaluated(approved, 'tier1', null, { dataset: null }).rule).toBe('NO_DATASET');
});

test('the explanation holds the figures that were compared', () => {
  const { explanation } = evaluate(refreshed({ rowsAffected: 25 }), {
    entity: { canonicalKey: 'k', tier: 'tier1', status: 'ACTIVE', dataset },
    lastProfile: hoursAgo(3, 1_000),
    policy: DEFAULT_PROFILING_POLICY,
    now,
  });
  expect(explanation).toBe(
    'The last profile is 3 h old, not more than 24 h, and 25 rows affected of 1000 (2.5 %) are not more than 10 %.',
  );
});

test('the explanation names tiers and ages in words', () => {
  const { explanation } = evaluate(due('low'), {
    entity: { canonicalKey: 'k', tier: 'tier3', status: 'ACTIVE', dataset },
    lastProfile: hoursAgo(12),
    policy: DEFAULT_PROFILING_POLICY,
    now,
  });
  expect(explanation).toBe('The last profile is less than 1 day old; the threshold of tier 3 is 30 days.');
});

test.each([
  ['tier1', null, 'critical'],
  ['tier1', 10 * 24, 'critical'],
  ['tier1', 10 * 24 - 0.1, 'high'],
  ['tier2', 14 * 24, 'normal'],
  ['tier2', 17 * 24, 'critical'],
  ['tier3', 30 * 24, 'low'],
  ['tier4', 92 * 24, 'low'],
  ['tier5', 93 * 24, 'critical'],
] as const)('the scheduler gives %s, last profiled %s h ago, the priority %s', (tier, hours, priority) => {
  const last = hours === null ? null : hoursAgo(hours).createdAt;
  expect(duePriority(DEFAULT_PROFILING_POLICY, tier, last, now)).toBe(priority);
});
