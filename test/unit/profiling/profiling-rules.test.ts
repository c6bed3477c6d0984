import { expect, test } from 'vitest';

import { isRuleChange } from '../../../src/domain/profiling/judging/rule-change.ts';
import { DEFAULT_PROFILING_POLICY, duePriority } from '../../../src/domain/profiling/profiling-policy.ts';
import { evaluate, type LastProfile, type ProfilingTrigger } from '../../../src/domain/profiling/profiling-rules.ts';
import type { EventOf } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { type ChangeKind, type Priority, type Tier, TIERS } from '../../../src/events/schemas/vocabulary.ts';
import { refreshed } from '../../support/events/events.ts';

const now = new Date('2026-06-30T12:00:00Z');
const hoursAgo = (hours: number, rowCount = 1_000): LastProfile => ({
  createdAt: new Date(now.getTime() - hours * 3_600_000),
  rowCount,
});
const dataset = { schema: 'sales', table: 'transactions', keyColumns: [] };

function due(priority: Priority, reason: 'SCHEDULE' | 'MANUAL' = 'SCHEDULE'): ProfilingTrigger {
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
      reason,
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

const ofKpi: ProfilingTrigger = createEvent({
  type: 'kpi.approved',
  tenantId: 'demo',
  source: 'metadata-studio.approval',
  createdAt: now,
  payload: {
    ...{ approvalId: 'apr_1', entityId: 'kpi_1', canonicalKey: 'k', tier: 'tier1' as const },
    approvedBy: { actorId: 'bert', actorType: 'HUMAN' },
    approvedAt: now.toISOString(),
  },
});

function ruleChanged(changeType: ChangeKind): ProfilingTrigger {
  return createEvent({
    type: 'metadata.changed',
    tenantId: 'demo',
    source: 'metadata-studio.approval',
    createdAt: now,
    payload: {
      ...{ entityType: 'BUSINESS_RULE', entityId: 'rul_1', canonicalKey: 'amount_there', tier: 'tier5' as const },
      ...{ changeType, changedFields: [], version: 3, changedBy: { actorId: 'anna', actorType: 'HUMAN' as const } },
    },
  });
}

function explained(event: ProfilingTrigger): string {
  const entity = { canonicalKey: 'k', tier: 'tier3' as const, status: 'ACTIVE' as const, dataset };
  return evaluate(event, { entity, lastProfile: hoursAgo(1), policy: DEFAULT_PROFILING_POLICY, now }).explanation;
}

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

test.each([approved, ofKpi])('an approved change ($type) is profiled in tier 1 and 2 only', (event) => {
  const profiled = TIERS.filter((tier) => evaluated(event, tier, hoursAgo(0)).profiled);
  expect(profiled).toEqual(['tier1', 'tier2']);
});

test('what somebody requests is profiled in every tier, with every priority, whatever the age of the last profile', () => {
  for (const tier of TIERS) {
    for (const priority of ['low', 'critical'] as const) {
      const request = due(priority, 'MANUAL');
      expect(evaluated(request, tier, hoursAgo(0))).toEqual({ profiled: true, rule: 'REQUESTED' });
      expect(evaluated(request, tier, null)).toEqual({ profiled: true, rule: 'REQUESTED' });
    }
  }
});

test.each(['CREATE', 'UPDATE', 'DEPRECATE'] as const)(
  'a rule in force after %s leads to a profile in every tier',
  (kind) => {
    const results = TIERS.map((tier) => evaluated(ruleChanged(kind), tier, hoursAgo(0)));
    expect(results).toEqual(TIERS.map(() => ({ profiled: true, rule: 'RULES_CHANGED' })));
  },
);

test.each<[string, boolean, Partial<EventOf<'metadata.changed'>['payload']>]>([
  ['a new rule', true, { changeType: 'CREATE' }],
  ['a deprecated rule', true, { changeType: 'DEPRECATE', changedFields: ['status'] }],
  ['another check', true, { changedFields: ['name', 'businessRule.check'] }],
  ['another severity', true, { changedFields: ['businessRule.severity'] }],
  ['another table', true, { changedFields: ['dataset.table'] }],
  ['a rule that is active again', true, { changedFields: ['status'] }],
  ['another name of the rule', false, { changedFields: ['name', 'owner', 'description', 'tier'] }],
  ['a change of other metadata', false, { entityType: 'METADATA', changeType: 'CREATE' }],
])('%s changes what is measured: %s', (_, expected, change) => {
  const event = ruleChanged('UPDATE');
  if (event.type !== 'metadata.changed') throw new Error('another event');
  expect(isRuleChange({ ...event, payload: { ...event.payload, ...change } })).toBe(expected);
});

test('a number of rows that is not known counts as many, and the reason says so', () => {
  const { rowsAffected: _, ...payload } = refreshed().payload;
  const unknown = { ...refreshed(), payload };
  expect(evaluated(unknown, 'tier3', hoursAgo(1))).toEqual({ profiled: true, rule: 'MANY_ROWS_CHANGED' });
  expect(evaluated(unknown, 'tier3', hoursAgo(1, 0))).toEqual({ profiled: true, rule: 'MANY_ROWS_CHANGED' });
  expect(explained(unknown)).toBe(
    'The number of affected rows was not reported; what is not known counts as more than 10 % of 1000.',
  );
});

test('the reasons of requests and of changed rules name what led to them', () => {
  expect(explained(due('low', 'MANUAL'))).toBe(
    'A profile that somebody requests is always made; the last one is less than 1 day old.',
  );
  expect(explained(ruleChanged('CREATE'))).toBe(
    'The business rule amount_there takes effect with its version 3; what it concerns is profiled once.',
  );
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

test.each([
  [1, 2_000, '1 row affected of 2000 (0.1 %) is not more than 10 %.'],
  [1, 5, '1 row affected of 5 (20 %), more than 10 %.'],
])('%i affected row of %i is one row', (rowsAffected, rowCount, said) => {
  const { explanation } = evaluate(refreshed({ rowsAffected }), {
    entity: { canonicalKey: 'k', tier: 'tier1', status: 'ACTIVE', dataset },
    lastProfile: hoursAgo(3, rowCount),
    policy: DEFAULT_PROFILING_POLICY,
    now,
  });
  expect(explanation).toContain(said);
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
