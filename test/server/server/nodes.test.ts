import { afterAll, beforeAll, expect, test } from 'vitest';

import { keepDeadLetter } from '../../support/administration/dead-letter.ts';
import { create } from '../../support/governance.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';
import { keepDelivery, keepWebhook } from '../../support/webhooks/webhook.ts';

interface Nodes {
  nodes: ({ __typename: string; id: string } | null)[];
}
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
const EVERYTHING = `{
  entities { edges { node { id latestProfile { id } } } }
  profilingDecisions { edges { node { id } } }
  approvals { edges { node { id } } }
  notifications { edges { node { id } } }
}`;
interface Edges<T> {
  edges: { node: T }[];
}
interface Everything {
  entities: Edges<{ id: string; latestProfile: { id: string } | null }>;
  profilingDecisions: Edges<{ id: string }>;
  approvals: Edges<{ id: string }>;
  notifications: Edges<{ id: string }>;
}

const ROLES = ['VIEWER', 'STEWARD', 'APPROVER'];
let server: TestServer;
let store: ReturnType<typeof countStatements>;
let viewer: Record<string, string>;
let admin: Record<string, string>;
/** Two ids of each type, the two of a type beside each other. */
let ids: string[];

beforeAll(async () => {
  store = countStatements(await openPostgresStore());
  server = await startTestServer({ database: store.database, env: AUTH_ENV });
  await server.warehouse.exec('CREATE TABLE public.t (a int); INSERT INTO public.t VALUES (1)');
  viewer = await bearerOf({ sub: 'anna', roles: ROLES });
  admin = await bearerOf({ sub: 'anna', roles: [...ROLES, 'ADMIN'] });
  const by = { requester: viewer, decider: await bearerOf({ sub: 'bert', roles: ROLES }) };
  const dataset = { schema: 'public', table: 't' };
  for (const canonicalKey of ['one', 'two']) {
    const change = { name: canonicalKey, tier: 'TIER1', dataset };
    await create(server, { entityType: 'METADATA', canonicalKey, change }, by);
    await create(
      server,
      { entityType: 'TAG', canonicalKey, change: { name: canonicalKey, tier: 'TIER3', tag: {} } },
      by,
    );
  }
  const all = await until('a profile of both', async () => {
    const { data } = await ask<Everything>(server, { query: EVERYTHING }, viewer);
    const profiled = data?.entities.edges.filter(({ node }) => node.latestProfile).length;
    return data && profiled === 2 && data.notifications.edges.length >= 2 ? data : undefined;
  });
  const two = ({ edges }: Edges<{ id: string }>) => edges.slice(0, 2).map(({ node }) => node.id);
  const webhook = await keepWebhook(server, 'acme');
  ids = [
    ...all.entities.edges.map(({ node }) => node.id),
    ...all.entities.edges.flatMap(({ node }) => node.latestProfile?.id ?? []),
    ...two(all.profilingDecisions),
    ...two(all.approvals),
    ...two(all.notifications),
    ...[await keepDeadLetter(server, 'acme'), await keepDeadLetter(server, 'acme')],
    ...[webhook.webhookId, (await keepWebhook(server, 'acme')).webhookId],
    ...[webhook.deliveryId, await keepDelivery(server, webhook.webhookId, 'acme')],
  ];
  // Whoever is told of all this would be counted in.
  await untilIdle(store.database);
});
afterAll(() => server[Symbol.asyncDispose]());

const nodesOf = (asked: readonly string[], headers = admin) =>
  ask<Nodes>(server, { query: NODES, variables: { ids: asked } }, headers);
const idsIn = ({ data }: { data: Nodes | null }) => data?.nodes.map((node) => node?.id ?? null);

test('objects of every type come in the order of their ids, one that is asked for twice comes twice', async () => {
  const asked = [...ids.toReversed(), ...ids];
  expect(idsIn(await nodesOf(asked))).toEqual(asked);
  const { data } = await nodesOf(ids);
  expect([...new Set(data?.nodes.map((node) => node?.__typename))].sort()).toEqual(
    ['Approval', 'DeadLetter', 'Metadata', 'Notification', 'Profile', 'ProfilingDecision', 'Tag', 'Webhook'].concat(
      'WebhookDelivery',
    ),
  );
});

test('what does not exist is null in its place, as is what is no id', async () => {
  const gone = ids.map((id) => `${id.slice(0, 4)}00000000-0000-7000-8000-000000000000`);
  const odd = ['', 'x', 'met_', "met_' OR 1=1", 'com_00000000-0000-7000-8000-000000000000', `dlv_${'-'.repeat(36)}`];
  const asked = ids.flatMap((id, index) => [id, gone[index] ?? '', odd[index] ?? '']);
  expect(idsIn(await nodesOf(asked))).toEqual(ids.flatMap((id) => [id, null, null]));
});

test('what only an administrator may see is null for others, and hides nothing beside it', async () => {
  const hidden = /^(ltr|whk|dlv)_/;
  const answer = await nodesOf(ids, viewer);
  expect(answer.errors).toEqual([]);
  expect(idsIn(answer)).toEqual(ids.map((id) => (hidden.test(id) ? null : id)));
});

test('another person’s notification is null', async () => {
  const notification = ids.filter((id) => id.startsWith('ntf_'));
  expect(idsIn(await nodesOf(notification, await bearerOf({ sub: 'carl', roles: ROLES })))).toEqual([null, null]);
});

test('it takes one statement for each type, however many ids there are', async () => {
  const statementsFor = async (asked: readonly string[]) => {
    const before = store.count('governance');
    await nodesOf(asked);
    return store.count('governance') - before;
  };
  const ofEachType = [...new Map(ids.map((id) => [id.slice(0, 3), id])).values()];
  expect(ofEachType).toHaveLength(9);
  // Metadata and tags are both entities: one statement.
  expect(await statementsFor(ofEachType)).toBe(8);
  expect(await statementsFor(ids)).toBe(8);
});

test('100 ids are answered, and more are refused', async () => {
  const many = Array.from({ length: 101 }, (_, index) => ids[index % ids.length] ?? '');
  expect((await nodesOf(many.slice(1))).data?.nodes).toHaveLength(100);
  expect(codeOf(await nodesOf(many))).toBe('BAD_USER_INPUT');
  expect((await nodesOf([])).data).toEqual({ nodes: [] });
});

test('it counts for 100 objects in the cost of an operation', async () => {
  // With the 100 profiles of each: 100 * (2 + 100 * (1 + fields)) + 1.
  const query = (fields: string) =>
    `{ nodes(ids: []) { ... on GovernedEntity { profiles(first: 100) { edges { node { ${fields} } } } } } }`;
  expect((await ask(server, { query: query('a: id b: id c: id') }, viewer)).errors).toEqual([]);
  const { errors } = await ask(server, { query: query('a: id b: id c: id d: id') }, viewer);
  expect(errors.map(({ extensions }) => extensions.cost)).toEqual([50_201]);
});
