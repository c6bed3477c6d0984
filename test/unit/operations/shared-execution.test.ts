import { GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Role, ROLES, type Viewer } from '../../../src/domain/viewer.ts';
import type { Batch } from '../../../src/events/live/batch.ts';
import { createFeed, type Feed } from '../../../src/events/live/feed.ts';
import { createMemoryTransport, type MemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import { createAnswerSize } from '../../../src/schema/kit/answer-size.ts';
import { createMaskError } from '../../../src/server/graphql/mask-error.ts';
import { MessageConnection } from '../../../src/server/operations/message-connection.ts';
import { createSocketProtocol, type SocketProtocol } from '../../../src/server/operations/socket-protocol.ts';
import { refreshed } from '../../support/events/events.ts';
import { createMemoryLog, type MemoryLog } from '../../support/events/memory-log.ts';
import { viewerOf } from '../../support/server/viewer.ts';
import { until } from '../../support/until.ts';

interface TestContext {
  viewer: Viewer;
}

/** How often each field was resolved. */
let resolved: Record<string, number>;
let log: MemoryLog;
let transport: MemoryTransport;
let feed: Feed;
let protocol: SocketProtocol;
let logged: unknown[];

const count = (name: string) => {
  resolved[name] = (resolved[name] ?? 0) + 1;
};
const EventType = new GraphQLObjectType<{ offset: number }, TestContext>({
  name: 'Event',
  fields: {
    offset: {
      type: GraphQLInt,
      resolve: ({ offset }) => {
        count('offset');
        return offset;
      },
    },
    roles: { type: new GraphQLList(GraphQLString), resolve: (_, __, { viewer }) => viewer.roles },
    secret: {
      type: GraphQLString,
      resolve: (_, __, { viewer }) => {
        if (!viewer.roles.includes('ADMIN')) throw new Error('not for you');
        return 'for administrators';
      },
    },
    tenant: { type: GraphQLString, resolve: (_, __, { viewer }) => viewer.tenantId },
    actor: {
      type: GraphQLString,
      resolve: async (_, __, { viewer }) => {
        await Promise.resolve();
        return viewer.actor.actorId;
      },
    },
    sources: { type: new GraphQLList(GraphQLString), resolve: (_, __, { viewer }) => viewer.sources },
    // As a field whose rows decide whether the viewer matters.
    sometimes: {
      type: GraphQLString,
      resolve: ({ offset }, _, { viewer }) => (offset % 2 === 0 ? viewer.actor.actorId : 'anybody'),
    },
    echo: { type: GraphQLString, args: { text: { type: GraphQLString } }, resolve: (_, { text }) => text as string },
  },
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { nothing: { type: GraphQLInt } } }),
  subscription: new GraphQLObjectType({
    name: 'Subscription',
    fields: {
      events: {
        type: EventType,
        args: { after: { type: GraphQLString } },
        subscribe: (_, { after }, { viewer: { tenantId } }: TestContext) =>
          feed.open({ tenantId, after: (after as string | undefined) ?? undefined }),
        resolve: (entry: unknown) => entry,
      },
    },
  }),
});

class TestConnection extends MessageConnection {
  readonly protocol = 'graphql-transport-ws';
  readonly isOpen = true;
  readonly received: { data?: { events: Record<string, unknown> }; errors?: unknown[] }[] = [];
  readonly batches: Batch[] = [];
  readonly sent: string[] = [];
  send(text: string): Promise<void> {
    this.sent.push(text);
    return Promise.resolve();
  }
  sendBatch(batch: Batch): void {
    this.batches.push(batch);
    for (const { text } of batch.items) this.received.push(JSON.parse(text) as TestConnection['received'][number]);
  }
  flush = () => undefined;
  untilReady = () => undefined;
  close = () => undefined;
  acknowledged = () => undefined;
}

beforeEach(() => {
  [resolved, logged] = [{}, []];
  log = createMemoryLog();
  transport = createMemoryTransport(fail);
  feed = createFeed({ log, transport, checkIntervalMs: 60_000, onError: fail });
  const line = (...args: unknown[]) => void logged.push(args);
  const logger = { info: line, warn: line, error: line };
  protocol = createSocketProtocol({
    schema,
    contextFor: (viewer) => ({ viewer, answer: createAnswerSize(100_000) }),
    // The token is the viewer.
    authenticate: ({ authorization = '' }) => Promise.resolve(JSON.parse(authorization) as Viewer),
    maskError: createMaskError(logger),
    logger,
  });
});
afterEach(async () => {
  await feed[Symbol.asyncDispose]();
});

function fail(error: unknown): never {
  throw error;
}

async function subscribe(viewer: Viewer, payload: object): Promise<TestConnection> {
  const connection = new TestConnection();
  protocol.opened(connection);
  const authorization = JSON.stringify(viewer);
  protocol.receive(connection, JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await until('the acknowledgement', () => connection.sent.length === 1);
  const readers = feed.readerCount();
  protocol.receive(connection, JSON.stringify({ type: 'subscribe', id: 'any', payload }));
  await until('the subscription', () => feed.readerCount() === readers + 1);
  return connection;
}

async function inTurn(viewers: readonly Viewer[], payload: object): Promise<TestConnection[]> {
  const connections: TestConnection[] = [];
  for (const viewer of viewers) connections.push(await subscribe(viewer, payload));
  return connections;
}

/** Emits, and waits until all have it. */
async function emit(connections: readonly TestConnection[], tenantId = 'acme'): Promise<void> {
  const before = connections.map(({ received }) => received.length);
  transport.publish(log.append(refreshed({ tenantId })));
  await until('the event', () => connections.every(({ received }, index) => received.length > (before[index] ?? 0)));
}

const of = (actorId: string, roles: readonly Role[] = ['VIEWER'], changes: Partial<Viewer> = {}) =>
  viewerOf({ actor: { actorId, actorType: 'HUMAN' }, roles, ...changes });
const eventsOf = (connections: readonly TestConnection[]) =>
  connections.map(({ received }) => received.map(({ data }) => data?.events));

describe('one execution is shared', () => {
  test('by everybody of a tenant with the same roles, whoever they are and in whatever order their roles stand', async () => {
    const query = 'subscription { events { offset roles } }';
    const connections = [
      await subscribe(of('anna', ['VIEWER', 'STEWARD']), { query }),
      await subscribe(of('bert', ['STEWARD', 'VIEWER']), { query }),
    ];
    await emit(connections);
    expect(resolved.offset).toBe(1);
    expect(connections[0]?.batches[0]).toBe(connections[1]?.batches[0]);
  });

  test('whatever the variable for the position says', async () => {
    const query = 'subscription ($after: String, $text: String) { events(after: $after) { offset echo(text: $text) } }';
    await emit([]);
    const after = log.cursorAt('acme', 0);
    const resumed = await subscribe(of('anna'), { query, variables: { after, text: 'same' } });
    const fresh = await subscribe(of('bert'), { query, variables: { text: 'same' } });
    await emit([fresh]);
    await until('the live event', () => resumed.received.length === 2);
    expect(resolved.offset).toBe(2);
  });
});

describe('an execution is not shared', () => {
  test.each(ROLES.map((role) => [role]))('by who has the role %s and who has it not', async (role) => {
    const query = 'subscription { events { offset roles secret } }';
    const others = ROLES.filter((other) => other !== role);
    const viewers = [of('anna', [role]), of('anna', others), of('anna', [...others, role])];
    const connections = await inTurn(viewers, { query });
    await emit(connections);
    expect(resolved.offset).toBe(3);
    for (const [index, { received }] of connections.entries()) {
      const roles = viewers[index]?.roles ?? [];
      const [{ data, errors } = {}] = received;
      expect(new Set(data?.events.roles as string[])).toEqual(new Set(roles));
      expect(data?.events.secret).toBe(roles.includes('ADMIN') ? 'for administrators' : null);
      expect(errors?.length ?? 0).toBe(roles.includes('ADMIN') ? 0 : 1);
    }
  });

  test('by two tenants', async () => {
    const query = 'subscription { events { offset tenant } }';
    const acme = await subscribe(of('anna'), { query });
    const globex = await subscribe(of('anna', ['VIEWER'], { tenantId: 'globex' }), { query });
    await emit([acme], 'acme');
    await emit([globex], 'globex');
    expect(eventsOf([acme, globex])).toMatchObject([[{ tenant: 'acme' }], [{ tenant: 'globex' }]]);
  });

  test.each([
    ['actor', 'the actor', ['anna', 'bert']],
    ['sources', 'what the token allows besides the roles', [['etl.pipeline'], []]],
  ])('where the result has %s in it: everybody sees %s of their own', async (field, _, expected) => {
    const query = `subscription { events { offset ${field} } }`;
    const connections = [
      await subscribe(of('anna', ['VIEWER'], { sources: ['etl.pipeline'] }), { query }),
      await subscribe(of('bert'), { query }),
    ];
    for (let event = 0; event < 3; event++) await emit(connections);
    expect(eventsOf(connections).map((events) => events.map((event) => event?.[field]))).toEqual(
      expected.map((value) => [value, value, value]),
    );
    expect(eventsOf(connections).map((events) => events.map((event) => event?.offset))).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  test('from the first event on whose result depends on the actor; none is lost or repeated', async () => {
    const query = 'subscription { events { offset sometimes } }';
    const connections = [await subscribe(of('anna'), { query }), await subscribe(of('bert'), { query })];
    for (let event = 0; event < 4; event++) await emit(connections);
    expect(eventsOf(connections)).toEqual(
      ['anna', 'bert'].map((name) => [
        { offset: 1, sometimes: 'anybody' },
        { offset: 2, sometimes: name },
        { offset: 3, sometimes: 'anybody' },
        { offset: 4, sometimes: name },
      ]),
    );
  });

  test.each([
    ['variables', { query: 'subscription ($t: String) { events { offset echo(text: $t) } }', variables: { t: 'a' } }],
    ['document', { query: 'subscription { events { offset echo(text: "a") } }' }],
    [
      'operation',
      { query: 'subscription A { events { offset } } subscription B { events { tenant } }', operationName: 'A' },
    ],
    [
      'position that is used elsewhere, too',
      {
        query: 'subscription ($after: String) { events(after: $after) { offset echo(text: $after) } }',
        variables: { after: null },
      },
    ],
  ])('by subscriptions with another %s', async (_, payload) => {
    const text = JSON.stringify(payload);
    const other = JSON.parse(
      text.includes('$after')
        ? text.replace('"after":null', `"after":${JSON.stringify(log.cursorAt('acme', 0))}`)
        : text
            .replaceAll('"a"', '"b"')
            .replaceAll('\\"a\\"', '\\"b\\"')
            .replace('"operationName":"A"', '"operationName":"B"'),
    ) as object;
    expect(other).not.toEqual(payload);
    const connections = [await subscribe(of('anna'), payload), await subscribe(of('anna'), other)];
    await emit(connections);
    expect(connections[0]?.batches[0]).not.toBe(connections[1]?.batches[0]);
  });
});

test('an unexpected error of a shared execution is masked, and logged once for all', async () => {
  const query = 'subscription { events { offset secret } }';
  const connections = await inTurn(
    ['a', 'b', 'c'].map((name) => of(name)),
    { query },
  );
  await emit(connections);
  expect(logged).toHaveLength(1);
  const ids = connections.map(({ received }) => received[0]?.errors);
  expect(ids[0]).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  expect(ids[1]).toEqual(ids[0]);
});
