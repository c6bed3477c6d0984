import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { type Api, createApi } from '../support/faults/api.ts';
import { type Cluster, type Instance, startCluster } from '../support/faults/cluster.ts';
import { conclude } from '../support/faults/figures.ts';
import { createRecorder, type Recorder } from '../support/faults/recorder.ts';
import { chance, scaled } from '../support/faults/scale.ts';
import { followSteadily, type SteadyClients } from '../support/faults/steady-client.ts';
import { untilLive, untilWell } from '../support/faults/until-live.ts';
import { write } from '../support/faults/writers.ts';
import { until } from '../support/until.ts';

/** A mutation that waited for a wire that is dead would take 10 s. */
const WAIT_LIMIT_MS = 5_000;

let cluster: Cluster;
let first: Instance;
let second: Instance;
let api: Api;
let recorder: Recorder;
let clients: SteadyClients;

beforeAll(async () => {
  cluster = await startCluster();
  [first, second] = cluster.instances;
});
afterAll(() => cluster[Symbol.asyncDispose]());

beforeEach(async () => {
  api = await createApi(`redis-${randomUUID()}`);
  recorder = createRecorder();
  clients = await followSteadily({ instances: cluster.instances, apis: [api], perTenant: 10, recorder });
});
afterEach(() => clients[Symbol.asyncDispose]());

async function administer<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(cluster.redis.url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

test('connections that Redis kills again and again cost no event', async () => {
  let killed = 0;
  await administer(async (redis) => {
    const { refusals } = await write({
      instances: cluster.instances,
      recorder,
      apis: [api],
      count: scaled({ full: 1_000, short: 200 }),
      writers: 8,
      async before(index) {
        if (index % 50 === 49) killed += Number(await redis.client('KILL', 'TYPE', 'pubsub'));
      },
    });
    expect(refusals).toEqual([]);
  });
  await recorder.allCaughtUp(10_000);

  const verdict = recorder.verdict(await cluster.log([api.tenantId]));
  conclude('2 CLIENT KILL TYPE pubsub', verdict, { killed });
  expect(killed).toBeGreaterThan(0);
  expect(verdict.longestMs).toBeLessThan(10_000);
  expect(clients.endings()).toEqual([]);
});

test('a connection to Redis that stays open and carries nothing delays no event for more than 10 s', async () => {
  const { between } = chance('dead wire');
  const count = scaled({ full: 1_000, short: 200 });
  // Longer than it takes to find out that the connection is dead: a heartbeat, and the wait for its answer.
  const lengthMs = scaled({ full: 12_000, short: 4_500 });
  const deadFrom = between(1, count / 4);
  const { longestAnswerMs, refusals } = await write({
    // The other one hears of them through Redis only, and finds no hole by events of its own.
    instances: [first],
    recorder,
    apis: [api],
    count,
    writers: 4,
    async before(index) {
      if (index === deadFrom) cluster.redisWire.swallow(true);
      await pause((4 * lengthMs) / count);
    },
  });
  await recorder.allCaughtUp(10_000);
  cluster.redisWire.swallow(false);
  const liveAgainMs = await untilLive(cluster, api, recorder, 10_000);

  const verdict = recorder.verdict(await cluster.log([api.tenantId]));
  conclude('2 dead wire to Redis', verdict, { longestAnswerMs, liveAgainMs });
  expect(refusals).toEqual([]);
  expect(verdict.longestMs).toBeLessThan(10_000);
  expect(longestAnswerMs).toBeLessThan(WAIT_LIMIT_MS);
  expect(clients.endings()).toEqual([]);
});

test.each([
  { name: 'with what it held', wiped: false },
  { name: 'wiped', wiped: true },
])('Redis killed under mutations fails none, delays none, and comes back ($name)', async ({ wiped }) => {
  const count = scaled({ full: 1_000, short: 200 });
  const awayMs = scaled({ full: 5_000, short: 800 });
  const writers = 8;
  await administer((redis) => redis.set('sign', 'still here'));
  let back: Promise<number> | undefined;
  let isAway = false;
  let begunWhileAway = 0;

  async function takeAway(): Promise<number> {
    const isBack = recorder.outage();
    await cluster.redis.kill();
    isAway = true;
    await pause(awayMs);
    // A writer begins the next mutation when it has an answer: if they waited for Redis, each would begin one at most.
    await until('the writers to go on without Redis', () => begunWhileAway > 2 * writers, 60_000);
    isAway = false;
    await cluster.redis.start({ wiped });
    isBack();
    return untilWell(cluster, 10_000);
  }

  const { longestAnswerMs, refusals, unanswered } = await write({
    // The other one hears of them through Redis only, and finds no hole by events of its own.
    instances: [first],
    recorder,
    apis: [api],
    count,
    writers,
    before(index) {
      if (index === Math.floor(count / 10)) back = takeAway();
      if (isAway) begunWhileAway++;
      // Most of them fall into the outage, and some follow it.
      return pause((writers * 1.5 * awayMs) / count);
    },
  });
  const wellAgainMs = await back;
  await recorder.allCaughtUp(10_000);
  await untilLive(cluster, api, recorder, 10_000);

  const verdict = recorder.verdict(await cluster.log([api.tenantId]));
  conclude(`3 Redis killed${wiped ? ' and wiped' : ''}`, verdict, {
    awayMs,
    longestAnswerMs,
    begunWhileAway,
    wellAgainMs: wellAgainMs ?? NaN,
  });
  expect(await administer((redis) => redis.get('sign'))).toBe(wiped ? null : 'still here');
  expect({ refusals, unanswered }).toEqual({ refusals: [], unanswered: 0 });
  expect(verdict.longestMs).toBeLessThan(10_000);
  expect(clients.endings()).toEqual([]);
});

test('an instance that starts while Redis is away delivers from the log, says so, and recovers by itself', async () => {
  await cluster.redis.kill();
  await clients[Symbol.asyncDispose]();
  recorder = createRecorder();
  await second.end('SIGTERM');
  await second.start();
  expect(await second.health()).toMatchObject({ isReady: false, status: 'not ready', missing: ['redis'] });

  clients = await followSteadily({ instances: [second], apis: [api], perTenant: 2, recorder });
  const { refusals } = await write({ instances: [first], recorder, apis: [api], count: 50, writers: 4 });
  await recorder.allCaughtUp(10_000);
  const meanwhile = recorder.verdict(await cluster.log([api.tenantId]));
  await cluster.redis.start();
  const liveAgainMs = await untilLive(cluster, api, recorder, 10_000);

  const verdict = recorder.verdict(await cluster.log([api.tenantId]));
  conclude('3 Redis absent at start', verdict, { liveAgainMs });
  expect(refusals).toEqual([]);
  expect(meanwhile.longestMs).toBeLessThan(5_000);
  expect(clients.endings()).toEqual([]);
});
