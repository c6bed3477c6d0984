import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fieldNames } from '../../support/schema/field-names.ts';
import { type Belongings, furnish, makeTenant, type Tenant } from '../../support/schema/two-tenants.ts';
import { type Answer, ask, codeOf } from '../../support/server/answer.ts';
import { askOverSocket } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV } from '../../support/server/token.ts';

let server: TestServer;
let acme: Tenant;
let globex: Tenant;
/** What acme has. */
let theirs: Belongings;
let ours: Belongings;

beforeAll(async () => {
  server = await startTestServer({ env: AUTH_ENV });
  await server.warehouse.exec(`
    CREATE SCHEMA sales;
    CREATE TABLE sales.orders (id int PRIMARY KEY, amount numeric);
    INSERT INTO sales.orders SELECT n, n FROM generate_series(1, 10) n;
  `);
  acme = await makeTenant('acme');
  globex = await makeTenant('globex');
  theirs = await furnish(server, acme);
  ours = await furnish(server, globex);
});
afterAll(() => server[Symbol.asyncDispose]());

const COMMON = 'id name description urn createdAt version latestProfile { id } pendingApproval { id requestComment }';
const NODES = '{ nodes { entity { id } via { id } path { entity { id } } } }';
const LINEAGE = `upstream(limit: 10) ${NODES} downstream(limit: 10) ${NODES} impacts { edges { node { eventId } } }`;
const ENTITY = `${COMMON} ${LINEAGE} profiles { edges { node { id } } } profilingDecisions { edges { node { id explanation } } }`;
const APPROVAL = 'id changeSet { id } requestComment requestedBy { actorId } diff { before after } entity { id name }';
const CHANGE_SET =
  'id comment counts { pending } requestedBy { actorId } items { edges { cursor node { id requestComment } } }';
const LETTER = 'id error event { ... on EventEnvelope { tenantId cursor } }';
const DELIVERY = 'id webhookId status attempts { error } event { ... on EventEnvelope { tenantId } }';
const WEBHOOK = `id url statusReason createdBy { actorId } deliveries { edges { cursor node { ${DELIVERY} } } }`;
const INCIDENT = `id summary assignee entity { ${COMMON} } history { edges { cursor node { text } } } affected { edges { cursor } }`;
const EVENT = '__typename ... on EventEnvelope { id tenantId correlationId cursor }';

/** Each query field, asked for what `of` has. `shown`: what its owner must see, so that seeing nothing means something. */
interface Case {
  text: string;
  variables?: (of: Belongings) => object;
  shown: (of: Belongings, owner: Tenant) => string[];
  /** The code with which the other tenant is refused. If left out: it is answered. */
  refusal?: string;
}
const NODE_CASE: Case = {
  text: `query ($a: ID!, $b: ID!, $c: ID!, $d: ID!, $e: ID!, $f: ID!, $g: ID!, $h: ID!, $i: ID!, $j: ID!) {
    a: node(id: $a) { id ... on GovernedEntity { ${ENTITY} } }
    b: node(id: $b) { id } c: node(id: $c) { id }
    d: node(id: $d) { id ... on Profile { entity { ${COMMON} } } }
    e: node(id: $e) { id ... on ProfilingDecision { entity { id } event { ${EVENT} } } }
    f: node(id: $f) { id ... on Approval { ${APPROVAL} } }
    g: node(id: $g) { id ... on DeadLetter { ${LETTER} } }
    h: node(id: $h) { id ... on Webhook { ${WEBHOOK} } }
    i: node(id: $i) { id ... on WebhookDelivery { ${DELIVERY} } }
    j: node(id: $j) { id ... on ChangeSet { ${CHANGE_SET} } }
  }`,
  variables: ({ entityId, kpiId, ruleId, profileId, decisionId, approvalId, changeSetId, ...of }) => ({
    a: entityId,
    b: kpiId,
    c: ruleId,
    d: profileId,
    e: decisionId,
    f: approvalId,
    g: of.deadLetterId,
    h: of.webhookId,
    i: of.deliveryId,
    j: changeSetId,
  }),
  shown: ({ entityId, kpiId, ruleId, profileId, decisionId, approvalId, changeSetId, ...of }) => [
    entityId,
    kpiId,
    ruleId,
    profileId,
    decisionId,
    approvalId,
    of.deadLetterId,
    of.webhookId,
    of.deliveryId,
    changeSetId,
  ],
};
/** Nobody but their owner sees that they exist. */
// A proposal is no node.
const idsOf = ({ cursors: _, correlationId: _1, changedEventId: _2, proposalId: _3, ...ids }: Belongings) =>
  Object.values(ids);
const CASES: Record<string, Case> = {
  viewer: { text: '{ viewer { actorId tenantId } }', shown: (_, { name }) => [name] },
  node: NODE_CASE,
  nodes: {
    text: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: (of) => ({ ids: idsOf(of) }),
    shown: idsOf,
  },
  entity: {
    text: `{ entity(entityType: METADATA, canonicalKey: "revenue") { ${ENTITY} } }`,
    shown: ({ entityId, profileId, decisionId }, { name }) => [entityId, profileId, decisionId, `of ${name}`],
  },
  entities: {
    text: `{ entities(filter: { search: "of" }) { edges { cursor node { ${ENTITY} } } } }`,
    shown: ({ entityId, kpiId, ruleId }) => [entityId, kpiId, ruleId],
  },
  datasets: {
    text: `{ datasets(schema: "sales") { totalCount edges { cursor node { entities { ${COMMON} } columns { rules { ${COMMON} } } } } } }`,
    shown: ({ entityId, ruleId }, { name }) => [entityId, ruleId, `of ${name}`],
  },
  dataset: {
    text: `{ dataset(schema: "sales", table: "orders") { entities { ${COMMON} } columns { rules { ${COMMON} } } } }`,
    shown: ({ entityId, ruleId }, { name }) => [entityId, ruleId, `of ${name}`],
  },
  approval: {
    text: `query ($id: ID!) { approval(id: $id) { ${APPROVAL} } }`,
    variables: ({ approvalId }) => ({ id: approvalId }),
    shown: ({ approvalId }, { name }) => [approvalId, `says ${name}`],
  },
  approvals: {
    text: `{ approvals(filter: { canonicalKey: "revenue" }) { edges { cursor node { ${APPROVAL} } } } }`,
    shown: ({ approvalId }, { name }) => [approvalId, `says ${name}`],
  },
  changeSet: {
    text: `query ($id: ID!) { changeSet(id: $id) { ${CHANGE_SET} } }`,
    variables: ({ changeSetId }) => ({ id: changeSetId }),
    shown: ({ changeSetId, approvalId }, { name }) => [changeSetId, approvalId, `all of ${name}`],
  },
  changeSets: {
    text: `{ changeSets { edges { cursor node { ${CHANGE_SET} } } } }`,
    shown: ({ changeSetId, approvalId }, { name }) => [changeSetId, approvalId, `all of ${name}`],
  },
  approvalInbox: {
    text: `{ approvalInbox { position edges { cursor node { ${APPROVAL} votes { comment } } } } }`,
    // The asker's own request is in nobody's inbox but the others'; cursors are refused below.
    shown: () => [],
  },
  deadLetters: {
    text: `{ deadLetters { edges { cursor node { ${LETTER} } } } }`,
    shown: ({ deadLetterId, cursors }, { name }) => [deadLetterId, cursors.event, `failed for ${name}`],
  },
  events: {
    text: `{ events(last: 100) { edges { cursor node { ${EVENT} } } } }`,
    shown: ({ correlationId, cursors }, { name }) => [correlationId, cursors.event, name],
  },
  event: {
    text: `query ($id: ID!) { event(id: $id) { ${EVENT} } }`,
    variables: ({ changedEventId }) => ({ id: changedEventId }),
    shown: ({ changedEventId }, { name }) => [changedEventId, name],
  },
  eventTrace: {
    text: `query ($id: ID!) { eventTrace(correlationId: $id) { ${EVENT} } }`,
    variables: ({ correlationId }) => ({ id: correlationId }),
    shown: ({ correlationId }, { name }) => [correlationId, name],
  },
  webhook: {
    text: `query ($id: ID!) { webhook(id: $id) { ${WEBHOOK} } }`,
    variables: ({ webhookId }) => ({ id: webhookId }),
    shown: ({ webhookId, deliveryId, cursors }, { name }) => [webhookId, deliveryId, cursors.delivery, name],
  },
  webhooks: {
    text: `{ webhooks { ${WEBHOOK} } }`,
    shown: ({ webhookId, deliveryId }, { name }) => [webhookId, deliveryId, `failed for ${name}`],
  },
  profilingDecisions: {
    text: `{ profilingDecisions { edges { cursor node { id explanation entity { ${COMMON} } event { ${EVENT} } } } } }`,
    shown: ({ decisionId, entityId }, { name }) => [decisionId, entityId, `of ${name}`],
  },
  // Figures alone; that they are of one tenant is shown below.
  subscribers: { text: '{ subscribers { name deadLetters } }', shown: () => [] },
  retention: { text: '{ retention { eventCount removedCount oldestAt } }', shown: () => [] },
  simulateProfilingPolicy: {
    text: `{ simulateProfilingPolicy(input: { from: "2020-01-01T00:00:00Z" }) {
      ... on SimulateProfilingPolicySuccess {
        recorded { decisions runs } simulated { decisions runs }
        incidents { inForce { opened open } added { examples { entity { id } } } noLongerOpened { examples { entity { id } } } }
      }
    } }`,
    shown: () => [],
  },
  // A table is nobody's; which a tenant may read is a setting.
  testRule: {
    text: `{ testRule(input: { schema: "sales", table: "orders", column: "id", check: { notNull: true } }) {
      ... on TestRuleSuccess { checked failingShapes { shape } } } }`,
    shown: () => [],
  },
  suggestRules: {
    text: `{ suggestRules(schema: "sales", table: "orders") { request profile { id entity { ${COMMON} } } } }`,
    shown: ({ entityId, profileId }, { name }) => [entityId, profileId, `of ${name}`],
  },
  monitoringPolicy: {
    text: '{ monitoringPolicy { version proposal { id comment } proposals { edges { cursor node { id } } } } }',
    shown: ({ proposalId, cursors }, { name }) => [proposalId, cursors.proposal, `says ${name}`],
  },
  impactOf: {
    text: `query ($id: ID!) { impactOf(eventId: $id) { eventId cause { ${COMMON} } affected { edges { cursor } } } }`,
    variables: ({ changedEventId }) => ({ id: changedEventId }),
    shown: ({ changedEventId, entityId }) => [changedEventId, entityId],
  },
  qualityTrends: {
    text: `{ qualityTrends(filter: { tiers: [TIER1] }, from: "2026-01-01T00:00:00Z", to: "2056-01-01T00:00:00Z", bucket: MONTH) {
      points { entityCount } } }`,
    // Both have one entity there; more would be the other’s.
    shown: () => ['{"entityCount":1}]'],
  },
  incidents: {
    text: `{ incidents { totalCount edges { cursor node { ${INCIDENT} } } } }`,
    shown: ({ incidentId, kpiId, cursors }, { name }) => [
      incidentId,
      kpiId,
      cursors.incident,
      cursors.incidentStep,
      `Trouble of ${name}`,
    ],
  },
  // Both have one there; more would be the other’s.
  incidentSummary: {
    text: '{ incidentSummary { openCount tier } }',
    shown: () => ['{"openCount":1,"tier":"TIER3"}'],
  },
  notifications: {
    text: `{ notifications { position edges { cursor node { id title text eventId event { ${EVENT} } entity { ${COMMON} } } } } }`,
    shown: ({ cursors }) => [cursors.notification],
  },
  lineageGraph: {
    text: 'query ($id: ID!) { lineageGraph(root: $id) { nodes { entity { id } } } }',
    variables: ({ entityId }) => ({ id: entityId }),
    shown: ({ entityId }) => [entityId],
    refusal: 'BAD_USER_INPUT',
  },
  columnLineage: {
    text: 'query ($id: ID!) { columnLineage(entity: $id, column: "a") { nodes { entity { id } } } }',
    variables: ({ entityId }) => ({ id: entityId }),
    shown: ({ entityId }) => [entityId],
    refusal: 'BAD_USER_INPUT',
  },
  // Figures of all that is measured: nothing of either.
  tierSummary: { text: '{ tierSummary { tier entityCount grades { grade count } } }', shown: () => [] },
  standardPacks: { text: '{ standardPacks { id entityCount } }', shown: (_, { name }) => [`pack of ${name}`] },
  positionAt: { text: '{ positionAt(time: "2999-01-01T00:00:00Z") }', shown: () => [] },
  // A position is told apart by the refusal of the other's cursors, below.
  streamPosition: { text: '{ streamPosition }', shown: () => [] },
};

test('every query field is asked across tenants here', async () => {
  expect(await fieldNames(server, 'Query', acme.requester)).toEqual(Object.keys(CASES).sort());
});

describe.each(Object.entries(CASES))('the query field %s', (_, { text, variables, shown, refusal }) => {
  const request = (of: Belongings) => ({ query: text, variables: { ...variables?.(of) } });

  test('shows its tenant what it has, and to the other tenant nothing of it', async () => {
    const own = await ask(server, request(theirs), acme.requester);
    expect(own.errors).toEqual([]);
    for (const marker of shown(theirs, acme)) expect(own.text).toContain(marker);
    expectNothingOf(await ask(server, request(theirs), globex.requester), acme, theirs);
  });

  test('is as blind over WebSocket', async () => {
    const message = await askOverSocket(server.client(globex.requester), request(theirs));
    expect(message.errors?.map(({ extensions }) => extensions.code)).toEqual(refusal && [refusal]);
    expectNothingOf({ text: JSON.stringify(message) }, acme, theirs);
  });
});

function expectNothingOf({ text }: Pick<Answer, 'text'>, { name }: Tenant, { cursors, ...ids }: Belongings): void {
  for (const secret of [name, ...Object.values(ids), ...Object.values(cursors)]) expect(text).not.toContain(secret);
}

test('figures count what is of the viewer’s own tenant, and nothing of another', async () => {
  const nobody = await makeTenant('nobody');
  const query = `{
    subscribers { name deadLetters waiting active retrying }
    retention { eventCount }
    simulateProfilingPolicy(input: { from: "2020-01-01T00:00:00Z" }) {
      ... on SimulateProfilingPolicySuccess { recorded { decisions } simulated { decisions runs } }
    }
  }`;
  interface Figures {
    subscribers: { name: string; deadLetters: number }[];
    retention: { eventCount: number };
    simulateProfilingPolicy: { recorded: { decisions: number }; simulated: { decisions: number } };
  }
  const figuresOf = async ({ requester }: Tenant) => {
    const { data, text } = await ask<Figures>(server, { query }, requester);
    if (!data) throw new Error(text);
    return {
      letters: data.subscribers.reduce((sum, { deadLetters }) => sum + deadLetters, 0),
      events: data.retention.eventCount,
      recorded: data.simulateProfilingPolicy.recorded.decisions,
      simulated: data.simulateProfilingPolicy.simulated.decisions,
    };
  };
  const own = await figuresOf(acme);
  expect(own).toMatchObject({ letters: 1, recorded: 4, simulated: 4 });
  expect(own.events).toBeGreaterThan(5);
  expect(await figuresOf(nobody)).toEqual({ letters: 0, events: 0, recorded: 0, simulated: 0 });
});

test('the same canonical key names two different things in two tenants', async () => {
  const query = '{ entity(entityType: METADATA, canonicalKey: "revenue") { id name } }';
  expect((await ask(server, { query }, acme.requester)).data).toEqual({
    entity: { id: theirs.entityId, name: 'Revenue of acme' },
  });
  expect((await ask(server, { query }, globex.requester)).data).toEqual({
    entity: { id: ours.entityId, name: 'Revenue of globex' },
  });
  expect(theirs.entityId).not.toBe(ours.entityId);
});

describe('a cursor of the other tenant is refused, not misread', () => {
  const connection = 'edges { cursor }';
  const inside = (field: string) =>
    `query ($cursor: String) { entity(entityType: METADATA, canonicalKey: "revenue") { ${field}(SIDE: $cursor) { ${connection} } } }`;
  const LISTS: [string, string, keyof Belongings['cursors']][] = [
    ['entities', `query ($cursor: String) { entities(SIDE: $cursor) { ${connection} } }`, 'entity'],
    ['approvals', `query ($cursor: String) { approvals(SIDE: $cursor) { ${connection} } }`, 'approval'],
    ['changeSets', `query ($cursor: String) { changeSets(SIDE: $cursor) { ${connection} } }`, 'changeSet'],
    ['approvalInbox', `query ($cursor: String) { approvalInbox(SIDE: $cursor) { ${connection} } }`, 'inbox'],
    ['deadLetters', `query ($cursor: String) { deadLetters(SIDE: $cursor) { ${connection} } }`, 'deadLetter'],
    ['deliveries', `query ($cursor: String) { webhooks { deliveries(SIDE: $cursor) { ${connection} } } }`, 'delivery'],
    ['events', `query ($cursor: String) { events(SIDE: $cursor) { ${connection} } }`, 'event'],
    [
      'all profilingDecisions',
      `query ($cursor: String) { profilingDecisions(SIDE: $cursor) { ${connection} } }`,
      'anyDecision',
    ],
    ['incidents', `query ($cursor: String) { incidents(SIDE: $cursor) { ${connection} } }`, 'incident'],
    [
      'history',
      `query ($cursor: String) { incidents { edges { node { history(SIDE: $cursor) { ${connection} } } } } }`,
      'incidentStep',
    ],
    ['notifications', `query ($cursor: String) { notifications(SIDE: $cursor) { ${connection} } }`, 'notification'],
    [
      'proposals',
      `query ($cursor: String) { monitoringPolicy { proposals(SIDE: $cursor) { ${connection} } } }`,
      'proposal',
    ],
    ['profiles', inside('profiles'), 'profile'],
    ['profilingDecisions', inside('profilingDecisions'), 'decision'],
  ];
  test.each(LISTS.flatMap((list) => [[...list, 'after'] as const, [...list, 'before'] as const]))(
    'by %s',
    async (_, text, kind, side) => {
      const query = text.replace('SIDE', side);
      const answer = await ask(server, { query, variables: { cursor: theirs.cursors[kind] } }, globex.requester);
      expect(['BAD_USER_INPUT', 'CURSOR_EXPIRED']).toContain(codeOf(answer));
      const own = await ask(server, { query, variables: { cursor: ours.cursors[kind] } }, globex.requester);
      expect(own.errors).toEqual([]);
    },
  );

  test('by the subscription approvalInbox, whose place is that of one viewer', async () => {
    const read = await ask<{ approvalInbox: { position: string } }>(
      server,
      { query: '{ approvalInbox { position } }' },
      acme.decider,
    );
    const query = 'subscription ($after: String) { approvalInbox(after: $after) { cursor } }';
    const variables = { after: read.data?.approvalInbox.position };
    const { errors = [] } = await askOverSocket(server.client(globex.decider), { query, variables });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['CURSOR_EXPIRED']);
  });

  test.each(['events', 'profileCompleted', 'qualityDegraded', 'notifications'])(
    'by the subscription %s',
    async (field) => {
      const query = `subscription ($after: String) { ${field}(after: $after) { __typename } }`;
      const variables = { after: theirs.cursors[field === 'notifications' ? 'notification' : 'event'] };
      const { errors = [] } = await askOverSocket(server.client(globex.requester), { query, variables });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['CURSOR_EXPIRED']);
    },
  );
});
