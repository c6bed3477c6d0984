import { expect, test } from 'vitest';

import { createRedisTransport } from '../../../src/events/transport/redis-transport.ts';
import { until } from '../../support/until.ts';

test.each([
  ['refuses the connection', 'redis://127.0.0.1:1', 'ECONNREFUSED'],
  ['is on a host that nobody knows', 'redis://redis.invalid', 'redis.invalid'],
])('a Redis that %s at the start is told of once, with the reason', async (_, url, reason) => {
  const told: { isConnected: boolean; reason: string }[] = [];
  const transport = createRedisTransport({
    url,
    storeId: 'store',
    onChange: (isConnected, lastError) => told.push({ isConnected, reason: String(lastError) }),
    onError: () => undefined,
  });
  await until('the news', () => told.length > 0);
  await transport.close();
  expect(told).toEqual([{ isConnected: false, reason: expect.stringContaining(reason) as string }]);
});
