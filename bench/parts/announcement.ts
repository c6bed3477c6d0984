import { type RunningServer, startServer } from '../../src/compose/server.ts';
import { loadConfig } from '../../src/config.ts';
import { startTestRedis } from '../../test/support/events/test-redis.ts';
import type { Bench, Part } from '../part.ts';
import { reportRefresh } from '../rig/report-refresh.ts';
import { quantile } from '../run/quantile.ts';
import { silent } from '../run/silent.ts';

/** What announcing events costs a mutation: the same with Redis, without, and with a Redis that is down. */
export const announcement: Part = {
  name: 'announcement',
  title: 'What announcing events costs a mutation',
  isOnlyFull: true,
  scenarios: ({ isFull }) => [
    {
      name: 'one mutation after another',
      contenders: ['with Redis', 'without Redis', 'with a dead Redis'],
      rows: [
        { name: 'median', unit: 'ms', decimals: 2 },
        { name: '99 %', unit: 'ms', decimals: 2 },
      ],
      measure: (contender, bench) => measure(contender, bench, isFull ? 500 : 100),
    },
  ],
};

async function measure(contender: string, bench: Bench, count: number) {
  const { createStore, redisUrl } = await bench.backends();
  await using store = await createStore();
  await using dead = contender === 'with a dead Redis' ? await startTestRedis() : undefined;
  const url = contender === 'without Redis' ? undefined : (dead?.url ?? redisUrl);
  const env = { PORT: '0', DATABASE_URL: store.databaseUrl, ...(url !== undefined && { REDIS_URL: url }) };
  const server = await startServer(loadConfig(env), { logger: silent });
  await dead?.kill();
  const latenciesMs: number[] = [];
  for (let each = 0; each < 50; each++) await report(server);
  for (let each = 0; each < count; each++) latenciesMs.push(await report(server));
  await server.close();
  return { median: quantile(latenciesMs, 0.5), '99 %': quantile(latenciesMs, 0.99) };
}

/** How long one mutation took, in milliseconds. */
async function report({ url }: RunningServer): Promise<number> {
  const { tookMs, isDone, text } = await reportRefresh(url);
  if (!isDone) throw new Error(text);
  return tookMs;
}
