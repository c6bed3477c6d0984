import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { createResumableClient } from '../../../packages/client/src/index.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import { startTestRedis, type TestRedis } from '../../support/events/test-redis.ts';
import { notificationOwnerOf, notifySomebody } from '../../support/inbox.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';

const FRANK = { 'x-actor-id': 'frank' };
const RECIPIENTS = ['frank', 'grace'];

interface Received {
  notifications: { title: string; cursor: string };
}

const QUERY = 'subscription ($after: String) { notifications(after: $after) { title cursor } }';

function watchInbox(server: TestServer, after?: string) {
  return server.client(FRANK).iterate<Received>({ query: QUERY, variables: { after } });
}

async function take(received: ReturnType<typeof watchInbox>, count: number) {
  const taken: Received['notifications'][] = [];
  while (taken.length < count) {
    const { value, done } = await received.next();
    if (done || !value.data) throw new Error(`the subscription ended: ${JSON.stringify(value)}`);
    taken.push(value.data.notifications);
  }
  return taken;
}

const titles = (from: number, count: number) => Array.from({ length: count }, (_, index) => `title ${from + index}`);

describe('the subscription to an inbox', () => {
  test('joins the snapshot at its position: nothing is missed and nothing comes twice, while others write', async () => {
    await using server = await startTestServer();
    const writing = (async () => {
      for (let from = 1; from <= 60; from += 5)
        await notifySomebody(server, { recipients: RECIPIENTS, count: 5, from });
    })();
    await until('some', async () => (await notificationOwnerOf(server, FRANK)).unreadCount >= 10);
    const { told, position } = await notificationOwnerOf(server, FRANK);
    const received = watchInbox(server, position);
    const live = await take(received, 60 - told.length);
    await writing;
    expect([...told.map(({ title }) => title).reverse(), ...live.map(({ title }) => title)]).toEqual(titles(1, 60));
    await received.return?.();
    await until('nothing to be left', () => server.parts.changes.watcherCount() === 0);
  });

  test('without a position it begins now; with the cursor of a notification behind that one', async () => {
    await using server = await startTestServer();
    await notifySomebody(server, { recipients: RECIPIENTS, count: 250 });
    const received = watchInbox(server);
    const first = received.next();
    await until('the subscription', () => server.parts.changes.watcherCount() === 1);
    await notifySomebody(server, { recipients: RECIPIENTS, count: 1, from: 251 });
    expect((await first).value).toMatchObject({ data: { notifications: { title: 'title 251' } } });
    await received.return?.();
    const { told } = await notificationOwnerOf(server, FRANK);
    const behind = watchInbox(server, told.at(-1)?.cursor);
    // The snapshot has the newest 100: 152 to 251.
    expect((await take(behind, 99)).map(({ title }) => title)).toEqual(titles(153, 99));
    await behind.return?.();
  });

  test('a client that goes away while it waits leaves nothing behind', async () => {
    await using server = await startTestServer();
    const client = server.client(FRANK);
    const received = client.iterate({ query: QUERY });
    void received.next();
    await until('the subscription', () => server.parts.changes.watcherCount() === 1);
    await client.dispose();
    await until('nothing to be left', () => server.parts.changes.watcherCount() === 0);
  });

  test('the resumable client goes on behind what it has handled, and is told when it is live', async () => {
    await using server = await startTestServer();
    const { position } = await notificationOwnerOf(server, FRANK);
    await notifySomebody(server, { recipients: RECIPIENTS, count: 3 });
    const client = createResumableClient({
      url: `${server.url}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: () => Promise.resolve(FRANK),
    });
    const seen: string[] = [];
    const subscribe = (after: string | undefined) =>
      client.subscribe<Received, { after?: string }>(QUERY, {
        after,
        next: ({ notifications }) => {
          seen.push(notifications.title);
        },
        reset: () => {
          throw new Error('the position is good');
        },
      });
    const first = subscribe(position);
    await until('it to be live', () => first.status === 'live');
    expect(seen).toEqual(titles(1, 3));
    first.stop();
    await first.finished;
    await notifySomebody(server, { recipients: RECIPIENTS, count: 2, from: 4 });
    const second = subscribe(first.cursor);
    await until('the rest', () => seen.length === 5);
    expect(seen).toEqual(titles(1, 5));
    second.stop();
    await client.dispose();
  });
});

describe('two instances', () => {
  let postgres: TestDatabase;
  let redis: TestRedis;
  let here: TestServer;
  let there: TestServer;

  beforeEach(async () => {
    postgres = await openTestDatabase();
    redis = await startTestRedis();
    here = await startInstance();
    there = await startInstance();
  });
  afterEach(async () => {
    await here[Symbol.asyncDispose]();
    await there[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  });

  function startInstance(): Promise<TestServer> {
    const { connectionString } = postgres;
    const database = openPostgres({ connectionString, poolSize: 5, onIdleError: () => undefined });
    return startTestServer({ database, env: { DATABASE_URL: connectionString, REDIS_URL: redis.url } });
  }

  const isReady = async (server: TestServer) => (await server.fetch('/health/ready')).status === 200;

  test('what one instance tells comes through the other, in order and once, while Redis works, dies and comes back', async () => {
    await until('Redis to connect the instances', async () => (await isReady(here)) && (await isReady(there)));
    const { position } = await notificationOwnerOf(here, FRANK);
    const received = watchInbox(there, position);
    const all = take(received, 30);
    const tell = async (by: TestServer, recipients: readonly string[], from: number, count: number) => {
      for (let number = from; number < from + count; number++) {
        await notifySomebody(by, { recipients, count: 1, from: number });
      }
    };
    await tell(here, RECIPIENTS, 1, 10);
    await redis.kill();
    await tell(here, RECIPIENTS, 11, 10);
    await redis.start();
    await Promise.all([tell(here, ['frank'], 21, 5), tell(there, ['grace', 'frank'], 21, 5)]);
    const seen = (await all).map(({ title }) => title);
    expect(seen.slice(0, 20)).toEqual(titles(1, 20));
    expect(seen.slice(20).sort()).toEqual([...titles(21, 5), ...titles(21, 5)].sort());
    const { told } = await notificationOwnerOf(here, FRANK);
    expect(told.map(({ title }) => title).reverse()).toEqual(seen);
    await received.return?.();
  });
});
