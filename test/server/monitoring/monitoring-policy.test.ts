import { afterAll, beforeAll, expect, test } from 'vitest';

import { create, DECIDER, REQUESTER } from '../../support/governance.ts';
import { askOverSocket, type Operation, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

const HOUR_MS = 3_600_000;

let server: TestServer;
let startedAt: Date;
beforeAll(async () => {
  server = await startTestServer();
  startedAt = server.now();
  await server.warehouse.exec(
    'CREATE SCHEMA sales; CREATE TABLE sales.a (id int PRIMARY KEY); INSERT INTO sales.a SELECT generate_series(1, 100)',
  );
  const dataset = { schema: 'sales', table: 'a' };
  for (const [canonicalKey, tier] of [
    ['statutory', 'TIER1'],
    ['useful', 'TIER2'],
  ]) {
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: canonicalKey ?? '',
      change: { name: 'n', tier, dataset },
    });
  }
  await untilIdle(server.parts.database);
});
afterAll(() => server[Symbol.asyncDispose]());

const PROPOSAL = `id status baseVersion version comment changes { field before after } proposedBy { actorId }
  tiers { tier staleAfterHours } decidedBy { actorId } decisionComment`;
const PROPOSE = `mutation ($input: ProposeMonitoringPolicyInput!) { proposeMonitoringPolicy(input: $input) {
  __typename ... on ProposeMonitoringPolicySuccess { proposal { ${PROPOSAL} } }
  ... on ValidationError { issues { path message } } ... on ConflictError { message } } }`;
const DECIDE = `mutation ($input: DecideMonitoringPolicyInput!) { decideMonitoringPolicy(input: $input) {
  __typename ... on DecideMonitoringPolicySuccess { proposal { ${PROPOSAL} } policy { version timeZone } }
  ... on Error { message } } }`;
const POLICY = `{ monitoringPolicy {
  version timeZone exclusionWindows { name days from minutes tiers } proposal { id }
  tiers { tier staleAfterHours cooldownHours rowsChangedPercent scoreDropPercent volumeLowPercent volumeHighPercent
    freshnessFactor watchSchema minPassPercent { severity percent } }
  proposals { edges { node { id status version } } }
} }`;

interface Proposed {
  proposeMonitoringPolicy: { __typename: string; proposal?: { id: string }; issues?: { path: string[] }[] };
}

/** As somebody may write it; also what a simulation takes. */
const CHANGE = {
  tiers: [
    {
      tier: 'TIER2',
      staleAfterHours: 36,
      cooldownHours: 1,
      rowsChangedPercent: 50,
      freshnessFactor: null,
      minPassPercent: [{ severity: 'ERROR', percent: 90 }, { severity: 'CRITICAL' }],
    },
  ],
  timeZone: 'Europe/Berlin',
  exclusionWindows: [{ name: 'month end', days: [5], from: '22:00', minutes: 300, tiers: ['TIER4', 'TIER5'] }],
};
const propose = (input: object, headers = REQUESTER) => server.query<Proposed, object>(PROPOSE, { input }, headers);
const decide = (input: object, headers: Record<string, string>) =>
  server.query<object, object>(DECIDE, { input }, headers);

async function read(canonicalKey: string) {
  const query = `query ($canonicalKey: String!) { entity(entityType: METADATA, canonicalKey: $canonicalKey) {
    profileState lastProfiledAt nextProfileDueAt profilingDecisions(first: 1) { edges { node { rule explanation } } } } }`;
  interface Read {
    entity: {
      profileState: string;
      lastProfiledAt: string;
      nextProfileDueAt: string;
      profilingDecisions: { edges: { node: { rule: string; explanation: string } }[] };
    };
  }
  const { entity } = await server.query<Read, object>(query, { canonicalKey });
  const dueAfterHours = (Date.parse(entity.nextProfileDueAt) - Date.parse(entity.lastProfiledAt)) / HOUR_MS;
  return { state: entity.profileState, dueAfterHours, decision: entity.profilingDecisions.edges[0]?.node };
}

test('a tenant begins with the built-in policy', async () => {
  const { monitoringPolicy } = await server.query<{ monitoringPolicy: { tiers: object[] } }, object>(POLICY);
  expect(monitoringPolicy).toMatchObject({ version: 0, timeZone: 'UTC', exclusionWindows: [], proposal: null });
  expect(monitoringPolicy.tiers[0]).toEqual({
    ...{ tier: 'TIER1', staleAfterHours: 168, cooldownHours: 24, rowsChangedPercent: 10, scoreDropPercent: 10 },
    ...{ volumeLowPercent: 50, volumeHighPercent: 200, freshnessFactor: 3, watchSchema: true },
    minPassPercent: [
      { severity: 'INFO', percent: null },
      { severity: 'WARNING', percent: null },
      { severity: 'ERROR', percent: 95 },
      { severity: 'CRITICAL', percent: 100 },
    ],
  });
});

test('what is wrong with a change is said with its place in the input', async () => {
  const { proposeMonitoringPolicy } = await propose({
    expectedVersion: 0,
    policy: { tiers: [{ tier: 'TIER1', staleAfterHours: -1 }], timeZone: 'Mars/Olympus' },
  });
  expect(proposeMonitoringPolicy).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: ['policy', 'tiers', '0', 'staleAfterHours'] }, { path: ['policy', 'timeZone'] }],
  });
});

test('a change is simulated, proposed as it is, simulated again as a proposal, and in force once another administrator approves it', async () => {
  const simulate = (input: object) =>
    server.query<{ simulateProfilingPolicy: object }, object>(
      `query ($input: SimulateProfilingPolicyInput!) { simulateProfilingPolicy(input: $input) {
        __typename ... on SimulateProfilingPolicySuccess {
          changes { field before after } policy { tiers { tier staleAfterHours cooldownHours rowsChangedPercent } }
          simulated { runs } inForce { runs } } ... on ValidationError { issues { path } } } }`,
      { input: { from: startedAt.toISOString(), ...input } },
    );
  const { simulateProfilingPolicy: simulated } = await simulate({ policy: CHANGE });
  expect(simulated).toMatchObject({
    __typename: 'SimulateProfilingPolicySuccess',
    policy: {
      tiers: [
        { tier: 'TIER1', staleAfterHours: 168 },
        { tier: 'TIER2', staleAfterHours: 36, cooldownHours: 1, rowsChangedPercent: 50 },
        {},
        {},
        {},
      ],
    },
  });
  const { proposeMonitoringPolicy } = await propose({ expectedVersion: 0, policy: CHANGE, comment: 'closer' });
  const { proposal } = proposeMonitoringPolicy;
  expect(proposal).toMatchObject({
    ...{ status: 'PENDING', baseVersion: 0, version: null, comment: 'closer', proposedBy: { actorId: 'anna' } },
    changes: [
      { field: 'tier2.staleAfterHours', before: '336', after: '36' },
      { field: 'tier2.cooldownHours', before: '24', after: '1' },
      { field: 'tier2.rowsChangedPercent', before: '10', after: '50' },
      { field: 'tier2.freshnessFactor', before: '3', after: null },
      { field: 'tier2.minPassPercent.ERROR', before: '95', after: '90' },
      { field: 'tier2.minPassPercent.CRITICAL', before: '100', after: null },
      { field: 'timeZone', before: '"UTC"', after: '"Europe/Berlin"' },
      { field: 'exclusionWindows', before: '[]' },
    ],
  });
  expect((await simulate({ proposalId: proposal?.id })).simulateProfilingPolicy).toEqual(simulated);
  for (const input of [{ proposalId: 'mpp_nothing' }, { proposalId: proposal?.id, policy: CHANGE }]) {
    expect((await simulate(input)).simulateProfilingPolicy).toMatchObject({ __typename: 'ValidationError' });
  }
  expect((await read('useful')).dueAfterHours).toBe(336);

  const decision = { proposalId: proposal?.id, decision: 'APPROVE', comment: 'fine' };
  expect(await decide(decision, REQUESTER)).toMatchObject({ decideMonitoringPolicy: { __typename: 'ForbiddenError' } });
  expect(await decide(decision, DECIDER)).toMatchObject({
    decideMonitoringPolicy: {
      proposal: { status: 'APPROVED', version: 1, decidedBy: { actorId: 'bert' }, decisionComment: 'fine' },
      policy: { version: 1, timeZone: 'Europe/Berlin' },
    },
  });
  expect(await server.query<object, object>(POLICY)).toMatchObject({
    monitoringPolicy: {
      version: 1,
      exclusionWindows: [{ name: 'month end', days: [5], from: '22:00', minutes: 300, tiers: ['TIER4', 'TIER5'] }],
      proposal: null,
      proposals: { edges: [{ node: { status: 'APPROVED', version: 1 } }] },
    },
  });
});

test('from then on entities are due, stale and judged by it, and explanations contain its figures', async () => {
  expect(await read('statutory')).toMatchObject({ state: 'FRESH', dueAfterHours: 168 });
  expect(await read('useful')).toMatchObject({ state: 'FRESH', dueAfterHours: 36 });
  server.advance(2 * HOUR_MS);
  await server.query(
    `mutation { reportDataRefresh(input: {
      entityUrn: "urn:x", schema: "sales", table: "a", rowsAffected: 20, refreshType: INCREMENTAL
    }) { __typename } }`,
    {},
  );
  await untilIdle(server.parts.database);
  // A fifth of the rows is many in tier 1; in tier 2 it is not, but an hour is long.
  expect((await read('statutory')).decision).toMatchObject({
    rule: 'MANY_ROWS_CHANGED',
    explanation: '20 rows affected of 100 (20 %), more than 10 %.',
  });
  expect((await read('useful')).decision).toMatchObject({
    rule: 'COOLDOWN_OVER',
    explanation: 'The last profile is 2 h old, more than 1 h.',
  });
  server.advance(36 * HOUR_MS);
  expect(await read('useful')).toMatchObject({ state: 'STALE' });
  expect(await read('statutory')).toMatchObject({ state: 'FRESH' });
  const summary = await server.query<{ entities: { edges: object[] } }, object>(
    '{ entities(filter: { profileStates: [STALE] }) { edges { node { canonicalKey } } } tierSummary { tier compliant } }',
  );
  expect(summary).toMatchObject({
    entities: { edges: [{ node: { canonicalKey: 'useful' } }] },
    tierSummary: [{ tier: 'TIER1', compliant: 1 }, { tier: 'TIER2', compliant: 0 }, {}, {}, {}],
  });
  expect(await server.reportDueProfiles()).toBe(1);
  await untilIdle(server.parts.database);
  expect(await read('useful')).toMatchObject({
    state: 'FRESH',
    decision: {
      rule: 'STALE',
      explanation: 'The last profile is 36 h old; the threshold of tier 2 is 36 h.',
    },
  });
});

test('the subscription goes on from a cursor: with the policy only if it or its open proposal is no longer the same', async () => {
  interface Watched {
    monitoringPolicy: { cursor: string; version: number; proposal: { id: string } | null };
  }
  const FIELDS = '{ cursor version proposal { id } }';
  const client = server.client(REQUESTER);
  const watch = (after?: string) =>
    start<Watched>(client, {
      query: `subscription ($after: String) { monitoringPolicy(after: $after) ${FIELDS} }`,
      variables: { after },
      extensions: { bookmarks: true },
    });
  const policiesOf = ({ messages }: Operation<Watched>) => messages.flatMap(({ data }) => data?.monitoringPolicy ?? []);
  const { monitoringPolicy: before } = await server.query<Watched, object>(`{ monitoringPolicy ${FIELDS} }`);

  const [known, unknown] = [watch(before.cursor), watch()];
  await until('the bookmarks', () => known.messages.length === 1 && unknown.messages.length === 2);
  expect(policiesOf(known)).toEqual([]);
  expect(policiesOf(unknown)).toEqual([before]);

  const { proposeMonitoringPolicy } = await propose({ expectedVersion: 1, policy: { timeZone: 'UTC' } });
  const { proposal } = proposeMonitoringPolicy;
  await until('the proposal', () => known.messages.length === 2 && unknown.messages.length === 3);
  const [proposed] = policiesOf(known);
  expect(proposed).toMatchObject({ version: 1, proposal: { id: proposal?.id } });
  expect(policiesOf(unknown)[1]).toEqual(proposed);

  await decide({ proposalId: proposal?.id, decision: 'REJECT', comment: 'no' }, DECIDER);
  const resumed = watch(proposed?.cursor);
  await until('the policy and the bookmark', () => resumed.messages.length === 2);
  // It is as it was, and so is its cursor.
  expect(policiesOf(resumed)).toEqual([before]);
  const { errors = [] } = await askOverSocket(client, {
    query: `subscription { monitoringPolicy(after: "${proposal?.id}") ${FIELDS} }`,
  });
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
});
