import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';
import {
  type CountedDecision,
  type EntityHistory,
  type Tally,
  tallyRecorded,
} from '../../../src/domain/profiling/simulation/profiling-history.ts';
import { simulateProfiling } from '../../../src/domain/profiling/simulation/simulate-profiling.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { pageOfEntities } from '../../../src/store/entities/list/entity-pages.ts';
import { findRunEnds } from '../../../src/store/profiling/profile-runs.ts';
import { findHistories } from '../../../src/store/profiling/profiling-history.ts';
import { findSchedulerRuns } from '../../../src/store/profiling/scheduler-runs.ts';
import { create, govern } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { untilIdle } from '../../support/until-idle.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TABLES = ['a', 'b', 'missing'];
const KEYS = ['one', 'two', 'three', 'four', 'five', 'six'];
const TIERS = ['TIER1', 'TIER2', 'TIER3', 'TIER4', 'TIER5'];

const key = fc.constantFrom(...KEYS);
const table = fc.constantFrom(...TABLES);
/** What can happen to a tenant; `settle`: the work that it leads to is awaited before the next thing happens. */
const step = fc.record({
  settle: fc.boolean(),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), days: fc.nat(20) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('refresh' as const), table, rows: fc.nat(30) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('ask' as const),
        key,
        priority: fc.constantFrom('LOW', 'HIGH', 'CRITICAL'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.nat(60) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('tier' as const), key, tier: fc.constantFrom(...TIERS) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('bind' as const), key, table: fc.option(table) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('grow' as const), rows: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('deprecate' as const), key: fc.constant('six') }) },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describe.each(STORES)('simulating a policy over a history on %s', (_, openStore) => {
  let server: TestServer;
  let startedAt: Date;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    startedAt = server.now();
    await server.warehouse.exec(`
      CREATE SCHEMA sales;
      CREATE TABLE sales.a (id int PRIMARY KEY); INSERT INTO sales.a SELECT generate_series(1, 100);
      CREATE TABLE sales.b (id int PRIMARY KEY); INSERT INTO sales.b SELECT generate_series(1, 10);
    `);
    for (const [index, canonicalKey] of KEYS.entries()) {
      const dataset = { schema: 'sales', table: TABLES[index % TABLES.length] };
      const change = { name: canonicalKey, tier: TIERS[index % TIERS.length], dataset };
      await create(server, { entityType: 'METADATA', canonicalKey, change });
    }
    await untilIdle(server.parts.database);
  }, 120_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function change(canonicalKey: string, change: object): Promise<void> {
    const query = `query ($canonicalKey: String!) { entity(entityType: METADATA, canonicalKey: $canonicalKey) {
      version status tier dataset { table } } }`;
    interface Found {
      entity: { version: number; status: string; tier: string; dataset: { table: string } | null };
    }
    const { entity } = await server.query<Found, object>(query, { canonicalKey });
    const isSame =
      ('tier' in change && change.tier === entity.tier) ||
      ('dataset' in change && JSON.stringify(change.dataset).includes(`"${entity.dataset?.table ?? 'null'}"`)) ||
      ('dataset' in change && change.dataset === entity.dataset);
    if (entity.status !== 'ACTIVE' || isSame) return;
    const expectedVersion = entity.version;
    const kind = 'deprecate' in change ? { kind: 'DEPRECATE' } : { kind: 'UPDATE', change };
    await govern(server, { entityType: 'METADATA', canonicalKey, expectedVersion, ...kind });
  }

  async function take({ what, settle: awaitsWork }: Step): Promise<void> {
    switch (what.kind) {
      case 'pass':
        // Of what is committed at the very moment of a pass, the record does not tell on which side of it it was.
        await untilIdle(server.parts.database);
        server.advance(what.days * DAY_MS);
        await server.reportDueProfiles();
        break;
      case 'wait':
        server.advance(what.hours * HOUR_MS);
        break;
      case 'refresh':
        await server.query(
          'mutation ($input: ReportDataRefreshInput!) { reportDataRefresh(input: $input) { __typename } }',
          {
            input: {
              entityUrn: 'urn:x',
              schema: 'sales',
              table: what.table,
              rowsAffected: what.rows,
              refreshType: 'INCREMENTAL',
            },
          },
        );
        break;
      case 'ask':
        await server.query(`mutation ($input: RequestProfileInput!) { requestProfile(input: $input) { __typename } }`, {
          input: { entityType: 'METADATA', canonicalKey: what.key, priority: what.priority },
        });
        break;
      case 'tier':
        await change(what.key, { tier: what.tier });
        break;
      case 'bind':
        await change(what.key, { dataset: what.table === null ? null : { schema: 'sales', table: what.table } });
        break;
      case 'deprecate':
        await change(what.key, { deprecate: true });
        break;
      case 'grow':
        await server.warehouse.exec(
          `INSERT INTO sales.b SELECT n FROM generate_series(1, ${what.rows} + (SELECT count(*)::int FROM sales.b)) n
           ON CONFLICT DO NOTHING`,
        );
        break;
    }
    if (awaitsWork) await untilIdle(server.parts.database);
  }

  async function historiesOf(from: Date, to: Date): Promise<{ histories: EntityHistory[]; schedulerRunsMs: number[] }> {
    const { database } = server.parts;
    const db = drizzleOn(database);
    const page = await pageOfEntities(db, 'demo', {}, { limit: 100, backwards: false });
    const entities = page.map(({ entity }) => entity);
    return {
      histories: await findHistories(server.parts, 'demo', { entities, from, to }),
      schedulerRunsMs: await findSchedulerRuns(db, 'demo', { from, to, defaultZone: 'UTC' }),
    };
  }

  /** Everything that a tally is told, in words. */
  function listing(told: (tally: Tally) => void): string[] {
    const lines: string[] = [];
    const time = (ms: number) => new Date(ms).toISOString();
    told({
      decided: ({ atMs, rule, profiled, joined, eventOffset, tier }: CountedDecision) => {
        const effect = joined ? 'joins' : profiled ? 'runs' : 'skips';
        lines.push(`${time(atMs)} ${String(eventOffset)} ${tier} ${rule} ${effect}`);
      },
      profiled: (tier, ageMs) => lines.push(`profiled ${tier} ${String(ageMs)}`),
      ended: (tier, ageMs) => lines.push(`ended ${tier} ${String(ageMs)}`),
    });
    return lines.sort();
  }

  async function expectRepetition(from: Date, to: Date): Promise<number> {
    const { histories, schedulerRunsMs } = await historiesOf(from, to);
    const span = { fromMs: from.getTime(), toMs: to.getTime(), schedulerRunsMs };
    let decisions = 0;
    for (const history of histories) {
      const recorded = listing((tally) => {
        tallyRecorded(history, span, tally);
      });
      const simulated = listing((tally) => {
        for (const _ of simulateProfiling(history, span, DEFAULT_PROFILING_POLICY, tally));
      });
      expect(simulated, history.canonicalKey).toEqual(recorded);
      decisions += recorded.filter((line) => /runs|joins|skips/.test(line)).length;
    }
    return decisions;
  }

  test('of any number of runs it is found when they ended', async () => {
    const runs = await server.parts.database.query(`SELECT id FROM governance.profile_run WHERE tenant_id = 'demo'`);
    const known = (runs.rows as { id: string }[]).map(({ id }) => id);
    expect(known.length).toBeGreaterThan(0);
    // More than a statement has parameters.
    const others = Array.from({ length: 70_000 }, (_, index) => `run_${index}`);
    const ends = await findRunEnds(drizzleOn(server.parts.database), 'demo', [...others, ...known]);
    expect([...ends.keys()].sort()).toEqual(known.sort());
  });

  test('the policy in force over any recorded history comes to the recorded decisions, and to the ages of its profiles', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 25, maxLength: 25, size: 'max' }),
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        async (steps, cuts) => {
          for (const each of steps) await take(each);
          await untilIdle(server.parts.database);
          const now = server.now();
          expect(await expectRepetition(startedAt, now)).toBeGreaterThan(10);
          const [from = 0, to = 1] = cuts.toSorted((a, b) => a - b);
          const at = (share: number) =>
            new Date(startedAt.getTime() + Math.floor(share * (now.getTime() - startedAt.getTime())));
          await expectRepetition(at(from), at(to));
        },
      ),
      { numRuns: 1, endOnFailure: true },
    );
  }, 300_000);
});
