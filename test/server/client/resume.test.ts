import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import type { ResumableClient } from '../../../packages/client/src/index.ts';
import type { EventOf } from '../../../src/events/schemas/catalogue.ts';
import {
  becomes,
  quickClient,
  record,
  type Recorded,
  type RecordOptions,
} from '../../support/client/recorded-subscription.ts';
import { completed, refreshed } from '../../support/events/events.ts';
import { startTcpProxy, type TcpProxy } from '../../support/process/tcp-proxy.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
let wire: TcpProxy;
let client: ResumableClient;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  wire = await startTcpProxy({ port: Number(new URL(server.url).port) });
  client = quickClient({
    url: wire.through(`${server.url}/graphql`),
    keepAliveMs: 100,
    pongTimeoutMs: 150,
    connectTimeoutMs: 500,
  });
});
afterEach(async () => {
  await client.dispose();
  await wire[Symbol.asyncDispose]();
  await until('all readers to be gone', () => server.feed.readerCount() === 0);
});

/** Writes events, and returns their ids. */
async function write(count: number): Promise<string[]> {
  const events: EventOf<'data.refreshed'>[] = Array.from({ length: count }, () => refreshed());
  for (const event of events) await server.bus.emitEvent(event);
  return events.map(({ id }) => id);
}

async function recordLive(options: RecordOptions = {}): Promise<Recorded> {
  const recorded = record(client, options);
  await becomes(recorded, 'live');
  return recorded;
}

async function streamPosition(): Promise<string> {
  return (await server.query<{ streamPosition: string }, object>('{ streamPosition }')).streamPosition;
}

test('its user is told how it stands, and an event written while it is away comes before the status is live again', async () => {
  let idsWhenLive: string[] = [];
  const recorded: Recorded = record(client, {
    status: (status) => {
      if (status === 'live') idsWhenLive = [...recorded.ids];
    },
  });
  await becomes(recorded, 'live');
  const first = await write(1);
  await until('the event', () => recorded.ids.length === 1);
  wire.refuse(true);
  wire.cutAll();
  await becomes(recorded, 'reconnecting');
  const missed = await write(3);
  wire.refuse(false);
  await becomes(recorded, 'live');
  expect(idsWhenLive).toEqual([...first, ...missed]);
  recorded.subscription.stop();
  await recorded.subscription.finished;
  const [begin, ...rest] = recorded.statuses.filter((status, index, all) => status !== all[index - 1]);
  expect([begin, ...rest]).toEqual(['replaying', 'live', 'reconnecting', 'replaying', 'live', 'stopped']);
});

test('a connection that is lost before the first event loses nothing, not even what came before it was live', async () => {
  const recorded = record(client);
  await until('the position', () => recorded.subscription.cursor !== undefined);
  wire.refuse(true);
  wire.cutAll();
  const ids = await write(2);
  wire.refuse(false);
  await until('the events', () => recorded.ids.length === 2);
  expect(recorded.ids).toEqual(ids);
});

test('a server that has gone silent, and never closes, is left for one that answers', async () => {
  const recorded = await recordLive();
  wire.swallow(true);
  const ids = await write(2);
  await becomes(recorded, 'reconnecting');
  expect(recorded.causes[0]?.message).toMatch(/no message from the server/);
  wire.swallow(false);
  await until('the events', () => recorded.ids.length === 2);
  expect(recorded.ids).toEqual(ids);
});

test('a server that takes the connection and never says a word, not even to the handshake, is tried again', async () => {
  const impatient = quickClient({ url: wire.through(`${server.url}/graphql`), connectTimeoutMs: 100 });
  wire.swallow(true);
  const recorded = record(impatient);
  await until('some tries', () => recorded.causes.length > 2);
  await until('those given up to be closed', () => wire.connectionCount() <= 1);
  wire.swallow(false);
  await becomes(recorded, 'live');
  await impatient.dispose();

  await until('a free wire', () => wire.connectionCount() === 0);
  wire.swallow(true);
  const patient = quickClient({ url: wire.through(`${server.url}/graphql`) });
  const stopped = record(patient);
  await until('the connection', () => wire.connectionCount() === 1);
  stopped.subscription.stop();
  await stopped.subscription.finished;
  await until('its end', () => wire.connectionCount() === 0);
});

test('silence of a server that has nothing to tell is no reason to leave it', async () => {
  const recorded = await recordLive();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(recorded.statuses).toEqual(['replaying', 'live']);
  expect(wire.acceptedCount()).toBe(1);
});

test('several subscriptions share one socket; one that stops leaves the others, and the last one closes it', async () => {
  const [first, second] = [await recordLive(), await recordLive()];
  expect(wire.connectionCount()).toBe(1);
  first.subscription.stop();
  await first.subscription.finished;
  await until('one reader', () => server.feed.readerCount() === 1);
  const ids = await write(2);
  await until('the events', () => second.ids.length === 2);
  expect([first.ids, second.ids]).toEqual([[], ids]);
  expect(second.statuses).toEqual(['replaying', 'live']);
  second.subscription.stop();
  await until('the socket to be closed', () => wire.connectionCount() === 0);

  const third = await recordLive({ after: first.subscription.cursor });
  expect(third.ids).toEqual(ids);
  await client.dispose();
  expect(third.subscription.status).toBe('stopped');
  await third.subscription.finished;
  expect(() => record(client)).toThrow(/disposed/);
});

test('events are handed on one at a time, and one counts as had when its handler is done', async () => {
  let running = 0;
  let most = 0;
  const cursors: (string | undefined)[] = [];
  const recorded: Recorded = await recordLive({
    async next(_data, cursor) {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      cursors.push(recorded.subscription.cursor, cursor);
      running--;
    },
  });
  const start = recorded.subscription.cursor;
  const ids = await write(20);
  await until('the events', () => recorded.ids.length === 20);
  expect(recorded.ids).toEqual(ids);
  expect(most).toBe(1);
  // While an event is being handled, the cursor is that of the one before it.
  expect(cursors.filter((_, index) => index % 2 === 0)).toEqual([
    start,
    ...cursors.filter((_, index) => index % 2 === 1).slice(0, -1),
  ]);
});

test('a slow handler costs no memory: beyond the limit the server is asked for no more until all is handled', async () => {
  const limited = quickClient({ url: wire.through(`${server.url}/graphql`), queueLimit: 10 });
  let release: (() => void) | undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const recorded = record(limited, { next: () => gate });
  await becomes(recorded, 'live');
  const ids = await write(60);
  await until('the subscription to be left', () => server.feed.readerCount() === 0);
  ids.push(...(await write(20)));
  expect(server.feed.readerCount()).toBe(0);
  release?.();
  await until('the events', () => recorded.ids.length === ids.length);
  expect(recorded.ids).toEqual(ids);
  await becomes(recorded, 'live');
  expect(wire.acceptedCount()).toBe(1);
  await limited.dispose();
});

test('a handler that fails ends the subscription with its error, and the event does not count as had', async () => {
  const ids = new Set<string>();
  const recorded = await recordLive({
    next({ events }) {
      if (ids.has(events.id)) throw new Error('the disk is full');
    },
  });
  const [good, bad, behind] = [refreshed(), refreshed(), refreshed()];
  ids.add(bad.id);
  const finished = expect(recorded.subscription.finished).rejects.toThrow('the disk is full');
  for (const event of [good, bad, behind]) await server.bus.emitEvent(event);
  await finished;
  expect(recorded.ids).toEqual([good.id]);
  expect(recorded.causes.at(-1)?.message).toBe('the disk is full');
  const again = record(client, { after: recorded.subscription.cursor });
  await until('the rest', () => again.ids.length === 2);
  expect(again.ids).toEqual([bad.id, behind.id]);
});

test('an event that is being handled when the subscription is stopped is handled to its end, and then counts', async () => {
  let release: (() => void) | undefined;
  const recorded = await recordLive({ next: () => new Promise((resolve) => (release = resolve)) });
  const [first] = await write(2);
  await until('the event', () => release !== undefined);
  const before = recorded.subscription.cursor;
  recorded.subscription.stop();
  await until('the reader to be gone', () => server.feed.readerCount() === 0);
  expect(recorded.subscription.cursor).toBe(before);
  release?.();
  await recorded.subscription.finished;
  expect(recorded.ids).toEqual([first]);
  expect(recorded.subscription.cursor).not.toBe(before);
});

test('an event that the log cannot read any more is shown as an error with its place, and the stream goes on', async () => {
  const after = await streamPosition();
  for (const table of ['a', 'broken', 'b']) await server.bus.emitEvent(refreshed({ table }));
  await server.parts.database.query(
    `UPDATE governance.event_log SET event = '{"type": "data.refreshed.v0"}' WHERE event #>> '{payload,service,table}' = 'broken'`,
  );
  const recorded = await recordLive({ after });
  expect(recorded.ids).toHaveLength(2);
  expect(recorded.errors).toMatchObject([{ errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }]);
  const behind = await recordLive({ after: recorded.errors[0]?.cursor });
  expect(behind.ids).toEqual(recorded.ids.slice(1));

  const careless = client.subscribe<{ events: { cursor: string } }, { after?: string }>(
    'subscription ($after: String) { events(after: $after) { ... on EventEnvelope { cursor } } }',
    { after, next: () => undefined, reset: () => undefined },
  );
  await expect(careless.finished).rejects.toThrow(/cannot be read/);
});

test('a cursor that retention has overtaken: the state is loaded anew, and what happens meanwhile is not missed', async () => {
  const recorded = await recordLive();
  const seen = await write(1);
  await until('the event', () => recorded.ids.length === 1);
  wire.refuse(true);
  wire.cutAll();
  await write(5);
  await server.parts.database.exec(`
    UPDATE governance.event_stream SET trimmed_through = last_offset WHERE tenant_id = 'demo';
    DELETE FROM governance.event_log WHERE tenant_id = 'demo'`);
  const lost = await write(1);
  wire.refuse(false);
  await until('the reset', () => recorded.resets.length === 1);
  const later = await write(1);
  await until('the later event', () => recorded.ids.length === 2);
  expect(recorded.ids).toEqual([...seen, ...later]);
  // What was written before the position is in the state that the handler loads.
  expect(lost).toHaveLength(1);
  expect(recorded.statuses).toContain('reset');
  await becomes(recorded, 'live');
});

test('what is written while the state is being loaded comes afterwards', async () => {
  let written: string[] = [];
  const recorded = record(client, {
    after: Buffer.from(`${'0'.repeat(32)}.1`).toString('base64url'),
    async reset() {
      written = await write(2);
    },
  });
  await becomes(recorded, 'live');
  written.push(...(await write(1)));
  await until('all of it', () => recorded.ids.length >= 3);
  expect(recorded.ids).toEqual(written);
});

test('a cursor that is none, or a document that the server refuses, ends it with that error', async () => {
  const { subscription } = record(client, { after: 'nonsense' });
  await expect(subscription.finished).rejects.toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  const invalid = client.subscribe<{ none: { cursor: string } }, { after?: string }>(
    'subscription ($after: String) { none(after: $after) { cursor } }',
    { next: () => undefined, reset: () => undefined },
  );
  await expect(invalid.finished).rejects.toThrow(/Cannot query field "none"/);
});

test('the place of a subscription that matches nothing moves on with the stream', async () => {
  const recorded = await recordLive({ filter: { types: ['APPROVAL_REJECTED'] } });
  const before = recorded.subscription.cursor;
  await write(3);
  await server.bus.emitEvent(completed());
  wire.cutAll();
  await until('the cut to be known', () => recorded.statuses.includes('reconnecting'));
  await becomes(recorded, 'live');
  expect(recorded.subscription.cursor).toBe(await streamPosition());
  expect(recorded.subscription.cursor).not.toBe(before);
  expect(recorded.ids).toEqual([]);
});
