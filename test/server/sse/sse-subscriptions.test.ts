import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { EventSource } from 'eventsource';
import { createClient } from 'graphql-sse';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { refreshed } from '../../support/events/events.ts';
import { startTcpProxy } from '../../support/process/tcp-proxy.ts';
import { openSse } from '../../support/server/sse.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
afterEach(() => until('the end of all', () => server.feed.readerCount() === 0 && server.streamCount() === 0));

const EVENTS = 'subscription { events { ... on EventEnvelope { id cursor } } }';

interface Delivered {
  id: string;
  cursor: string;
}

async function emit(count: number): Promise<string[]> {
  const events = Array.from({ length: count }, () => refreshed());
  for (const event of events) await server.bus.emitEvent(event);
  return events.map(({ id }) => id);
}

async function position(): Promise<string> {
  return (await server.query<{ streamPosition: string }, object>('{ streamPosition }')).streamPosition;
}

const idOf = ({ data }: { data?: Record<string, unknown> | null }) => (data?.events as Delivered).id;

describe.each(['GET', 'POST'] as const)('by %s', (method) => {
  test('a subscription delivers events in order, each under its cursor', async () => {
    const start = await position();
    const stream = await openSse(server.url, { query: EVENTS }, { method });
    expect(stream.response.status).toBe(200);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream\b/);
    expect(stream.response.headers.get('cache-control')).toMatch(/\bno-cache\b/);
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no');
    await until('the position', () => stream.position());
    // Where to resume is known before there is an event.
    expect(stream.position()).toBe(start);
    const ids = await emit(3);
    await until('the events', () => stream.results().length === 3);
    expect(stream.results().map(idOf)).toEqual(ids);
    for (const { event, id, data = '' } of stream.frames.slice(-3)) {
      expect(event).toBe('next');
      expect(id).toBe((JSON.parse(data) as { data: { events: Delivered } }).data.events.cursor);
    }
    stream.close();
  });

  test('Last-Event-ID stands for `after`, and precedes it, wherever the operation has it', async () => {
    const before = await position();
    const [first, ...rest] = await emit(4);
    const [seen] = (await openedResults(EVENTS, before, 4, method)).frames.filter(({ event }) => event === 'next');
    const lastEventId = seen?.id ?? '';
    expect(first).toBeDefined();
    for (const [query, variables] of [
      [EVENTS, undefined],
      [
        'subscription ($after: String) { events(after: $after) { ... on EventEnvelope { id cursor } } }',
        { after: before },
      ],
      [`subscription { events(after: "${before}") { ... on EventEnvelope { id cursor } } }`, undefined],
      ['subscription { ...F } fragment F on Subscription { events { ... on EventEnvelope { id cursor } } }', undefined],
      [
        'subscription { ... on Subscription { e: events(filter: {}) { ... on EventEnvelope { id cursor } } } }',
        undefined,
      ],
    ] as const) {
      const stream = await openSse(
        server.url,
        { query, ...(variables && { variables }) },
        { method, headers: { 'last-event-id': lastEventId } },
      );
      await until('the rest', () => stream.results().length === 3);
      expect(stream.results().map(({ data }) => (Object.values(data ?? {})[0] as Delivered).id)).toEqual(rest);
      stream.close();
    }
  });
});

async function openedResults(query: string, lastEventId: string, count: number, method: 'GET' | 'POST') {
  const stream = await openSse(server.url, { query }, { method, headers: { 'last-event-id': lastEventId } });
  await until('the events', () => stream.results().length === count);
  stream.close();
  return stream;
}

test('with bookmarks, the position advances without an event', async () => {
  const query = 'subscription { qualityDegraded { cursor } }';
  const stream = await openSse(server.url, { query, extensions: { bookmarks: true } });
  await until('the bookmark', () => stream.results().length > 0);
  expect(stream.results()).toEqual([{ extensions: { bookmark: { cursor: stream.position() } } }]);
  stream.close();
});

test('notifications and the inbox can be resumed, too: the position comes first, and with each item', async () => {
  for (const field of ['notifications', 'approvalInbox']) {
    const stream = await openSse(server.url, { query: `subscription { ${field} { cursor } }` });
    const start = await until('the position', () => stream.position());
    stream.close();
    const again = await openSse(
      server.url,
      { query: `subscription { ${field} { cursor } }` },
      { headers: { 'last-event-id': start } },
    );
    expect(await until('the position', () => again.position())).toBe(start);
    again.close();
  }
});

test('subscriptions over WebSocket and over Server-Sent Events get the same, in the same order', async () => {
  const socket = server.client();
  const received: string[] = [];
  socket.subscribe<{ events: Delivered }>(
    { query: EVENTS },
    {
      next: ({ data }) => void received.push(data?.events.id ?? ''),
      error: () => undefined,
      complete: () => undefined,
    },
  );
  const streams = await Promise.all([openSse(server.url, { query: EVENTS }), openSse(server.url, { query: EVENTS })]);
  await until('all', () => server.feed.readerCount() === 3);
  const ids = await emit(20);
  await until('the events', () => received.length === 20 && streams.every((one) => one.results().length === 20));
  expect(received).toEqual(ids);
  for (const stream of streams) {
    expect(stream.results().map(idOf)).toEqual(ids);
    stream.close();
  }
  await socket.dispose();
});

test('the stock graphql-sse client follows events, and is told of a cursor that is expired', async () => {
  const client = createClient({ url: `${server.url}/graphql`, retryAttempts: 0 });
  const events = client.iterate<{ events: Delivered }>({ query: EVENTS });
  const first = events.next();
  await until('the subscription', () => server.feed.readerCount() === 1);
  const [id] = await emit(1);
  expect((await first).value).toMatchObject({ data: { events: { id } } });
  await events.return?.();
  await until('the end', () => server.feed.readerCount() === 0);

  const foreign = Buffer.from(`${'0'.repeat(32)}.1`).toString('base64url');
  const query = 'subscription ($after: String) { events(after: $after) { __typename } }';
  const results = [];
  for await (const result of client.iterate({ query, variables: { after: foreign } })) results.push(result);
  expect(results).toMatchObject([{ errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }] }]);
  client.dispose();
});

test('the stock client also asks and changes', async () => {
  const client = createClient({ url: `${server.url}/graphql`, retryAttempts: 0 });
  const results = [];
  for await (const result of client.iterate({ query: '{ viewer { actorId } }' })) results.push(result);
  expect(results).toEqual([{ data: { viewer: { actorId: 'local' } } }]);
  client.dispose();
});

test('EventSource comes back by itself after each cut, and is given exactly what it missed', async () => {
  await using wire = await startTcpProxy({ port: Number(new URL(server.url).port) });
  const url = new URL('/graphql', wire.through(server.url));
  url.searchParams.set('query', EVENTS);
  const source = new EventSource(url);
  const received: string[] = [];
  source.addEventListener('next', ({ data }) => {
    received.push(idOf(JSON.parse(data as string) as { data: Record<string, unknown> }));
  });
  let isPlaced = false;
  source.addEventListener('message', () => (isPlaced = true));
  await until('the position', () => isPlaced);
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    // In the first round, it has not seen any event.
    wire.cutAll();
    await until('the cut', () => server.feed.readerCount() === 0);
    ids.push(...(await emit(5)));
    await until('its return', () => received.length === ids.length);
  }
  expect(received).toEqual(ids);
  source.close();
});

test('curl follows events', async () => {
  const before = await position();
  const ids = await emit(2);
  const { stdout } = await promisify(execFile)(process.env.CURL_PATH ?? 'curl', [
    ...['-sN', '--max-time', '2', '-G', `${server.url}/graphql`, '-H', 'Accept: text/event-stream'],
    ...['-H', `Last-Event-ID: ${before}`, '--data-urlencode', `query=${EVENTS}`],
  ]).catch((error: unknown) => error as { stdout: string });
  for (const id of ids) expect(stdout).toContain(id);
});
