import { randomUUID } from 'node:crypto';

import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';

import { createChangeSignals } from '../../../src/events/live/change-signals.ts';
import { createRedisTransport } from '../../../src/events/transport/redis-transport.ts';
import { countChanges, settle } from '../../support/events/count-changes.ts';
import { startTestRedis } from '../../support/events/test-redis.ts';
import { until } from '../../support/until.ts';

const NEVER_MS = 60_000;
const APPROVALS = { tenantId: 'acme', topic: 'approvals' } as const;
const NOTIFICATIONS = { tenantId: 'acme', topic: 'notifications' } as const;

describe('the change signal between instances', () => {
  async function openInstance(url: string, storeId: string) {
    const errors: unknown[] = [];
    const transport = createRedisTransport({
      url,
      storeId,
      onChange: () => undefined,
      onError: (error) => errors.push(error),
    });
    await until('the connection', () => transport.isConnected());
    const signal = createChangeSignals({ transport, lookIntervalMs: NEVER_MS });
    return {
      transport,
      signal,
      errors,
      async [Symbol.asyncDispose]() {
        signal[Symbol.dispose]();
        await transport.close();
      },
    };
  }

  test('a signal wakes the watchers of every instance, and those of other persons stay asleep', async () => {
    await using redis = await startTestRedis();
    const storeId = randomUUID();
    await using first = await openInstance(redis.url, storeId);
    await using second = await openInstance(redis.url, storeId);
    const here = countChanges(first.signal.watch(NOTIFICATIONS));
    const anna = countChanges(second.signal.watch({ ...NOTIFICATIONS, actorId: 'anna' }));
    const bert = countChanges(second.signal.watch({ ...NOTIFICATIONS, actorId: 'bert' }));
    await settle();
    first.transport.signalChange([{ ...NOTIFICATIONS, actorIds: ['anna'] }]);
    await until('the signal', () => anna.changes === 2);
    expect([here.changes, bert.changes]).toEqual([2, 1]);
    // More than a message names: it is for everybody.
    first.transport.signalChange([
      { ...NOTIFICATIONS, actorIds: Array.from({ length: 101 }, (_, index) => `actor-${index}`) },
    ]);
    await until('the signal for everybody', () => bert.changes === 2);
    expect([first.errors, second.errors]).toEqual([[], []]);
  });

  test('a lost connection wakes every watcher when it is back', async () => {
    await using redis = await startTestRedis();
    await using instance = await openInstance(redis.url, randomUUID());
    const seen = countChanges(instance.signal.watch(APPROVALS));
    await settle();
    const before = seen.changes;
    const control = new Redis(redis.url);
    await control.client('KILL', 'TYPE', 'pubsub');
    control.disconnect();
    await until('the gap', () => seen.changes > before);
  });

  test('a topic that only a newer version has is passed over; a signal that cannot be read is told, and makes everybody look', async () => {
    await using redis = await startTestRedis();
    const storeId = randomUUID();
    await using instance = await openInstance(redis.url, storeId);
    const seen = countChanges(instance.signal.watch(APPROVALS));
    await settle();
    const before = seen.changes;
    const control = new Redis(redis.url);
    async function tell(signal: object): Promise<void> {
      const message = { origin: randomUUID(), nudges: [{ ...signal, tenantId: 'acme' }] };
      await control.publish(`metadata-governance:${storeId}:events`, JSON.stringify(message));
    }
    await tell({ topic: 'of-tomorrow', of: 'tomorrow' });
    await tell({ topic: 'approvals' });
    await until('the signal', () => seen.changes > before);
    expect([seen.changes, instance.errors]).toEqual([before + 1, []]);
    await tell({ topic: 'approvals', actorIds: 'anna' });
    await until('the look', () => seen.changes > before + 1);
    expect(instance.errors).toMatchObject([{ cause: { message: expect.stringContaining('actorIds') as string } }]);
    control.disconnect();
  });
});
