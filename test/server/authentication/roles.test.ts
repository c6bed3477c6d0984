import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { keepDeadLetter } from '../../support/administration/dead-letter.ts';
import { completed, refreshed } from '../../support/events/events.ts';
import { entityOf } from '../../support/lineage.ts';
import { fieldNames } from '../../support/schema/field-names.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { askOverSocket, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';
import { keepWebhook } from '../../support/webhooks/webhook.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: AUTH_ENV });
});
afterAll(() => server[Symbol.asyncDispose]());

const ROLES = ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER', 'ADMIN'] as const;
type Role = (typeof ROLES)[number];
interface Case {
  /** The one role that may, or each of those that may; undefined: everybody who has a token. */
  role: Role | readonly Role[] | undefined;
  text: string;
  /** The code with which it is answered to those who may. If left out: it succeeds. */
  code?: string;
}

function mayWith(held: Role, role: Case['role']): boolean {
  return role === undefined || (typeof role === 'string' ? role === held : role.includes(held));
}

const NO_APPROVAL = 'approvalId: "apr_00000000-0000-7000-8000-000000000000"';
const NO_CHANGE_SET = 'changeSetId: "chs_00000000-0000-7000-8000-000000000000"';
const NO_INCIDENT = 'incidentId: "inc_00000000-0000-7000-8000-000000000000"';
const NO_LETTER = 'ltr_00000000-0000-7000-8000-000000000000';
const NO_WEBHOOK = 'webhookId: "whk_00000000-0000-7000-8000-000000000000"';
const NO_DELIVERY = 'dlv_00000000-0000-7000-8000-000000000000';
const NO_ROOT = '"met_00000000-0000-7000-8000-000000000000"';
const QUERIES: Record<string, Case> = {
  viewer: { role: undefined, text: '{ viewer { actorId } }' },
  node: { role: 'VIEWER', text: '{ node(id: "met_00000000-0000-7000-8000-000000000000") { id } }' },
  nodes: { role: 'VIEWER', text: '{ nodes(ids: ["met_00000000-0000-7000-8000-000000000000"]) { id } }' },
  entity: { role: 'VIEWER', text: '{ entity(entityType: METADATA, canonicalKey: "nothing") { id } }' },
  entities: { role: 'VIEWER', text: '{ entities { edges { cursor } } }' },
  datasets: { role: 'STEWARD', text: '{ datasets { edges { cursor } } }' },
  dataset: { role: 'STEWARD', text: '{ dataset(schema: "sales", table: "nothing") { table } }' },
  approval: { role: 'VIEWER', text: '{ approval(id: "apr_00000000-0000-7000-8000-000000000000") { id } }' },
  approvals: { role: 'VIEWER', text: '{ approvals { edges { cursor } } }' },
  changeSet: { role: 'VIEWER', text: '{ changeSet(id: "chs_00000000-0000-7000-8000-000000000000") { id } }' },
  changeSets: { role: 'VIEWER', text: '{ changeSets { edges { cursor } } }' },
  approvalInbox: { role: 'APPROVER', text: '{ approvalInbox { edges { cursor } } }' },
  deadLetters: { role: 'ADMIN', text: '{ deadLetters { edges { cursor } } }' },
  subscribers: { role: 'ADMIN', text: '{ subscribers { name } }' },
  retention: { role: 'ADMIN', text: '{ retention { eventCount } }' },
  profilingDecisions: { role: 'VIEWER', text: '{ profilingDecisions { edges { cursor } } }' },
  simulateProfilingPolicy: {
    role: ['STEWARD', 'ADMIN'],
    text: '{ simulateProfilingPolicy(input: { from: "2020-01-01T00:00:00Z" }) { __typename } }',
  },
  testRule: {
    role: ['STEWARD', 'ADMIN'],
    text: '{ testRule(input: { schema: "a", table: "b", column: "c", check: { notNull: true } }) { __typename } }',
  },
  suggestRules: { role: ['STEWARD', 'ADMIN'], text: '{ suggestRules(schema: "a", table: "b") { column } }' },
  event: { role: 'VIEWER', text: '{ event(id: "00000000-0000-7000-8000-000000000000") { __typename } }' },
  events: { role: 'VIEWER', text: '{ events { edges { cursor } } }' },
  notifications: { role: 'VIEWER', text: '{ notifications { position } }' },
  eventTrace: { role: 'VIEWER', text: '{ eventTrace(correlationId: "nothing") { __typename } }' },
  webhook: { role: 'ADMIN', text: '{ webhook(id: "whk_00000000-0000-7000-8000-000000000000") { id } }' },
  webhooks: { role: 'ADMIN', text: '{ webhooks { id deliveries { edges { cursor } } } }' },
  monitoringPolicy: { role: 'VIEWER', text: '{ monitoringPolicy { version } }' },
  impactOf: { role: 'VIEWER', text: '{ impactOf(eventId: "nothing") { eventId } }' },
  qualityTrends: {
    role: 'VIEWER',
    text: '{ qualityTrends(from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z") { tier } }',
  },
  streamPosition: { role: 'VIEWER', text: '{ streamPosition }' },
  incidents: { role: 'VIEWER', text: '{ incidents { edges { cursor } } }' },
  incidentSummary: { role: 'VIEWER', text: '{ incidentSummary { tier } }' },
  positionAt: { role: 'VIEWER', text: '{ positionAt(time: "2999-01-01T00:00:00Z") }' },
  standardPacks: { role: 'VIEWER', text: '{ standardPacks { id } }' },
  tierSummary: { role: 'VIEWER', text: '{ tierSummary { tier } }' },
  lineageGraph: { role: 'VIEWER', text: `{ lineageGraph(root: ${NO_ROOT}) { truncated } }`, code: 'BAD_USER_INPUT' },
  columnLineage: {
    role: 'VIEWER',
    text: `{ columnLineage(entity: ${NO_ROOT}, column: "id") { truncated } }`,
    code: 'BAD_USER_INPUT',
  },
};
const NO_ENTITY = '{ entityType: METADATA, canonicalKey: "nothing" }';
const NO_NOTIFICATION = '{ ids: ["ntf_00000000-0000-7000-8000-000000000000"] }';
const MUTATIONS: Record<string, Case> = {
  proposeMonitoringPolicy: {
    role: 'ADMIN',
    text: 'mutation { proposeMonitoringPolicy(input: { expectedVersion: 0, policy: {} }) { __typename } }',
  },
  decideMonitoringPolicy: {
    role: 'ADMIN',
    text: 'mutation { decideMonitoringPolicy(input: { proposalId: "nothing", decision: APPROVE }) { __typename } }',
  },
  follow: { role: 'VIEWER', text: `mutation { follow(input: ${NO_ENTITY}) { __typename } }` },
  unfollow: { role: 'VIEWER', text: `mutation { unfollow(input: ${NO_ENTITY}) { __typename } }` },
  markNotificationsRead: {
    role: 'VIEWER',
    text: `mutation { markNotificationsRead(input: ${NO_NOTIFICATION}) { __typename } }`,
  },
  markNotificationsUnread: {
    role: 'VIEWER',
    text: `mutation { markNotificationsUnread(input: ${NO_NOTIFICATION}) { __typename } }`,
  },
  requestApproval: {
    role: 'STEWARD',
    text: `mutation { requestApproval(input: {
      entityType: METADATA, canonicalKey: "nothing", kind: UPDATE, expectedVersion: 1, change: { name: "x" }
    }) { __typename } }`,
  },
  withdrawApproval: {
    role: 'STEWARD',
    text: `mutation { withdrawApproval(input: { ${NO_APPROVAL} }) { __typename } }`,
  },
  requestChangeSet: {
    role: 'STEWARD',
    text: `mutation { requestChangeSet(input: { items: [
      { entityType: METADATA, canonicalKey: "nothing", kind: UPDATE, expectedVersion: 1, change: { name: "x" } }
    ] }) { __typename } }`,
  },
  withdrawChangeSet: {
    role: 'STEWARD',
    text: `mutation { withdrawChangeSet(input: { ${NO_CHANGE_SET} }) { __typename } }`,
  },
  decideChangeSet: {
    role: 'APPROVER',
    text: `mutation { decideChangeSet(input: { ${NO_CHANGE_SET}, decision: APPROVE }) { __typename } }`,
  },
  requestProfile: {
    role: 'STEWARD',
    text: 'mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "nothing" }) { __typename } }',
  },
  approve: { role: 'APPROVER', text: `mutation { approve(input: { ${NO_APPROVAL} }) { __typename } }` },
  reject: { role: 'APPROVER', text: `mutation { reject(input: { ${NO_APPROVAL}, reason: "no" }) { __typename } }` },
  decideApprovals: {
    role: 'APPROVER',
    text: `mutation { decideApprovals(input: { decisions: [{ ${NO_APPROVAL}, decision: APPROVE }] }) { __typename } }`,
  },
  commentOnApproval: {
    role: ['STEWARD', 'APPROVER'],
    text: `mutation { commentOnApproval(input: { ${NO_APPROVAL}, text: "hm" }) { __typename } }`,
  },
  ...Object.fromEntries(
    [
      'acknowledgeIncident(input: { ID })',
      'assignIncident(input: { ID, assignee: null })',
      'snoozeIncident(input: { ID, until: "2999-01-01T00:00:00Z" })',
      'resolveIncident(input: { ID, resolution: FIXED })',
      'commentOnIncident(input: { ID, comment: "hm" })',
    ].map((text): [string, Case] => [
      text.split('(')[0] ?? '',
      {
        role: ['STEWARD', 'APPROVER', 'ADMIN'],
        text: `mutation { ${text.replace('ID', NO_INCIDENT)} { __typename } }`,
      },
    ]),
  ),
  redeliverDeadLetter: {
    role: 'ADMIN',
    text: `mutation { redeliverDeadLetter(input: { deadLetterId: "${NO_LETTER}" }) { __typename } }`,
  },
  createWebhook: {
    role: 'ADMIN',
    text: 'mutation { createWebhook(input: { url: "nonsense" }) { __typename } }',
  },
  ...Object.fromEntries(
    ['updateWebhook', 'deleteWebhook', 'pauseWebhook', 'resumeWebhook', 'rotateWebhookSecret', 'testWebhook'].map(
      (field) => [field, { role: 'ADMIN', text: `mutation { ${field}(input: { ${NO_WEBHOOK} }) { __typename } }` }],
    ),
  ),
  redeliverWebhookDelivery: {
    role: 'ADMIN',
    text: `mutation { redeliverWebhookDelivery(input: { deliveryId: "${NO_DELIVERY}" }) { __typename } }`,
  },
  importEntities: {
    role: 'ADMIN',
    text: 'mutation { importEntities(input: { rows: [] }) { __typename } }',
  },
  dismissDeadLetter: {
    role: 'ADMIN',
    text: `mutation { dismissDeadLetter(input: { deadLetterId: "${NO_LETTER}", reason: "no" }) { __typename } }`,
  },
  replayEvents: {
    role: 'ADMIN',
    text: 'mutation { replayEvents(input: { subscriber: "nothing", after: "nothing" }) { __typename } }',
  },
  removeOldEvents: {
    role: 'ADMIN',
    text: 'mutation { removeOldEvents(input: { olderThan: "2020-01-01T00:00:00Z" }) { __typename } }',
  },
  reportDataRefresh: {
    role: 'PRODUCER',
    text: `mutation { reportDataRefresh(input: {
      entityUrn: "urn:x", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL, source: KERNEL_SCHEDULER
    }) { __typename } }`,
  },
};
const SUBSCRIPTIONS: Record<string, Case> = {
  monitoringPolicy: { role: 'VIEWER', text: 'subscription { monitoringPolicy { version } }' },
  events: { role: 'VIEWER', text: 'subscription { events { __typename } }' },
  profileCompleted: { role: 'VIEWER', text: 'subscription { profileCompleted { id } }' },
  qualityDegraded: { role: 'VIEWER', text: 'subscription { qualityDegraded { id } }' },
  approvalInbox: { role: 'APPROVER', text: 'subscription { approvalInbox { cursor } }' },
  incidents: { role: 'VIEWER', text: 'subscription { incidents { cursor } }' },
  notifications: { role: 'VIEWER', text: 'subscription { notifications { id } }' },
};

/** Open subscriptions, whatever they subscribe to. */
const streamCount = () => server.feed.readerCount() + server.parts.changes.watcherCount();

function codesOf({ errors = [] }: { errors?: { extensions: { code?: string } }[] }): (string | undefined)[] {
  return errors.map(({ extensions }) => extensions.code);
}

test('every query, mutation and subscription has its role here', async () => {
  const headers = await bearerOf();
  expect(await fieldNames(server, 'Query', headers)).toEqual(Object.keys(QUERIES).sort());
  expect(await fieldNames(server, 'Mutation', headers)).toEqual(Object.keys(MUTATIONS).sort());
  expect(await fieldNames(server, 'Subscription', headers)).toEqual(Object.keys(SUBSCRIPTIONS).sort());
});

test.each(Object.entries({ ...QUERIES, ...MUTATIONS }))(
  '%s is for its role alone, and FORBIDDEN for all others, over HTTP and over WebSocket',
  async (_, { role, text, code }) => {
    const answered = code === undefined ? [] : [code];
    for (const held of ROLES) {
      const headers = await bearerOf({ roles: [held] });
      const expected = mayWith(held, role) ? answered : ['FORBIDDEN'];
      expect(codesOf(await ask(server, { query: text }, headers)), `${held} over HTTP`).toEqual(expected);
      const client: Client = server.client(headers);
      expect(codesOf(await askOverSocket(client, { query: text })), `${held} over WebSocket`).toEqual(expected);
      await client.dispose();
    }
  },
);

test.each(Object.entries(SUBSCRIPTIONS))(
  'the subscription %s is for its role alone, and FORBIDDEN for all others',
  async (_, { role, text }) => {
    for (const held of ROLES) {
      const client = server.client(await bearerOf({ roles: [held] }));
      if (mayWith(held, role)) {
        const operation = start(client, { query: text });
        await until('the subscription', () => streamCount() === 1);
        operation.complete();
        await until('its end', () => streamCount() === 0);
      } else {
        expect(codesOf(await askOverSocket(client, { query: text })), held).toEqual(['FORBIDDEN']);
      }
      await client.dispose();
    }
    expect(streamCount()).toBe(0);
  },
);

test('a token without any role may ask who it is, and nothing else', async () => {
  const headers = await bearerOf({ roles: [] });
  for (const [name, { role, text }] of Object.entries({ ...QUERIES, ...MUTATIONS })) {
    const expected = role === undefined ? [] : ['FORBIDDEN'];
    expect(codesOf(await ask(server, { query: text }, headers)), name).toEqual(expected);
  }
});

test('what the viewer follows is for VIEWER alone, though anybody may ask who he is', async () => {
  const query = '{ viewer { follows { edges { cursor } } } }';
  for (const role of ROLES) {
    const answer = await ask(server, { query }, await bearerOf({ roles: [role] }));
    expect(codesOf(answer), role).toEqual(role === 'VIEWER' ? [] : ['FORBIDDEN']);
  }
});

test('a dead letter is shown to an administrator alone, by its id too', async () => {
  const id = await keepDeadLetter(server, 'acme');
  const query = 'query ($id: ID!) { node(id: $id) { id ... on DeadLetter { error } } }';
  const ofViewer = await bearerOf({ roles: ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER'] });
  for (const known of [id, NO_LETTER]) {
    expect(codesOf(await ask(server, { query, variables: { id: known } }, ofViewer))).toEqual(['FORBIDDEN']);
  }
  const ofAdmin = await bearerOf({ roles: ['VIEWER', 'ADMIN'] });
  const found = await ask(server, { query, variables: { id } }, ofAdmin);
  expect(found.data).toEqual({ node: { id, error: 'out of order' } });
  expect((await ask(server, { query, variables: { id: NO_LETTER } }, ofAdmin)).data).toEqual({ node: null });
});

test('a webhook and its deliveries are shown to an administrator alone, by their ids too', async () => {
  const { webhookId, deliveryId } = await keepWebhook(server, 'acme');
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
  const ofViewer = await bearerOf({ roles: ['VIEWER', 'STEWARD', 'APPROVER', 'PRODUCER'] });
  const ofAdmin = await bearerOf({ roles: ['VIEWER', 'ADMIN'] });
  for (const [id, __typename] of [
    [webhookId, 'Webhook'],
    [deliveryId, 'WebhookDelivery'],
  ] as const) {
    expect(codesOf(await ask(server, { query, variables: { id } }, ofViewer))).toEqual(['FORBIDDEN']);
    expect((await ask(server, { query, variables: { id } }, ofAdmin)).data).toEqual({ node: { __typename, id } });
  }
});

test('a forbidden mutation beside an allowed one is not done, and the allowed one is', async () => {
  const query = `mutation {
    one: reportDataRefresh(input: {
      entityUrn: "urn:x", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL, eventId: "one"
    }) { __typename }
    two: requestApproval(input: {
      entityType: METADATA, canonicalKey: "two", kind: CREATE, change: { name: "Two", tier: TIER3 }
    }) { __typename }
  }`;
  const answer = await ask(server, { query }, await bearerOf({ roles: ['PRODUCER'] }));
  expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  const { data } = await ask(
    server,
    { query: '{ approvals { edges { cursor } } events { edges { node { __typename } } } }' },
    await bearerOf(),
  );
  expect(data).toEqual({
    approvals: { edges: [] },
    events: { edges: [{ node: { __typename: 'DataRefreshedEvent' } }] },
  });
});

test('a token may narrow the sources of its producer, and never widen them', async () => {
  const report = async (sources: string[], source?: string) => {
    const query = `mutation ($source: EventSource) { reportDataRefresh(input: {
      entityUrn: "urn:x", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL, source: $source
    }) { __typename } }`;
    const headers = await bearerOf({ roles: ['PRODUCER'], sources });
    const { data, text } = await ask(server, { query, variables: { source } }, headers);
    if (!data) throw new Error(text);
    return data.reportDataRefresh;
  };
  expect(await report(['finance.service'], 'FINANCE_SERVICE')).toEqual({ __typename: 'ReportDataRefreshSuccess' });
  expect(await report(['finance.service'])).toEqual({ __typename: 'ForbiddenError' });
  expect(await report(['kernel.scheduler'], 'KERNEL_SCHEDULER')).toEqual({ __typename: 'ForbiddenError' });
  expect(await report([])).toEqual({ __typename: 'ForbiddenError' });
});

test('the event of a mutation leads nowhere without the role VIEWER', async () => {
  const dataset = { schema: 's', table: 't', keyColumns: [] };
  await server.parts.unitOfWork.transaction(({ db }) =>
    insertEntity(db, entityOf('walked', { tenantId: 'acme', dataset })),
  );
  const due = `mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "walked" }) {
    ... on RequestProfileSuccess { event { entity { canonicalKey } } } } }`;
  const refreshed = `mutation { reportDataRefresh(input: {
    entityUrn: "urn:mdm:metadata:walked", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
  }) { ... on ReportDataRefreshSuccess { event { boundEntities { totalCount } } } } }`;
  const askAs = async (text: string, ...roles: Role[]) => ask(server, { query: text }, await bearerOf({ roles }));

  expect((await askAs(due, 'STEWARD')).data).toEqual({ requestProfile: { event: { entity: null } } });
  const entity = { canonicalKey: 'walked' };
  server.advance(60_000);
  expect((await askAs(due, 'STEWARD', 'VIEWER')).data).toEqual({ requestProfile: { event: { entity } } });
  expect(codeOf(await askAs(refreshed, 'PRODUCER'))).toBe('FORBIDDEN');
  const boundEntities = { totalCount: 1 };
  expect((await askAs(refreshed, 'PRODUCER', 'VIEWER')).data).toEqual({
    reportDataRefresh: { event: { boundEntities } },
  });
});

test('the event of a mutation has neither cause nor effects without the role VIEWER', async () => {
  const cause = refreshed({ tenantId: 'acme' });
  const effect = createEvent({ ...completed({ tenantId: 'acme' }), createdAt: new Date(), cause });
  await server.parts.unitOfWork.transaction((tx) => {
    tx.emit(cause);
    tx.emit(effect);
    return Promise.resolve();
  });
  const { entityUrn, service, rowsAffected } = cause.payload;
  const input = { eventId: cause.id, entityUrn, ...service, rowsAffected, refreshType: 'FULL' };
  const query = `mutation ($input: ReportDataRefreshInput!) { reportDataRefresh(input: $input) {
    ... on ReportDataRefreshSuccess { duplicate event { effects { ... on EventEnvelope { cause { ... on EventEnvelope { id } } } } } } } }`;
  const askAs = async (...roles: Role[]) =>
    (await ask(server, { query, variables: { input } }, await bearerOf({ roles }))).data;

  expect(await askAs('PRODUCER')).toEqual({ reportDataRefresh: { duplicate: true, event: { effects: [] } } });
  expect(await askAs('PRODUCER', 'VIEWER')).toEqual({
    reportDataRefresh: { duplicate: true, event: { effects: [{ cause: { id: cause.id } }] } },
  });
});
