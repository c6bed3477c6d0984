import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { create } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { hasten } from '../../support/store/hasten.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

describe.each(STORES)('profiling on %s', (_, openStore) => {
  let server: TestServer;
  const DAY_MS = 24 * 60 * 60 * 1000;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec(`
    CREATE SCHEMA sales;
    CREATE TABLE sales.orders (id int PRIMARY KEY, amount int, note text);
    INSERT INTO sales.orders SELECT n, n, 'fine' FROM generate_series(1, 100) n;
  `);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  interface Decision {
    profiled: boolean;
    rule: string;
    explanation: string;
  }

  async function decisionsOf(canonicalKey: string): Promise<Decision[]> {
    const { entity } = await server.query<{ entity: { profilingDecisions: { edges: { node: Decision }[] } } }, object>(
      `query ($canonicalKey: String!) {
      entity(entityType: METADATA, canonicalKey: $canonicalKey) {
        profilingDecisions(last: 50) { edges { node { profiled rule explanation } } }
      }
    }`,
      { canonicalKey },
    );
    return entity.profilingDecisions.edges.map(({ node }) => node).reverse();
  }

  async function profilesOf(canonicalKey: string): Promise<{ qualityScore: number; rowCount: number }[]> {
    const { entity } = await server.query<
      { entity: { profiles: { edges: { node: { qualityScore: number; rowCount: number } }[] } } },
      object
    >(
      `query ($canonicalKey: String!) {
      entity(entityType: METADATA, canonicalKey: $canonicalKey) {
        profiles(last: 50) { edges { node { qualityScore rowCount } } }
      }
    }`,
      { canonicalKey },
    );
    return entity.profiles.edges.map(({ node }) => node).reverse();
  }

  async function eventsOf(canonicalKey: string): Promise<{ type: string; payload: Record<string, unknown> }[]> {
    const entries = await server.parts.log.page('demo', {
      filter: { canonicalKeys: [canonicalKey] },
      limit: 1_000,
      newestFirst: false,
    });
    return entries.flatMap(({ event }) => (event ? [{ type: event.type, payload: event.payload }] : []));
  }

  function register(canonicalKey: string, change: Record<string, unknown> = {}): Promise<string> {
    return create(server, {
      entityType: 'METADATA',
      canonicalKey,
      change: { name: canonicalKey, tier: 'TIER3', dataset: { schema: 'sales', table: 'orders' }, ...change },
    });
  }

  async function refresh(rowsAffected: number, table = 'orders', entityUrn = 'urn:test'): Promise<void> {
    await server.query(
      `mutation ($input: ReportDataRefreshInput!) { reportDataRefresh(input: $input) { __typename } }`,
      {
        input: { entityUrn, schema: 'sales', table, rowsAffected, refreshType: 'INCREMENTAL' },
      },
    );
  }

  test('a refresh of a table is evaluated for every entity bound to it, by table or by urn', async () => {
    await register('by_table');
    await register('by_urn', { dataset: { schema: 'sales', table: 'elsewhere' } });
    await refresh(5, 'orders', 'urn:mdm:metadata:by_urn');
    await until('the evaluations', async () => (await decisionsOf('by_urn')).length === 2);
    expect((await decisionsOf('by_table')).map(({ rule }) => rule)).toEqual(['APPROVED_IN_LOW_TIER', 'NO_PROFILE_YET']);
    expect((await decisionsOf('by_urn')).map(({ rule }) => rule)).toEqual(['APPROVED_IN_LOW_TIER', 'NO_PROFILE_YET']);
    await until('the profile', async () => (await profilesOf('by_table')).length === 1);
    const failed = await until('the failure', async () =>
      (await eventsOf('by_urn')).find(({ type }) => type === 'metadata.profile.failed'),
    );
    expect(failed.payload).toMatchObject({ errorCode: 'TABLE_NOT_FOUND', attempts: 1 });
  });

  test('a skipped refresh leaves a decision with its figures, and no profile', async () => {
    await refresh(10);
    const decision = await until('the decision', async () => (await decisionsOf('by_table'))[2]);
    expect(decision).toEqual({
      profiled: false,
      rule: 'WITHIN_COOLDOWN',
      explanation:
        'The last profile is less than 1 h old, not more than 24 h, and 10 rows affected of 100 (10 %) are not more than 10 %.',
    });
    expect(await profilesOf('by_table')).toHaveLength(1);
  });

  test('a refresh that nobody is bound to is a decision too', async () => {
    await refresh(1, 'unknown_table');
    const { rows } = await until('the decision', async () => {
      const found = await server.parts.database.query(
        `SELECT explanation FROM governance.profiling_decision WHERE rule = 'DATASET_NOT_BOUND'`,
      );
      return found.rows.length === 1 && found;
    });
    expect(rows).toEqual([
      { explanation: 'No active entity is bound to sales.unknown_table or has the URN urn:test.' },
    ]);
  });

  test('a drop of more than 10 % is announced once; the same low level again is no new drop', async () => {
    await server.warehouse.exec(`UPDATE sales.orders SET amount = NULL, note = NULL WHERE id > 30`);
    await refresh(70);
    await until('the second profile', async () => (await profilesOf('by_table')).length === 2);
    const degraded = async () => (await eventsOf('by_table')).filter(({ type }) => type === 'data.quality.degraded');
    await until('the announcement', async () => (await degraded()).length === 1);
    // 200 of 300 values are there, minus none of the keys: (100 - 140/3 + 100 + 100) / 3 = 84.4
    expect((await degraded())[0]?.payload).toMatchObject({
      previousScore: 100,
      qualityScore: 84.4,
      dropPercent: 15.6,
      previousGrade: 'A',
      qualityGrade: 'B',
      dimensions: [
        { dimension: 'completeness', previous: 100, current: 53.3 },
        { dimension: 'uniqueness', previous: 100, current: 100 },
        { dimension: 'validity', previous: 100, current: 100 },
      ],
    });
    await refresh(70);
    await until('the third profile', async () => (await profilesOf('by_table')).length === 3);
    await refresh(70);
    await until('the fourth profile', async () => (await profilesOf('by_table')).length === 4);
    expect(await degraded()).toHaveLength(1);
  });

  test('a second trigger joins the profile that is waiting or running: one profile, two decisions', async () => {
    await server.warehouse.exec(`
    CREATE TABLE sales.slow_base (id int PRIMARY KEY);
    INSERT INTO sales.slow_base SELECT generate_series(1, 4000);
    CREATE VIEW sales.slow AS SELECT a.id FROM sales.slow_base a JOIN sales.slow_base b ON (a.id * b.id) % 7919 = 1;
  `);
    await register('joined', { dataset: { schema: 'sales', table: 'slow' } });
    await refresh(1, 'slow');
    await refresh(1, 'slow');
    await refresh(1, 'slow');
    const decisions = await until('the evaluations', async () => {
      const found = await decisionsOf('joined');
      return found.length === 4 && found.slice(1);
    });
    expect(decisions.map(({ profiled, rule }) => [profiled, rule])).toEqual([
      [true, 'NO_PROFILE_YET'],
      [true, 'NO_PROFILE_YET'],
      [true, 'NO_PROFILE_YET'],
    ]);
    expect(decisions[2]?.explanation).toContain('It joins the profile');
    await until('the profile', async () => (await profilesOf('joined')).length === 1);
    const completed = (await eventsOf('joined')).filter(({ type }) => type === 'metadata.profile.completed');
    expect(completed).toHaveLength(1);
  });

  test('the scheduler reports what is stale, of every tier, and not again before it is evaluated', async () => {
    await register('scheduled', { tier: 'TIER1' });
    await until('the first profile', async () => (await profilesOf('scheduled')).length === 1);
    server.advance(7 * DAY_MS);
    expect(await server.reportDueProfiles()).toBeGreaterThan(0);
    await until('the second profile', async () => (await profilesOf('scheduled')).length === 2);
    const due = (await eventsOf('scheduled')).filter(({ type }) => type === 'metadata.profile.due');
    expect(due.map(({ payload }) => payload)).toMatchObject([{ priority: 'high', reason: 'SCHEDULE', tier: 'tier1' }]);
    await until('the others to be evaluated', async () => {
      const { rows } = await server.parts.database.query(
        'SELECT 1 FROM governance.mdm_entity WHERE due_since IS NOT NULL',
      );
      return rows.length === 0;
    });
  });

  test('a profile that a user asks for is evaluated like any other, and is made for that user', async () => {
    const ask = `mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "scheduled", priority: HIGH }) {
    ... on RequestProfileSuccess { event { payload { reason priority } } } } }`;
    expect(await server.query(ask, {}, { 'x-actor-id': 'carla' })).toEqual({
      requestProfile: { event: { payload: { reason: 'MANUAL', priority: 'HIGH' } } },
    });
    const completed = await until(
      'the profile',
      async () => (await eventsOf('scheduled')).filter(({ type }) => type === 'metadata.profile.completed')[2],
    );
    expect(completed.payload.triggeredBy).toEqual({ actorId: 'carla', actorType: 'HUMAN' });
  });

  test('work that fails for good becomes a dead letter and metadata.profile.failed, and the entity can be profiled again', async () => {
    await register('unlucky', { tier: 'TIER1' });
    await until('the first profile', async () => (await profilesOf('unlucky')).length === 1);
    // A constraint that no profile passes stands for any fault of the store that does not go away.
    await server.parts.database.exec(`
    ALTER TABLE governance.mdm_profile ADD CONSTRAINT fault CHECK (number < 2) NOT VALID;
  `);
    await server.query(
      `mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "unlucky", priority: HIGH }) { __typename } }`,
    );
    // The retries wait longer and longer; the test does not.
    const failed = await until('the failure', async () => {
      await hasten(server, { state: 'retry', queue: 'profile-run' });
      return (await eventsOf('unlucky')).find(({ type }) => type === 'metadata.profile.failed');
    });
    expect(failed.payload).toMatchObject({ errorCode: 'INTERNAL', attempts: 6 });
    expect(JSON.stringify(failed.payload)).not.toContain('constraint');
    const { rows } = await server.parts.database.query(
      `SELECT subscriber, attempts FROM governance.dead_letter WHERE subscriber = 'profile-run'`,
    );
    expect(rows).toEqual([{ subscriber: 'profile-run', attempts: 6 }]);

    await server.parts.database.exec('ALTER TABLE governance.mdm_profile DROP CONSTRAINT fault');
    server.advance(60_000);
    await server.query(
      `mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "unlucky", priority: HIGH }) { __typename } }`,
    );
    await until('the next profile', async () => (await profilesOf('unlucky')).length === 2);
  });
});
