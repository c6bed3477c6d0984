import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import type { AllEventsSubscription } from '../../../examples/gql/graphql.ts';
import { graphql } from '../../../examples/gql/index.ts';
import { completed, refreshed, rejected } from '../../support/events/events.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const AllEvents = graphql(`
  subscription AllEvents($after: String, $filter: EventFilter) {
    events(after: $after, filter: $filter) {
      __typename
      ... on EventEnvelope {
        id
        cursor
      }
    }
  }
`);

type Variables = Record<string, unknown>;

function subscribe(variables: Variables = {}, client = server.client()) {
  return client.iterate<AllEventsSubscription>({ query: AllEvents.toString(), variables });
}

async function take(events: ReturnType<typeof subscribe>, count: number) {
  const taken: { id: string; cursor: string; type: string }[] = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done) throw new Error('the subscription ended');
    const event = value.data?.events;
    if (!event) throw new Error(JSON.stringify(value.errors));
    taken.push({ id: event.id, cursor: event.cursor, type: event.__typename });
  }
  return taken;
}

async function position(): Promise<string> {
  return (await server.query<{ streamPosition: string }, object>('{ streamPosition }')).streamPosition;
}

test('position, then state, then subscription misses nothing that happens in between', async () => {
  const after = await position();
  const between = refreshed();
  await server.bus.emitEvent(between);
  const events = subscribe({ after });
  const later = refreshed();
  await server.bus.emitEvent(later);
  expect((await take(events, 2)).map(({ id }) => id)).toEqual([between.id, later.id]);
  await events.return?.();
});

test('a client that was cut off and resumes with its cursor gets exactly what it missed', async () => {
  const after = await position();
  const first = subscribe({ after });
  const sent = Array.from({ length: 40 }, () => refreshed());
  for (const event of sent.slice(0, 10)) await server.bus.emitEvent(event);
  const seen = await take(first, 10);
  await first.return?.();
  for (const event of sent.slice(10, 30)) await server.bus.emitEvent(event);
  const second = subscribe({ after: seen.at(-1)?.cursor });
  for (const event of sent.slice(30)) await server.bus.emitEvent(event);
  seen.push(...(await take(second, 30)));
  expect(seen.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
  await second.return?.();
});

test('the cursor of a page of events starts a subscription, and the other way round', async () => {
  const after = await position();
  const sent = [refreshed(), refreshed(), refreshed()];
  for (const event of sent) await server.bus.emitEvent(event);
  const { events } = await server.query<{ events: { edges: { cursor: string }[] } }, object>(
    'query ($after: String) { events(first: 1, after: $after) { edges { cursor } } }',
    { after },
  );
  const subscription = subscribe({ after: events.edges[0]?.cursor });
  const [second] = await take(subscription, 1);
  expect(second?.id).toBe(sent[1]?.id);
  await subscription.return?.();
  const rest = await server.query<{ events: { edges: { node: { id: string } }[] } }, object>(
    'query ($after: String) { events(after: $after) { edges { node { ... on EventEnvelope { id } } } } }',
    { after: second?.cursor },
  );
  expect(rest.events.edges.map(({ node }) => node.id)).toEqual([sent[2]?.id]);
});

test('filters let through what they say, in replay and live', async () => {
  const after = await position();
  const query = `subscription ($after: String, $filter: StreamFilter) {
    profileCompleted(after: $after, filter: $filter) { payload { canonicalKey } }
  }`;
  const filter = { tiers: ['TIER1'], maxQualityScore: 80, canonicalKeys: ['a', 'b'] };
  const emitAll = async () => {
    await server.bus.emitEvent(refreshed());
    for (const canonicalKey of ['a', 'b', 'c']) {
      await server.bus.emitEvent(completed({ canonicalKey, qualityScore: 80, qualityGrade: 'B' }));
      await server.bus.emitEvent(completed({ canonicalKey, qualityScore: 80.1, qualityGrade: 'B' }));
      await server.bus.emitEvent(completed({ canonicalKey, qualityScore: 70, qualityGrade: 'C', tier: 'tier2' }));
    }
  };
  await emitAll();
  const events = server
    .client()
    .iterate<{ profileCompleted: { payload: { canonicalKey: string } } }>({ query, variables: { after, filter } });
  await until('the subscription', () => server.feed.readerCount() === 1);
  await emitAll();
  const keys: unknown[] = [];
  for (let count = 0; count < 4; count++) {
    const { value } = (await events.next()) as { value: { data: { profileCompleted: { payload: object } } } };
    keys.push(value.data.profileCompleted.payload);
  }
  expect(keys).toEqual(['a', 'b', 'a', 'b'].map((canonicalKey) => ({ canonicalKey })));
  await events.return?.();
});

test('a client that stops reading is closed with 1013, and another one on the server does not feel it', async () => {
  const slow = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: object) => {
    slow.send(JSON.stringify(message));
  };
  const closed = new Promise<number>((resolve) => slow.once('close', resolve));
  const acknowledged = new Promise((resolve) => slow.once('message', resolve));
  await new Promise((resolve) => slow.once('open', resolve));
  send({ type: 'connection_init' });
  await acknowledged;
  // All of the payload, so that what is sent is as large as what waits.
  const query = 'subscription { events { ... on ApprovalRejectedEvent { payload { reason } } } }';
  send({ type: 'subscribe', id: '1', payload: { query } });
  await until('the subscription', () => server.feed.readerCount() === 1);
  slow.pause();

  const reader = subscribe();
  await until('the reader', () => server.feed.readerCount() === 2);
  const count = 200;
  const reading = take(reader, count);
  const reason = 'x'.repeat(100_000);
  for (let sent = 0; sent < count; sent++) await server.bus.emitEvent(rejected('demo', reason));

  expect(await reading).toHaveLength(count);
  await until('the slow one to be cut off', () => server.feed.readerCount() === 1);
  expect(server.logged.filter(({ message }) => message === 'client too slow')).toHaveLength(1);
  slow.resume();
  expect(await closed).toBe(1013);
  await reader.return?.();
});

test('after 1,000 subscriptions that were dropped, by complete or with the socket, none is left', async () => {
  for (let round = 0; round < 20; round++) {
    const client = server.client();
    const subscriptions = Array.from({ length: 50 }, () => subscribe({}, client));
    await until('the subscriptions', () => server.feed.readerCount() === 50);
    if (round % 2 === 0) for (const events of subscriptions) await events.return?.();
    await client.dispose();
    await until('all to be gone', () => server.feed.readerCount() === 0);
  }
  await until('the sockets to be gone', () => server.socketCount() === 0);
});

test('an id that is completed is free, before its stream is open, too: the last one runs, and no other is left', async () => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: object) => {
    socket.send(JSON.stringify(message));
  };
  await new Promise((resolve) => socket.once('open', resolve));
  const acknowledged = new Promise((resolve) => socket.once('message', resolve));
  send({ type: 'connection_init' });
  await acknowledged;
  const opening = { type: 'subscribe', id: '1', payload: { query: 'subscription { events { __typename } }' } };
  for (let round = 0; round < 50; round++) {
    send(opening);
    send({ type: 'complete', id: '1' });
  }
  send(opening);
  // The store answers in turn: when this is answered, the subscriptions have been, too.
  const answered = new Promise((resolve) => socket.once('message', resolve));
  send({ type: 'subscribe', id: '2', payload: { query: '{ streamPosition }' } });
  await answered;
  await until('the last one alone', () => server.feed.readerCount() === 1);
  send({ type: 'complete', id: '1' });
  await until('all streams to end', () => server.feed.readerCount() === 0);
});
