import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { IncidentResolution } from '../../../src/domain/incidents/incident.ts';
import { createRefreshes } from '../../../src/domain/incidents/simulation/late-alarms.ts';
import { createIncidentReplay } from '../../../src/domain/incidents/simulation/replay-incidents.ts';
import type { ReplayedIncident } from '../../../src/domain/incidents/simulation/replayed-incidents.ts';
import type { MonitoringPolicy } from '../../../src/domain/monitoring/monitoring-policy.ts';
import { HOUR_MS } from '../../../src/domain/time-units.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { findEntitiesById } from '../../../src/store/entities/entities.ts';
import { createCovering } from '../../../src/store/incidents/simulation/covering-entities.ts';
import { findIncidentHistories } from '../../../src/store/incidents/simulation/incident-histories.ts';
import { measuredWithin } from '../../../src/store/incidents/simulation/measured-profiles.ts';
import { readRecordedEvents } from '../../../src/store/incidents/simulation/recorded-events.ts';
import { createRuleMinimums } from '../../../src/store/incidents/simulation/rule-minimums.ts';
import { simulateIncidents } from '../../../src/workflow/monitoring/simulate-incidents.ts';
import { historyBench } from '../../support/incidents/history-bench.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const KEYS = ['a', 'b', 'a_name', 'rule'] as const;
const TABLES = ['a', 'b'] as const;
const datasetOf = (table: string) => ({ schema: 'test', table, keyColumns: [] });

const key = fc.constantFrom(...KEYS);
const shown = fc.record({
  rowCount: fc.constantFrom(100, 100, 110, 95, 40, 300, 0),
  nullPercent: fc.constantFrom(0, 0, 10, 20, 40, 80),
  passed: fc.constantFrom(100, 100, 97, 60),
  columns: fc.constantFrom(['id', 'name'], ['id', 'name'], ['id'], ['id', 'name', 'extra'], ['id', 'name2']),
});
const step = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('measure' as const), key, shown }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('refresh' as const), table: fc.constantFrom(...TABLES) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), key }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('tier' as const), key, tier: fc.constantFrom('tier1', 'tier3', 'tier5') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('bind' as const), key, table: fc.option(fc.constantFrom(...TABLES)) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('retire' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('resolve' as const),
      place: fc.nat(),
      resolution: fc.constantFrom<IncidentResolution>('ACCEPTED', 'FALSE_ALARM', 'FIXED'),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describe.each(STORES)('incidents that are simulated on %s', (_, openStore) => {
  let instance: TestInstance;
  let tenants = 0;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  async function begin(hasWindow: boolean) {
    const bench = historyBench(instance, `tenant${tenants++}`);
    const { tiers } = bench.policy();
    const night = {
      name: 'night',
      days: [1, 2, 3, 4, 5, 6, 7],
      from: '22:00',
      minutes: 300,
      tiers: ['tier1'] as const,
    };
    const policy = {
      tiers: {
        ...tiers,
        tier1: { ...tiers.tier1, freshnessFactor: 1.5 },
        tier3: { ...tiers.tier3, scoreDropPercent: 4 },
      },
      exclusionWindows: hasWindow ? [night] : [],
    };
    bench.setPolicy(policy);
    const rule = await bench.create('name_known', {
      ...{ entityType: 'BUSINESS_RULE', tier: 'tier3' },
      definition: { businessRule: { severity: 'CRITICAL', check: { kind: 'notNull' }, minPassPercent: 97 } },
    });
    const ids = {
      a: await bench.create('a', { tier: 'tier1', dataset: datasetOf('a') }),
      b: await bench.create('b', { tier: 'tier3', dataset: datasetOf('b') }),
      a_name: await bench.create('a_name', { tier: 'tier5', dataset: { ...datasetOf('a'), column: 'name' } }),
      rule: await bench.create('rule', {
        ...{ entityType: 'BUSINESS_RULE', tier: 'tier3', dataset: { ...datasetOf('b'), column: 'name' } },
      }),
    };
    let isRetired = false;

    async function take(what: Step): Promise<void> {
      // What is deprecated is not changed.
      if (isRetired && (what.kind === 'tier' || what.kind === 'bind') && what.key === 'b') return;
      switch (what.kind) {
        case 'measure':
          return bench.measure(ids[what.key], what.shown, rule);
        case 'refresh':
          return bench.refresh(what.table);
        case 'wait':
          return bench.wait(what.hours * HOUR_MS);
        case 'fail':
          return bench.fail(ids[what.key]);
        case 'tier':
          return bench.change(ids[what.key], { tier: what.tier });
        case 'bind':
          return bench.change(ids[what.key], { dataset: what.table === null ? null : datasetOf(what.table) });
        case 'retire':
          isRetired = !isRetired;
          return bench.change(ids.b, { status: isRetired ? 'DEPRECATED' : 'ACTIVE' });
        case 'resolve': {
          const open = (await bench.incidents()).filter(({ status }) => status !== 'RESOLVED');
          const one = open[what.place % Math.max(open.length, 1)];
          bench.advance(1_000);
          const set = { status: 'RESOLVED' as const, resolution: what.resolution, resolvedAt: bench.now() };
          if (one) await bench.changeIncident(one.id, set);
        }
      }
    }
    return { ...bench, ids: Object.values(ids), take };
  }

  /** The incidents of a period under a policy, by entity. */
  async function replay(
    tenantId: string,
    ids: readonly string[],
    { from, to, policy }: { from: Date; to: Date; policy: MonitoringPolicy },
  ): Promise<(ReplayedIncident & { entityId: string })[]> {
    const db = drizzleOn(instance.parts.database);
    const span = { fromMs: from.getTime(), toMs: to.getTime() };
    const events = await readRecordedEvents(instance.parts, tenantId, { from, to });
    const entities = await findEntitiesById(db, tenantId, ids);
    const refreshes = createRefreshes(events.refreshesOf, span);
    const covering = createCovering(db, tenantId, { from, to });
    const replays = new Map(
      (await findIncidentHistories(db, tenantId, entities, { from, to, events, covering })).map((history) => [
        history.entityId,
        createIncidentReplay({ history, policy, refreshes, span }),
      ]),
    );
    const minimums = createRuleMinimums(db, tenantId);
    for await (const part of measuredWithin(db, tenantId, ids, { from, to, minimums })) {
      for (const profile of part) replays.get(profile.entityId)?.measured(profile);
    }
    return [...replays].flatMap(([entityId, one]) => one.end().map((incident) => ({ ...incident, entityId })));
  }

  test('under the policy by which the server judged, any history leads to the incidents that it opened', async () => {
    let opened = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 40, maxLength: 60, size: 'max' }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        fc.boolean(),
        async (steps, cut, hasWindow) => {
          const bench = await begin(hasWindow);
          const startedAt = bench.now();
          for (const each of steps) await bench.take(each);
          const to = new Date(bench.now().getTime() + 1);
          const cutAt = new Date(startedAt.getTime() + Math.floor(cut * (to.getTime() - startedAt.getTime())));
          const recorded = await bench.incidents();
          // From which score something fell in a window before the period is not known.
          for (const from of hasWindow ? [startedAt] : [startedAt, cutAt]) {
            const simulated = await replay(bench.tenantId, bench.ids, { from, to, policy: bench.policy() });
            const real = recorded.filter(({ openedAt }) => openedAt >= from);
            const shown = simulated.filter(({ isFromBefore }) => !isFromBefore);
            expect(shown.map(lineOf).sort()).toEqual(
              real.map((row) => lineOf({ ...row, openedAtMs: row.openedAt.getTime() })).sort(),
            );
            opened += real.length;
          }
        },
      ),
      { numRuns: 3, endOnFailure: true },
    );
    expect(opened).toBeGreaterThan(20);
  }, 300_000);

  test('another policy opens others, and no longer opens some; what is open under both is neither', async () => {
    const bench = historyBench(instance, `tenant${tenants++}`);
    const rule = await bench.create('name_known', { entityType: 'BUSINESS_RULE', definition: {} });
    const from = bench.now();
    const id = await bench.create('orders', { tier: 'tier2', dataset: datasetOf('orders') });
    const fine = { rowCount: 100, nullPercent: 0, passed: 100, columns: ['id', 'name'] };
    for (const rowCount of [100, 100, 100, 70]) await bench.measure(id, { ...fine, rowCount }, rule);
    await bench.measure(id, { ...fine, passed: 90 }, rule);
    await bench.measure(id, { ...fine, columns: ['id'] }, rule);
    const inForce = bench.policy();
    const tier2 = {
      ...inForce.tiers.tier2,
      volumeLowPercent: 80,
      minPassPercent: { ...inForce.tiers.tier2.minPassPercent, CRITICAL: 80 },
    };
    const simulated = { ...inForce, tiers: { ...inForce.tiers, tier2 } };
    const to = new Date(bench.now().getTime() + 1);
    const profiles = { recorded: 6, simulated: 7, simulatedReal: 4 };
    const question = { ...{ from, to, inForce, simulated, profiles } };
    const answer = await simulateIncidents(instance.parts, bench.tenantId, question);
    expect(answer).toMatchObject({
      recordedCount: 2,
      inForce: { opened: 2, resolved: 1, open: 1 },
      simulated: { opened: 2, resolved: 1, open: 1 },
      added: {
        count: 1,
        examples: [
          {
            ...{ entityId: id, tier: 'tier2', cause: 'VOLUME', severity: 'ERROR' },
            summary: 'test.orders has 70 rows, 70 % of the usual 100 (at least 80 % are expected).',
          },
        ],
      },
      gone: { count: 1, examples: [{ entityId: id, cause: 'RULE', severity: 'CRITICAL' }] },
      notes: [
        {
          kind: 'PROFILES_WITHOUT_FIGURES',
          text: expect.stringContaining('to 3 profiles that were never made') as string,
        },
        { kind: 'PROFILES_STILL_JUDGED', text: expect.stringContaining('to 2 profiles that were made') as string },
      ],
    });
    const [, , volume] = answer.simulated.byCause;
    expect([volume, answer.simulated.byTier[1]]).toMatchObject([
      { cause: 'VOLUME', opened: 1, resolved: 1 },
      { tier: 'tier2', opened: 2 },
    ]);
    const other = await simulateIncidents(instance.parts, 'nobody', question);
    expect(other).toMatchObject({ recordedCount: 0, inForce: { opened: 0 }, added: { examples: [] } });
  });
});

/** What the two have in common. A window that ends is noticed up to five minutes later. */
function lineOf(
  one: Pick<ReplayedIncident, 'cause' | 'tier' | 'status' | 'resolution' | 'severity' | 'summary' | 'openedAtMs'> & {
    entityId: string;
    occurrences: number;
  },
): string {
  const { entityId, cause, tier, status, resolution, severity, summary, occurrences, openedAtMs } = one;
  const isLate = cause === 'FRESHNESS';
  const openedAt = new Date(isLate ? Math.floor(openedAtMs / HOUR_MS) * HOUR_MS : openedAtMs).toISOString();
  const ended = status === 'RESOLVED' ? resolution : 'open';
  return [openedAt, entityId, cause, tier, severity, ended, occurrences, isLate ? '' : summary].join(' ');
}
