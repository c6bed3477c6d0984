import { afterAll, beforeAll, expect, test } from 'vitest';

import { create, govern } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.warehouse.exec(`
    CREATE SCHEMA sales;
    CREATE TABLE sales.orders (id int PRIMARY KEY, amount int);
    INSERT INTO sales.orders SELECT n, n FROM generate_series(1, 100) n;
    CREATE TABLE sales.dirty (id int PRIMARY KEY, amount int);
    INSERT INTO sales.dirty SELECT n, NULL FROM generate_series(1, 100) n;
  `);
}, 120_000);
afterAll(() => server[Symbol.asyncDispose]());

interface Run {
  id: string;
  status: string;
  errorCode: string | null;
}
interface Decision {
  rule: string;
  joined: boolean;
  explanation: string;
  run: Run | null;
}
interface State {
  lastFailure: { errorCode: string; failures: number; since: string; nextTryAt: string } | null;
  profiles: { edges: { node: { qualityScore: number; changeSince: { since: { id: string } } | null } }[] };
  profilingDecisions: { edges: { node: Decision }[] };
}
type Requested = { __typename: string; retryAt?: string; decision?: Decision };

const REQUEST = `mutation ($key: String!) { requestProfile(input: { entityType: METADATA, canonicalKey: $key }) {
  __typename ... on TooSoonError { retryAt }
  ... on RequestProfileSuccess { decision { rule joined explanation run { id status errorCode } } }
} }`;
const request = async (key: string) =>
  (await server.query<{ requestProfile: Requested }, object>(REQUEST, { key })).requestProfile;

const STATE = `query ($type: EntityType!, $key: String!) { entity(entityType: $type, canonicalKey: $key) {
  lastFailure { errorCode failures since nextTryAt }
  profiles(first: 20) { edges { node { qualityScore changeSince { since { id } } } } }
  profilingDecisions(first: 50) { edges { node { rule joined explanation run { id status errorCode } } } }
} }`;
const stateOf = async (key: string, type = 'METADATA') =>
  (await server.query<{ entity: State }, object>(STATE, { type, key })).entity;

const register = (canonicalKey: string, change: Record<string, unknown>) =>
  create(server, { entityType: 'METADATA', canonicalKey, change: { name: canonicalKey, tier: 'TIER3', ...change } });

async function eventsOf(key: string, type: 'metadata.profile.failed' | 'data.quality.degraded') {
  const filter = { canonicalKeys: [key], types: [type] };
  return server.parts.log.page('demo', { filter, limit: 100, newestFirst: false });
}

test('a request is always profiled, its answer names the run, and a second one within a minute is refused', async () => {
  await register('orders', { dataset: { schema: 'sales', table: 'orders' } });
  const first = await request('orders');
  expect(first.decision).toMatchObject({ rule: 'REQUESTED', joined: false, run: { errorCode: null } });
  const refused = await request('orders');
  expect(refused.__typename).toBe('TooSoonError');
  expect(Date.parse(refused.retryAt ?? '')).toBeGreaterThan(Date.parse('2020-01-01'));
  await until('the profile', async () => (await stateOf('orders')).profiles.edges.length === 1);
  server.advance(60_000);
  const second = await request('orders');
  expect(second.decision).toMatchObject({ rule: 'REQUESTED', joined: false });
  expect(second.decision?.run?.id).not.toBe(first.decision?.run?.id);
  await until('the second profile', async () => (await stateOf('orders')).profiles.edges.length === 2);
});

test('another table, and a rule that most values break, degrade nothing; the rule leads to a profile', async () => {
  const dataset = { schema: 'sales', table: 'orders' };
  await register('moved', { tier: 'TIER1', dataset });
  await until('the first profile', async () => (await stateOf('moved')).profiles.edges.length === 1);
  await create(server, {
    entityType: 'BUSINESS_RULE',
    canonicalKey: 'never_so_large',
    change: {
      name: 'Large',
      tier: 'TIER5',
      dataset: { ...dataset, column: 'amount' },
      businessRule: { severity: 'CRITICAL', check: { numberRange: { min: 90 } } },
    },
  });
  const { profiles } = await until('the profile with the rule', async () => {
    const state = await stateOf('moved');
    return state.profiles.edges.length === 2 && state;
  });
  expect(profiles.edges.map(({ node }) => node.qualityScore)).toEqual([70.3, 100]);
  expect((await stateOf('moved')).profilingDecisions.edges[0]?.node).toMatchObject({
    ...{ rule: 'RULES_CHANGED', run: { status: 'COMPLETED' } },
    explanation: expect.stringContaining('never_so_large takes effect') as string,
  });
  await govern(server, {
    ...{ entityType: 'METADATA', canonicalKey: 'moved', kind: 'UPDATE', expectedVersion: 1 },
    change: { dataset: { schema: 'sales', table: 'dirty' } },
  });
  const moved = await until('the profile of the other table', async () => {
    const state = await stateOf('moved');
    return state.profiles.edges.length === 3 && state;
  });
  // With other rules, what changed is told; of another table, nothing is.
  expect(moved.profiles.edges.map(({ node }) => node.changeSince !== null)).toEqual([false, true, false]);
  expect(await eventsOf('moved', 'data.quality.degraded')).toEqual([]);
});

test('a KPI is profiled when it is approved', async () => {
  const change = {
    ...{ name: 'Revenue', tier: 'TIER2', dataset: { schema: 'sales', table: 'orders', column: 'amount' } },
    kpi: { formula: 'sum(amount)', direction: 'HIGHER_IS_BETTER', computedFrom: [] },
  };
  await create(server, { entityType: 'KPI', canonicalKey: 'revenue', change });
  const state = await until('the profile', async () => {
    const found = await stateOf('revenue', 'KPI');
    return found.profiles.edges.length > 0 && found;
  });
  expect(state.profilingDecisions.edges[0]?.node.rule).toBe('APPROVED_IN_HIGH_TIER');
});

test('an entity on a misspelt table is told once, and its decisions say how each run ended', async () => {
  await register('misspelt', { dataset: { schema: 'sales', table: 'ordres' } });
  const refresh = `mutation { reportDataRefresh(input: { entityUrn: "urn:x", schema: "sales", table: "ordres", refreshType: FULL }) {
    __typename } }`;
  for (let count = 1; count <= 5; count++) {
    await server.query(refresh);
    await until('the failure', async () => (await stateOf('misspelt')).lastFailure?.failures === count);
  }
  // Restarts and passes do not measure it again while its pause lasts.
  for (let pass = 0; pass < 2; pass++) await server.reportDueProfiles();
  const { lastFailure, profilingDecisions } = await stateOf('misspelt');
  expect(lastFailure).toMatchObject({ errorCode: 'TABLE_NOT_FOUND', failures: 5 });
  expect(Date.parse(lastFailure?.nextTryAt ?? '') - Date.parse(lastFailure?.since ?? '')).toBeGreaterThan(3_600_000);
  const runs = profilingDecisions.edges.map(({ node }) => [node.rule, node.run?.status, node.run?.errorCode]);
  expect(runs).toEqual([
    ...Array.from({ length: 5 }, () => ['NO_PROFILE_YET', 'FAILED', 'TABLE_NOT_FOUND']),
    ['APPROVED_IN_LOW_TIER', undefined, undefined],
  ]);
  expect(await eventsOf('misspelt', 'metadata.profile.failed')).toHaveLength(1);
});
