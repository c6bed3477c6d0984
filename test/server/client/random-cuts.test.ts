import { afterAll, beforeAll, expect, test } from 'vitest';

import { quickClient, record } from '../../support/client/recorded-subscription.ts';
import { refreshed } from '../../support/events/events.ts';
import { startTcpProxy } from '../../support/process/tcp-proxy.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const EVENTS = 300;

/** The same numbers of 0 to 1 for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);

test(`whatever is cut, swallowed or refused, what is written comes in order, each once (TEST_SEED=${seed})`, async () => {
  const random = randomFrom(seed);
  await using wire = await startTcpProxy({ port: Number(new URL(server.url).port) });
  const client = quickClient({
    url: wire.through(`${server.url}/graphql`),
    keepAliveMs: 100,
    pongTimeoutMs: 200,
    connectTimeoutMs: 300,
    queueLimit: 20,
  });
  const pause = (atMostMs: number) => new Promise((resolve) => setTimeout(resolve, random() * atMostMs));
  const quick = record(client);
  const slow = record(client, {
    async next() {
      if (random() < 0.2) await pause(10);
    },
  });
  const subscriptions = [quick, slow];
  await until('the positions', () => subscriptions.every(({ subscription }) => subscription.cursor !== undefined));

  const trouble = [
    () => wire.cutAll(),
    () => wire.cutAll(),
    async () => {
      wire.swallow(true);
      await pause(300);
      wire.swallow(false);
    },
    async () => {
      wire.refuse(true);
      wire.cutAll();
      await pause(150);
      wire.refuse(false);
    },
  ];
  const written: string[] = [];
  const troubled = (async () => {
    while (written.length < EVENTS) {
      await pause(120);
      await trouble[Math.floor(random() * trouble.length)]?.();
    }
  })();
  while (written.length < EVENTS) {
    const event = refreshed();
    await server.bus.emitEvent(event);
    written.push(event.id);
    if (random() < 0.2) await pause(30);
  }
  await troubled;

  await until('all to be live', () => subscriptions.every(({ subscription }) => subscription.status === 'live'));
  await until('all events', () => subscriptions.every(({ ids }) => ids.length >= EVENTS));
  for (const { ids } of subscriptions) expect(ids).toEqual(written);
  expect(quick.statuses.filter((status) => status === 'reconnecting').length).toBeGreaterThan(3);
  await client.dispose();
}, 60_000);
