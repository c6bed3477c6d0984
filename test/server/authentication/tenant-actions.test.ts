import { afterAll, beforeAll, expect, test } from 'vitest';

import { create } from '../../support/governance.ts';
import { fieldNames } from '../../support/schema/field-names.ts';
import { type Belongings, furnish, makeTenant, type Tenant } from '../../support/schema/two-tenants.ts';
import { ask } from '../../support/server/answer.ts';
import { start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
let acme: Tenant;
let globex: Tenant;
/** What acme has. Globex has nothing but what a test gives it. */
let theirs: Belongings;

beforeAll(async () => {
  server = await startTestServer({ env: AUTH_ENV });
  await server.warehouse.exec(`
    CREATE SCHEMA sales;
    CREATE TABLE sales.orders (id int PRIMARY KEY, amount numeric);
    INSERT INTO sales.orders SELECT n, n FROM generate_series(1, 10) n;
    CREATE TABLE sales.returns (id int PRIMARY KEY, amount numeric);
    INSERT INTO sales.returns SELECT n, NULL FROM generate_series(1, 10) n;
  `);
  acme = await makeTenant('acme');
  globex = await makeTenant('globex');
  theirs = await furnish(server, acme);
});
afterAll(() => server[Symbol.asyncDispose]());

const RESULT = '{ __typename ... on Error { message } }';
const REPORT = `mutation ($eventId: ID, $correlationId: ID) {
  reportDataRefresh(input: {
    entityUrn: "urn:mdm:metadata:revenue", schema: "sales", table: "orders", rowsAffected: 5, refreshType: FULL
    eventId: $eventId, correlationId: $correlationId
  }) {
    ... on ReportDataRefreshSuccess { duplicate event { id tenantId correlationId payload { triggeredBy { actorId } } } }
  }
}`;

interface Reported {
  reportDataRefresh: {
    duplicate: boolean;
    event: { id: string; tenantId: string; correlationId: string; payload: { triggeredBy: { actorId: string } } };
  };
}

async function report(by: Tenant, ids: { eventId?: string; correlationId?: string }) {
  const { data, text } = await ask<Reported>(server, { query: REPORT, variables: ids }, by.requester);
  if (!data) throw new Error(text);
  return data.reportDataRefresh;
}

/** Everything of a tenant that an action could change. */
async function stateOf({ requester }: Tenant): Promise<string> {
  const query = `{
    streamPosition
    entities { edges { node { id name version status profilingDecisions(first: 100) { edges { cursor } } } } }
    approvals { edges { node { id status decidedBy { actorId } comments { edges { node { text } } } } } }
    deadLetters(includeRedelivered: true) { edges { node { id redeliveredAt } } }
    notifications { edges { node { id readAt entity { followed } } } }
    incidents { position edges { node { id status assignee snoozedUntil history { edges { node { kind } } } } } }
    monitoringPolicy { version timeZone proposal { id } }
    webhooks { id url status previousSecretUntil deliveries { edges { node { id status attempts { at } } } } }
  }`;
  const { text, errors } = await ask(server, { query }, requester);
  expect(errors).toEqual([]);
  return text;
}

/** Each mutation, done by globex to what acme has. The same words would work for acme. */
const REFUSED: Record<string, () => string> = {
  requestApproval: () => `requestApproval(input: {
    entityType: METADATA, canonicalKey: "revenue", kind: DEPRECATE, expectedVersion: 1
  })`,
  requestChangeSet: () => `requestChangeSet(input: { items: [{
    entityType: METADATA, canonicalKey: "revenue", kind: DEPRECATE, expectedVersion: 1
  }] })`,
  decideChangeSet: () => `decideChangeSet(input: { changeSetId: "${theirs.changeSetId}", decision: APPROVE })`,
  withdrawChangeSet: () => `withdrawChangeSet(input: { changeSetId: "${theirs.changeSetId}" })`,
  requestProfile: () => 'requestProfile(input: { entityType: METADATA, canonicalKey: "revenue", priority: HIGH })',
  decideMonitoringPolicy: () =>
    `decideMonitoringPolicy(input: { proposalId: "${theirs.proposalId}", decision: APPROVE })`,
  approve: () => `approve(input: { approvalId: "${theirs.approvalId}" })`,
  reject: () => `reject(input: { approvalId: "${theirs.approvalId}", reason: "no" })`,
  withdrawApproval: () => `withdrawApproval(input: { approvalId: "${theirs.approvalId}" })`,
  acknowledgeIncident: () => `acknowledgeIncident(input: { incidentId: "${theirs.incidentId}" })`,
  assignIncident: () => `assignIncident(input: { incidentId: "${theirs.incidentId}", assignee: "globex-bert" })`,
  snoozeIncident: () => {
    const until = new Date(server.now().getTime() + 3_600_000).toISOString();
    return `snoozeIncident(input: { incidentId: "${theirs.incidentId}", until: "${until}" })`;
  },
  resolveIncident: () => `resolveIncident(input: { incidentId: "${theirs.incidentId}", resolution: FIXED })`,
  commentOnIncident: () => `commentOnIncident(input: { incidentId: "${theirs.incidentId}", comment: "hm" })`,
  dismissDeadLetter: () => `dismissDeadLetter(input: { deadLetterId: "${theirs.deadLetterId}", reason: "no" })`,
  commentOnApproval: () => `commentOnApproval(input: { approvalId: "${theirs.approvalId}", text: "hm" })`,
  follow: () => 'follow(input: { entityType: METADATA, canonicalKey: "revenue" })',
  unfollow: () => 'unfollow(input: { entityType: METADATA, canonicalKey: "revenue" })',
  markNotificationsRead: () => `markNotificationsRead(input: { ids: ["${theirs.notificationId}"] })`,
  markNotificationsUnread: () => `markNotificationsUnread(input: { ids: ["${theirs.notificationId}"] })`,
  redeliverDeadLetter: () => `redeliverDeadLetter(input: { deadLetterId: "${theirs.deadLetterId}" })`,
  updateWebhook: () => `updateWebhook(input: { webhookId: "${theirs.webhookId}", url: "https://globex.example/" })`,
  ...Object.fromEntries(
    ['deleteWebhook', 'pauseWebhook', 'resumeWebhook', 'rotateWebhookSecret', 'testWebhook'].map((field) => [
      field,
      () => `${field}(input: { webhookId: "${theirs.webhookId}" })`,
    ]),
  ),
  redeliverWebhookDelivery: () => `redeliverWebhookDelivery(input: { deliveryId: "${theirs.deliveryId}" })`,
};

test('every mutation is tried across tenants here', async () => {
  // These name no thing of a tenant; what they may touch has tests of their own below.
  const tried = [
    ...Object.keys(REFUSED),
    'createWebhook',
    'decideApprovals',
    'proposeMonitoringPolicy',
    'importEntities',
    'reportDataRefresh',
    'removeOldEvents',
    'replayEvents',
  ].sort();
  expect(await fieldNames(server, 'Mutation', acme.requester)).toEqual(tried);
});

test.each(Object.entries(REFUSED))(
  '%s of what another tenant has finds nothing, says nothing of it, and changes nothing',
  async (field, mutation) => {
    const before = await stateOf(acme);
    const { data, text } = await ask(server, { query: `mutation { ${mutation()} ${RESULT} }` }, globex.decider);
    expect(data).toMatchObject({ [field]: { __typename: 'NotFoundError' } });
    expect(text).not.toMatch(/acme|pending|already/i);
    expect(await stateOf(acme)).toBe(before);
  },
);

test('events of another tenant are neither replayed nor removed', async () => {
  const before = await stateOf(acme);
  const { data: own } = await ask<{ streamPosition: string }>(server, { query: '{ streamPosition }' }, globex.decider);
  const replay = (after: string) =>
    ask(
      server,
      {
        query: `mutation { replayEvents(input: { subscriber: "profile", after: "${after}" }) {
      __typename ... on ReplayEventsSuccess { count }
    } }`,
      },
      globex.decider,
    );
  expect((await replay(own?.streamPosition ?? '')).data).toEqual({
    replayEvents: { __typename: 'ReplayEventsSuccess', count: 0 },
  });
  expect((await replay(theirs.cursors.event)).errors).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
  const olderThan = server.now().toISOString();
  const remove = `mutation { removeOldEvents(input: { olderThan: "${olderThan}" }) {
    ... on RemoveOldEventsSuccess { removed }
  } }`;
  expect((await ask(server, { query: remove }, globex.decider)).data).toEqual({ removeOldEvents: { removed: 0 } });
  expect(await stateOf(acme)).toBe(before);
});

test('an import changes nothing of the same name in another tenant, and mentions nothing of it', async () => {
  const before = await stateOf(acme);
  const initech = await makeTenant('initech');
  const importRow = (row: string) =>
    ask(
      server,
      { query: `mutation { importEntities(input: { rows: [${row}] }) { __typename ... on Error { message } } }` },
      initech.decider,
    );
  const kpi = 'kpi: { formula: "a", direction: HIGHER_IS_BETTER, computedFrom: ["revenue"] }';
  const mentioning = `{ entityType: KPI, canonicalKey: "share", content: { name: "Share", tier: TIER5, ${kpi} } }`;
  expect((await importRow(mentioning)).data).toMatchObject({ importEntities: { __typename: 'BadRowsError' } });
  const same = '{ entityType: METADATA, canonicalKey: "revenue", content: { name: "Ours", tier: TIER5 } }';
  expect((await importRow(same)).data).toEqual({ importEntities: { __typename: 'ImportEntitiesSuccess' } });
  expect(await stateOf(acme)).toBe(before);
});

test('several decisions about what another tenant has find nothing, one by one', async () => {
  const before = await stateOf(acme);
  const query = `mutation { decideApprovals(input: { decisions: [
    { approvalId: "${theirs.approvalId}", decision: REJECT, comment: "no" }
  ] }) { ... on DecideApprovalsSuccess { outcomes ${RESULT} } } }`;
  const { data, text } = await ask(server, { query }, globex.decider);
  expect(data).toMatchObject({ decideApprovals: { outcomes: [{ __typename: 'NotFoundError' }] } });
  expect(text).not.toMatch(/acme|pending|already/i);
  expect(await stateOf(acme)).toBe(before);
});

test('a KPI is computed from metadata of its own tenant only', async () => {
  const query = `mutation { requestApproval(input: {
    entityType: KPI, canonicalKey: "growth", kind: CREATE
    change: { name: "Growth", tier: TIER3, kpi: { formula: "a", direction: HIGHER_IS_BETTER, computedFrom: ["revenue"] } }
  }) { __typename ... on ValidationError { issues { path } } } }`;
  expect((await ask(server, { query }, globex.requester)).data).toEqual({
    requestApproval: { __typename: 'ValidationError', issues: [{ path: ['change', 'kpi', 'computedFrom', '0'] }] },
  });
});

test('the same event id of a producer in two tenants is two events, each told to its own tenant', async () => {
  const [first, second] = [await report(acme, { eventId: 'load-1' }), await report(globex, { eventId: 'load-1' })];
  expect(first).toMatchObject({ duplicate: false, event: { tenantId: 'acme' } });
  expect(second).toMatchObject({ duplicate: false, event: { tenantId: 'globex' } });
  expect(second.event.payload.triggeredBy.actorId).toBe('globex-anna');
  expect(await report(acme, { eventId: 'load-1' })).toMatchObject({
    duplicate: true,
    event: { tenantId: 'acme', payload: { triggeredBy: { actorId: 'acme-anna' } } },
  });
});

test('a correlation id of another tenant joins nothing: each tenant’s trace holds its own events', async () => {
  const { correlationId } = theirs;
  const { event } = await report(globex, { correlationId });
  expect(event.correlationId).toBe(correlationId);
  const query = 'query ($id: ID!) { eventTrace(correlationId: $id) { ... on EventEnvelope { tenantId } } }';
  for (const { name, requester } of [acme, globex]) {
    const { data } = await ask<{ eventTrace: { tenantId: string }[] }>(
      server,
      { query, variables: { id: correlationId } },
      requester,
    );
    expect(new Set(data?.eventTrace.map(({ tenantId }) => tenantId))).toEqual(new Set([name]));
  }
});

test('a refresh that one tenant reports is evaluated for no entity of another that is bound to the same table', async () => {
  /** The decisions about an event, by tenant and rule, once there are any. */
  const decisionsAbout = (eventId: string) =>
    until('the decision', async () => {
      const { rows } = await server.parts.database.query(
        `SELECT d.tenant_id AS tenant, d.rule FROM governance.profiling_decision d
         JOIN governance.event_log e ON e.tenant_id = d.tenant_id AND e.stream_offset = d.event_offset WHERE e.id = $1`,
        [eventId],
      );
      return rows.length > 0 && (rows as { tenant: string; rule: string }[]);
    });
  const decisionsOfAcme = async () => {
    const { rows } = await server.parts.database.query(
      `SELECT id FROM governance.profiling_decision WHERE tenant_id = 'acme' ORDER BY id`,
    );
    return rows;
  };
  // One of its own first: what acme is bound to is evaluated, and nothing of that is under way when the other's comes.
  const own = await decisionsAbout((await report(acme, {})).event.id);
  expect(own.map(({ tenant }) => tenant)).toEqual(['acme', 'acme']);
  const before = await decisionsOfAcme();
  const { event } = await report(globex, {});
  expect(await decisionsAbout(event.id)).toEqual([{ tenant: 'globex', rule: 'DATASET_NOT_BOUND' }]);
  expect(await decisionsOfAcme()).toEqual(before);
});

test('a business rule of one tenant is checked in no profile of another, though both measure the same table', async () => {
  const dataset = { schema: 'sales', table: 'returns' };
  const businessRule = { severity: 'CRITICAL', check: { notNull: true } };
  await create(
    server,
    {
      entityType: 'BUSINESS_RULE',
      canonicalKey: 'returns_amount',
      change: { name: 'Amount', tier: 'TIER5', dataset: { ...dataset, column: 'amount' }, businessRule },
    },
    acme,
  );
  const query =
    '{ entity(entityType: METADATA, canonicalKey: "returns") { latestProfile { validity rules { checked } } } }';
  for (const [tenant, latestProfile] of [
    [acme, { validity: 0, rules: [{ checked: 10 }] }] as const,
    [globex, { validity: 100, rules: [] }] as const,
  ]) {
    const change = { name: 'Returns', tier: 'TIER1', dataset };
    await create(server, { entityType: 'METADATA', canonicalKey: 'returns', change }, tenant);
    const profile = () => ask<{ entity: { latestProfile: object | null } }>(server, { query }, tenant.requester);
    const found = await until('the profile', async () => (await profile()).data?.entity.latestProfile ?? undefined);
    expect(found).toEqual(latestProfile);
  }
});

test('a subscription shows the events of its own tenant only, live as well as replayed', async () => {
  // These are of no event: test/server/approvals/live-inbox.test.ts, test/server/notifications/live-notifications.test.ts and
  // test/server/incidents/incidents.test.ts.
  const ofNoEvent = ['approvalInbox', 'notifications', 'incidents', 'monitoringPolicy'];
  const names = (await fieldNames(server, 'Subscription', acme.requester)).filter((name) => !ofNoEvent.includes(name));
  expect(names).toEqual(['events', 'profileCompleted', 'qualityDegraded']);
  const { data } = await ask<{ streamPosition: string }>(server, { query: '{ streamPosition }' }, globex.requester);
  const after = data?.streamPosition;
  const subscribe = (field: string, { requester }: Tenant, cursor?: string) =>
    start<Record<string, { tenantId: string }>>(server.client(requester), {
      query: `subscription ($after: String) { ${field}(after: $after) { ... on EventEnvelope { tenantId } } }`,
      variables: { after: cursor },
    });
  const live = names.map((name) => subscribe(name, globex));
  const watched = names.map((name) => subscribe(name, acme));
  await until('the subscriptions', () => server.feed.readerCount() === 2 * names.length);

  await furnish(server, globex);
  await server.warehouse.exec('UPDATE sales.orders SET amount = NULL');
  await server.warehouse.exec('INSERT INTO sales.orders SELECT n, NULL FROM generate_series(11, 50) n');
  server.advance(60_000);
  for (const { requester } of [acme, globex]) {
    const query = `mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "revenue", priority: HIGH }) ${RESULT} }`;
    await ask(server, { query }, requester);
  }
  const replayed = names.map((name) => subscribe(name, globex, after));

  for (const [operations, name] of [
    [live, 'globex'] as const,
    [watched, 'acme'] as const,
    [replayed, 'globex'] as const,
  ]) {
    for (const [index, { messages }] of operations.entries()) {
      await until(`${names[index]} of ${name}`, () => messages.length > 0);
    }
    const tenants = operations.flatMap(({ messages }) =>
      messages.map((message) => Object.values(message.data ?? {})[0]?.tenantId),
    );
    expect(new Set(tenants)).toEqual(new Set([name]));
  }
});

test('the subscription monitoringPolicy delivers the policy of its own tenant now, and after each change', async () => {
  const query = '{ monitoringPolicy { cursor } }';
  const read = await ask<{ monitoringPolicy: { cursor: string } }>(server, { query }, acme.requester);
  const watch = ({ requester }: Tenant, after?: string) =>
    start<{ monitoringPolicy: { version: number; proposal: { id: string } | null } }>(server.client(requester), {
      query: 'subscription ($after: String) { monitoringPolicy(after: $after) { version proposal { id comment } } }',
      variables: { after },
    });
  // A cursor of another tenant says nothing about what one has.
  const [watched, foreign] = [watch(acme), watch(globex, read.data?.monitoringPolicy.cursor)];
  await until('the policies', () => watched.messages.length === 1 && foreign.messages.length === 1);
  expect(watched.messages[0]?.data?.monitoringPolicy).toMatchObject({
    version: 0,
    proposal: { id: theirs.proposalId },
  });
  const decide = `decideMonitoringPolicy(input: { proposalId: "${theirs.proposalId}", decision: APPROVE })`;
  await ask(server, { query: `mutation { ${decide} ${RESULT} }` }, acme.decider);
  await until('the change', () => watched.messages.length === 2);
  expect(watched.messages[1]?.data?.monitoringPolicy).toEqual({ version: 1, proposal: null });
  expect(foreign.messages[0]?.data?.monitoringPolicy.version).toBe(0);
  expect(JSON.stringify(foreign.messages)).not.toContain('acme');
});
