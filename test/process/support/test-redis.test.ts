import { Redis } from 'ioredis';
import { expect, test, vi } from 'vitest';

import { startTestRedis } from '../../support/events/test-redis.ts';

async function holds(url: string): Promise<string | null> {
  const redis = new Redis(url);
  try {
    return await redis.get('sign');
  } finally {
    redis.disconnect();
  }
}

test('the Redis of the tests comes back from a kill on its port, with its data or wiped as it is told', async () => {
  await using server = await startTestRedis({ keepsData: true });
  const redis = new Redis(server.url);
  await redis.set('sign', 'still here');
  redis.disconnect();

  await server.kill();
  await server.start();
  expect(await holds(server.url)).toBe('still here');

  await server.kill();
  await server.start({ wiped: true });
  expect(await holds(server.url)).toBeNull();
});

test('a Redis that is not there fails with a message that says how to get one', async () => {
  vi.stubEnv('PATH', '');
  vi.stubEnv('REDIS_SERVER_PATH', '');
  try {
    await expect(startTestRedis()).rejects.toThrow(/no redis-server here: npm test installs one/);
  } finally {
    vi.unstubAllEnvs();
  }
});
