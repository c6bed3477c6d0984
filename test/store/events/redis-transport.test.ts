import { randomUUID } from 'node:crypto';

import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { encodeCursor } from '../../../src/events/log/cursor.ts';
import { factsOf } from '../../../src/events/log/event-filter.ts';
import type { LoggedEvent } from '../../../src/events/log/log.ts';
import type { Event } from '../../../src/events/schemas/catalogue.ts';
import {
  createRedisTransport,
  type RedisTransport,
  type RedisTransportParts,
} from '../../../src/events/transport/redis-transport.ts';
import { refreshed } from '../../support/events/events.ts';
import { startTestRedis, type TestRedis } from '../../support/events/test-redis.ts';
import { startTcpProxy } from '../../support/process/tcp-proxy.ts';
import { until } from '../../support/until.ts';

const EPOCH = randomUUID();
const STORE_ID = randomUUID();

let redis: TestRedis;
const opened: Instance[] = [];

beforeEach(async () => {
  redis = await startTestRedis();
});
afterEach(async () => {
  for (const instance of opened.splice(0)) await instance.transport.close();
  await redis[Symbol.asyncDispose]();
});

interface Instance {
  transport: RedisTransport;
  heard: number[];
  jobs: string[][];
  gaps: number;
  errors: unknown[];
  changes: boolean[];
}

type Opening = Partial<Pick<RedisTransportParts, 'url' | 'storeId' | 'heartbeatMs' | 'deadlineMs'>>;

/** Finds out soon that a connection is dead. */
const IMPATIENT = { heartbeatMs: 300, deadlineMs: 300 };

/** What one instance of the server hears. */
function open({ url = redis.url, storeId = STORE_ID, ...pace }: Opening = {}): Instance {
  const instance: Omit<Instance, 'transport'> = { heard: [], jobs: [], gaps: 0, errors: [], changes: [] };
  const transport = createRedisTransport({
    url,
    storeId,
    ...pace,
    onChange: (isConnected) => instance.changes.push(isConnected),
    onError: (error) => instance.errors.push(error),
  });
  const complete = Object.assign(instance, { transport });
  transport.listen({
    onEntry: ({ offset }) => complete.heard.push(offset),
    onJobs: (queues) => complete.jobs.push([...queues]),
    onGap: () => complete.gaps++,
  });
  opened.push(complete);
  return complete;
}

async function openConnected(options?: Opening): Promise<Instance> {
  const instance = open(options);
  await until('the connection', () => instance.transport.isConnected());
  return instance;
}

const TRAITS = { owner: 'anna', tags: ['pii', 'finance'] };

function entry(offset: number, event: Event = refreshed()): LoggedEvent {
  const cursor = encodeCursor({ epoch: EPOCH, offset });
  const bytes = JSON.stringify(event).length;
  const appendedAt = new Date('2026-01-31T12:00:00Z');
  return {
    tenantId: event.tenantId,
    epoch: EPOCH,
    offset,
    cursor,
    event,
    facts: factsOf(event, TRAITS),
    appendedAt,
    bytes,
  };
}

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('jobs are announced to the other instances of the store, and to no other store', async () => {
  const [first, second, stranger] = [
    await openConnected(),
    await openConnected(),
    await openConnected({ storeId: randomUUID() }),
  ];
  first.transport.announceJobs(['profile', 'quality']);
  await until('the announcement', () => second.jobs.length > 0);
  stranger.transport.announceJobs(['other']);
  second.transport.announceJobs(['webhook']);
  await until('the answer', () => first.jobs.length > 0);
  expect([first.jobs, second.jobs, stranger.jobs]).toEqual([[['webhook']], [['profile', 'quality']], []]);
  expect([first, second, stranger].flatMap(({ errors }) => errors)).toEqual([]);
});

test('every instance hears an event once, the one that published it at once', async () => {
  const [first, second] = [await openConnected(), await openConnected()];
  const received = new Promise<LoggedEvent>((resolve) => second.transport.listen({ onEntry: resolve }));
  const published = entry(1);
  first.transport.publish([published]);
  expect(first.heard).toEqual([1]);
  expect(await received).toEqual(published);
  second.transport.publish([entry(2)]);
  await until('the second event', () => first.heard.length === 2);
  expect([first.heard, second.heard]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test('a large transaction arrives in order', async () => {
  const [first, second] = [await openConnected(), await openConnected()];
  first.transport.publish(oneTo(950).map((offset) => entry(offset)));
  await until('all of it', () => second.heard.length >= 950);
  expect(second.heard).toEqual(oneTo(950));
});

test('two stores on one Redis never hear each other', async () => {
  const [ours, theirs] = [await openConnected(), await openConnected({ storeId: randomUUID() })];
  const witness = await openConnected();
  theirs.transport.publish([entry(1)]);
  ours.transport.publish([entry(2)]);
  await until('our event', () => witness.heard.length > 0);
  expect(witness.heard).toEqual([2]);
  expect(theirs.heard).toEqual([1]);
});

test('Redis absent at the start: publishing costs nothing, and events are carried when Redis comes', async () => {
  await redis.kill();
  const [first, second] = [open(), open()];
  first.transport.publish([entry(1)]);
  expect(first.heard).toEqual([1]);
  expect(first.transport.isConnected()).toBe(false);
  await redis.start();
  await until('the connection', () => first.transport.isConnected() && second.transport.isConnected());
  // What was announced before is in the log, where the listeners are told to look.
  expect(second.gaps).toBeGreaterThan(0);
  first.transport.publish([entry(2)]);
  await until('an event', () => second.heard.length > 0);
  expect(second.heard).toEqual([2]);
  expect(first.errors).toEqual([]);
});

test('closed while Redis is absent, nothing is left that could reject', async () => {
  await redis.kill();
  const { transport, errors } = open();
  await transport.close();
  expect(errors).toEqual([]);
});

test('killed pub/sub connections come back by themselves, and their listeners hear of the gap', async () => {
  const [first, second] = [await openConnected(), await openConnected()];
  const gapsBefore = second.gaps;
  const control = new Redis(redis.url);
  await control.client('KILL', 'TYPE', 'pubsub');
  control.disconnect();
  await until('the gap', () => second.gaps > gapsBefore && first.transport.isConnected());
  first.transport.publish([entry(1)]);
  await until('an event', () => second.heard.length > 0);
  expect(second.heard).toEqual([1]);
  expect(second.changes).toEqual([true, false, true]);
});

test('a connection that was made while nothing is carried is not kept for good', async () => {
  await using proxy = await startTcpProxy({ port: redis.port });
  const { transport } = await openConnected({ url: proxy.through(redis.url), ...IMPATIENT });
  const before = proxy.acceptedCount();
  proxy.swallow(true);
  await until('both connections to be made anew', () => proxy.acceptedCount() >= before + 2);
  proxy.swallow(false);
  await until('the connection', () => transport.isConnected());
});

test('a connection that stays open and carries nothing is found out and opened anew', async () => {
  await using proxy = await startTcpProxy({ port: redis.port });
  const [first, second] = [await openConnected(), await openConnected({ url: proxy.through(redis.url), ...IMPATIENT })];
  proxy.swallow(true);
  first.transport.publish([entry(1)]);
  second.transport.publish([entry(2)]);
  await until('the silence to be noticed', () => !second.transport.isConnected());
  proxy.swallow(false);
  await until('the connection', () => second.transport.isConnected());
  first.transport.publish([entry(3)]);
  await until('an event', () => second.heard.includes(3));
  // A command that was not answered is not sent again: 2 is not heard by the others, neither once nor twice.
  second.transport.publish([entry(4)]);
  await until('an event', () => first.heard.includes(4));
  expect(first.heard).toEqual([1, 3, 4]);
});

test('what is no message is told, and sends the listeners to the log', async () => {
  const instance = await openConnected();
  const gapsBefore = instance.gaps;
  const control = new Redis(redis.url);
  const channel = `metadata-governance:${STORE_ID}:events`;
  for (const text of ['not JSON', '"a string"', '{"origin":"x"}']) await control.publish(channel, text);
  await until('three complaints', () => instance.errors.length === 3);
  expect(instance.gaps).toBe(gapsBefore + 3);
  expect(instance.heard).toEqual([]);
  control.disconnect();
});

test('a SUBSCRIBE that Redis refuses is told, is no unhandled rejection, and is tried again', async () => {
  const control = new Redis(redis.url);
  // What docs/operations.md says is needed, but for the channel.
  const commands = ['-@all', '+publish', '+subscribe', '+ping', '+info'];
  await control.call('ACL', 'SETUSER', 'narrow', 'on', '>secret', ...commands, 'resetchannels');
  const instance = open({ url: redis.url.replace('redis://', 'redis://narrow:secret@'), ...IMPATIENT });
  await until('a complaint', () => instance.errors.length > 0);
  expect(String(instance.errors[0])).toContain('NOPERM');
  await control.call('ACL', 'SETUSER', 'narrow', '&metadata-governance:*');
  await until('the connection', () => instance.transport.isConnected());
  const witness = await openConnected();
  instance.transport.publish([entry(1)]);
  await until('an event', () => witness.heard.length > 0);
  control.disconnect();
});
