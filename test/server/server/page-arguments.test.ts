import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { schema } from '../../../src/schema/schema.ts';
import { create } from '../../support/governance.ts';
import { incidentOf, openIncidents } from '../../support/incidents/incident.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { askOverSocket } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { keepWebhook } from '../../support/webhooks/webhook.ts';

let server: TestServer;
let entityId: string;
let webhookId: string;
let incidentId: string;
/** The life of the tenant's stream, as its cursors have it. */
let epoch: string;

const REQUEST_SET = `mutation { requestChangeSet(input: { items: [{ entityType: METADATA, canonicalKey: "known", kind: UPDATE,
  expectedVersion: 1, change: { description: "Wanted" } }] }) { ... on RequestChangeSetSuccess { changeSet { id } } } }`;

beforeAll(async () => {
  server = await startTestServer();
  entityId = await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'known',
    change: { name: 'Known', tier: 'TIER3' },
  });
  await server.query(REQUEST_SET);
  ({ webhookId } = await keepWebhook(server));
  const { streamPosition } = await server.query<{ streamPosition: string }, object>('{ streamPosition }');
  const incident = incidentOf({ entityId });
  incidentId = incident.id;
  await openIncidents(server.parts.unitOfWork, [incident]);
  epoch = Buffer.from(streamPosition, 'base64url').toString().split('.')[0] ?? '';
});
afterAll(() => server[Symbol.asyncDispose]());

const VARIABLES = '$first: Int, $last: Int, $after: String, $before: String';
const ARGS = 'first: $first, last: $last, after: $after, before: $before';
const inside = (field: string) =>
  `query (${VARIABLES}) { entity(entityType: METADATA, canonicalKey: "known") { ${field}(${ARGS}) { edges { cursor } } } }`;
const outside = (field: string) => `query (${VARIABLES}) { ${field}(${ARGS}) { edges { cursor } } }`;
const LISTS: Record<string, string> = {
  entities: outside('entities'),
  approvals: outside('approvals'),
  approvalInbox: outside('approvalInbox'),
  deadLetters: outside('deadLetters'),
  deliveries: `query (${VARIABLES}) { webhooks { deliveries(${ARGS}) { edges { cursor } } } }`,
  events: outside('events'),
  notifications: outside('notifications'),
  incidents: outside('incidents'),
  history: `query (${VARIABLES}) { incidents { edges { node { history(${ARGS}) { edges { cursor } } } } } }`,
  follows: `query (${VARIABLES}) { viewer { follows(${ARGS}) { edges { cursor } } } }`,
  profiles: inside('profiles'),
  profilingDecisions: inside('profilingDecisions'),
  impacts: inside('impacts'),
  versions: inside('versions'),
  changeSets: outside('changeSets'),
  items: `query (${VARIABLES}) { changeSets { edges { node { items(${ARGS}) { edges { cursor } } } } } }`,
  proposals: `query (${VARIABLES}) { monitoringPolicy { proposals(${ARGS}) { edges { cursor } } } }`,
  comments: `query (${VARIABLES}) { approvals { edges { node { comments(${ARGS}) { edges { cursor } } } } } }`,
};

const cursorOf = (list: string, key: unknown) => Buffer.from(JSON.stringify([list, 'demo', key])).toString('base64url');
const NIL = '00000000-0000-7000-8000-000000000000';
const NUL = '\u0000';

/** Cursors that look right and lead nowhere; nobody but an attacker has such. */
const FORGED: Record<string, () => string[]> = {
  entities: () => [
    cursorOf('entities', { canonicalKey: NUL, id: 'met_1' }),
    cursorOf('entities', { canonicalKey: 'a', id: NUL }),
    cursorOf('entities', { canonicalKey: 1, id: 'met_1' }),
    cursorOf('entities', {}),
    cursorOf('entities', null),
  ],
  approvals: () => [
    cursorOf('approvals', { requestedAt: '2026-01-01T00:00:00Z', id: NUL }),
    cursorOf('approvals', { requestedAt: '0000-01-01T00:00:00Z', id: 'apr_1' }),
    cursorOf('approvals', { requestedAt: `infinity`, id: 'apr_1' }),
    cursorOf('approvals', { requestedAt: `2026-01-01T00:00:00Z'; SELECT 1; --`, id: 'apr_1' }),
  ],
  approvalInbox: () => [
    cursorOf('approvalInbox', { dueAt: null, requestedAt: '2026-01-01T00:00:00Z', id: NUL }),
    cursorOf('approvalInbox', { dueAt: 'infinity', requestedAt: '2026-01-01T00:00:00Z', id: 'apr_1' }),
    cursorOf('approvalInbox', { requestedAt: '2026-01-01T00:00:00Z', id: 'apr_1' }),
    cursorOf('approvals', { requestedAt: '2026-01-01T00:00:00Z', id: 'apr_1' }),
  ],
  deadLetters: () => [
    cursorOf('deadLetters', { failedAt: '2026-01-01T00:00:00Z', id: NUL }),
    cursorOf('deadLetters', { failedAt: '2026-01-01T00:00:00Z', id: `ltr_${'-'.repeat(36)}` }),
    cursorOf('deadLetters', { failedAt: '2026-01-01T00:00:00Z', id: `apr_00000000-0000-7000-8000-000000000000` }),
    cursorOf('deadLetters', { failedAt: '0000-01-01T00:00:00Z', id: 'ltr_00000000-0000-7000-8000-000000000000' }),
  ],
  deliveries: () => [
    cursorOf(`deliveries:${webhookId}`, { createdAt: '2026-01-01T00:00:00Z', id: NUL }),
    cursorOf(`deliveries:${webhookId}`, { createdAt: '2026-01-01T00:00:00Z', id: `dlv_${'-'.repeat(36)}` }),
    cursorOf(`deliveries:${webhookId}`, { createdAt: '0000-01-01T00:00:00Z', id: `dlv_${NIL}` }),
    cursorOf('deliveries:whk_1', { createdAt: '2026-01-01T00:00:00Z', id: `dlv_${NIL}` }),
  ],
  events: () => [
    Buffer.from(`${epoch}.9007199254740993`).toString('base64url'),
    Buffer.from(`${epoch}.-1`).toString('base64url'),
    Buffer.from(`${epoch}.1.5`).toString('base64url'),
    Buffer.from(`${epoch}.01`).toString('base64url'),
    Buffer.from(`${epoch}.1\n`).toString('base64url'),
    Buffer.from(`${'z'.repeat(32)}.1`).toString('base64url'),
  ],
  notifications: () => [
    Buffer.from(`${epoch}.-1`).toString('base64url'),
    Buffer.from(`${'z'.repeat(32)}.1`).toString('base64url'),
  ],
  incidents: () => [
    cursorOf('incidents OPENED_AT DESC', { rank: 0, at: '2026-01-01T00:00:00Z', id: NUL }),
    cursorOf('incidents OPENED_AT DESC', { rank: 0, at: '0000-01-01T00:00:00Z', id: `inc_${NIL}` }),
    cursorOf('incidents OPENED_AT DESC', { rank: 2 ** 31, at: '2026-01-01T00:00:00Z', id: `inc_${NIL}` }),
    cursorOf('incidents OPENED_AT DESC', { at: 'infinity', id: `inc_${NIL}` }),
    cursorOf('incidents SEVERITY DESC', { rank: 0, at: '2026-01-01T00:00:00Z', id: `inc_${NIL}` }),
  ],
  history: () => [-1.5, 2 ** 53, '1', NUL].map((key) => cursorOf(`steps:${incidentId}`, key)),
  follows: () => [
    cursorOf('follows', { followedAt: '2026-01-01T00:00:00Z', entityId: NUL }),
    cursorOf('follows', { followedAt: '0000-01-01T00:00:00Z', entityId: 'met_1' }),
    cursorOf('follows', { followedAt: 'infinity', entityId: 'met_1' }),
  ],
  proposals: () => [
    cursorOf('policyProposals', { proposedAt: '2026-01-01T00:00:00Z', id: NUL }),
    cursorOf('policyProposals', { proposedAt: '0000-01-01T00:00:00Z', id: 'mpp_1' }),
    cursorOf('policyProposals', { proposedAt: 'infinity', id: 'mpp_1' }),
  ],
  profiles: () => [-1, 1.5, 2 ** 31, 2 ** 53 - 1, '1', NUL].map((key) => cursorOf(`profiles:${entityId}`, key)),
  profilingDecisions: () => [-1, 1.5, 2 ** 53, '1', NUL].map((key) => cursorOf(`decisions:${entityId}`, key)),
  impacts: () => [-1, 1.5, 2 ** 53, '1', NUL].map((key) => cursorOf(`impacts:${entityId}`, key)),
};

test('every list that comes in pages is tried here', () => {
  const fields = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .flatMap((type) => Object.values(type.getFields()))
    .filter(({ args }) => args.some(({ name }) => name === 'before'));
  const names = new Set(fields.map(({ name }) => name));
  expect([...names].sort()).toEqual(
    // What an event or an incident affects is read by the same function, and there is no such event here.
    [...Object.keys(LISTS), 'affected'].sort(),
  );
});

describe.each(Object.entries(LISTS))('%s', (list, query) => {
  const read = (variables: object) => ask(server, { query, variables });

  test('what is no page of it is BAD_USER_INPUT', async () => {
    for (const variables of [{ first: 101 }, { last: 0 }, { first: 1, last: 1 }, { first: 1.5 }]) {
      expect(codeOf(await read(variables)), JSON.stringify(variables)).toBe('BAD_USER_INPUT');
    }
    for (const cursor of ['', 'nonsense', Buffer.from('[]').toString('base64url'), cursorOf('another list', 1)]) {
      expect(codeOf(await read({ after: cursor })), cursor).toBe('BAD_USER_INPUT');
      expect(codeOf(await read({ before: cursor })), cursor).toBe('BAD_USER_INPUT');
    }
  });

  test('a page of no given size, or of null, is one of the usual size', async () => {
    expect((await read({})).errors).toEqual([]);
    expect((await read({ first: null, last: null, after: null, before: null })).errors).toEqual([]);
  });

  test('a forged cursor is refused or leads nowhere, and is no error of the server', async () => {
    const logged = server.logged.length;
    for (const cursor of FORGED[list]?.() ?? []) {
      for (const variables of [{ after: cursor }, { before: cursor }]) {
        const { errors } = await read(variables);
        const codes = errors.map(({ extensions }) => extensions.code);
        expect(['', 'BAD_USER_INPUT'], Buffer.from(cursor, 'base64url').toString()).toContain(codes.join());
      }
    }
    expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('a cursor of every other list is BAD_USER_INPUT', async () => {
    const { data } = await ask<{
      entities: { edges: { cursor: string }[] };
      approvals: { edges: { cursor: string }[] };
    }>(server, { query: '{ entities { edges { cursor } } approvals { edges { cursor } } }' });
    for (const other of ['entities', 'approvals'] as const) {
      if (other === list) continue;
      const after = data?.[other].edges[0]?.cursor;
      expect(after).toBeTruthy();
      expect(codeOf(await read({ after }))).toBe('BAD_USER_INPUT');
    }
  });
});

const positionOf = (offset: number, life = epoch) => Buffer.from(`${life}.${offset}`).toString('base64url');
const SUBSCRIBE = 'subscription ($after: String) { events(after: $after) { __typename } }';

test.each([
  ['that is ahead of the log', () => positionOf(1_000_000)],
  ['of another life of the log', () => positionOf(1, '0'.repeat(32))],
])('a cursor %s is CURSOR_EXPIRED, for the query and for the subscription', async (_, makeCursor) => {
  const after = makeCursor();
  expect(codeOf(await ask(server, { query: LISTS.events ?? '', variables: { after } }))).toBe('CURSOR_EXPIRED');
  expect(codeOf(await ask(server, { query: LISTS.events ?? '', variables: { before: after } }))).toBe('CURSOR_EXPIRED');
  const { errors = [] } = await askOverSocket(server.client(), { query: SUBSCRIBE, variables: { after } });
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['CURSOR_EXPIRED']);
});

test.each(['', 'nonsense', 'a'.repeat(10_000), cursorOf('entities', { canonicalKey: 'a', id: 'met_1' })])(
  'a subscription after %j, which is no cursor of a stream, is BAD_USER_INPUT',
  async (after) => {
    const { errors = [] } = await askOverSocket(server.client(), { query: SUBSCRIBE, variables: { after } });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(server.feed.readerCount()).toBe(0);
  },
);

test('before the first event there is no page, whichever cursor says so', async () => {
  const query =
    'query ($after: String) { events(after: $after, first: 1) { pageInfo { hasPreviousPage hasNextPage } } }';
  const { data } = await ask(server, { query, variables: { after: positionOf(0) } });
  expect(data).toEqual({ events: { pageInfo: { hasPreviousPage: false, hasNextPage: true } } });
});
