/**
 * What announcing events costs a mutation: the same mutations without Redis, with Redis, and with a Redis that is down,
 * in turn.
 *
 *   npx tsx bench/announcement.ts
 *
 * Prints the latency of each and its ratio to the latency without Redis. Needs a redis-server, as the tests do.
 */
import { type RunningServer, startServer } from '../src/compose/server.ts';
import { loadConfig } from '../src/config.ts';
import { startTestRedis } from '../test/support/events/test-redis.ts';
import { startTestPostgres } from '../test/support/store/test-postgres.ts';

const ROUNDS = 10;
const PER_ROUND = 50;
const MUTATION = `mutation { reportDataRefresh(input: { entityUrn: "urn:bench", schema: "a", table: "b", rowsAffected: 1,
  refreshType: FULL }) { __typename } }`;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function report(url: string): Promise<number> {
  const startedAtMs = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: MUTATION }),
  });
  const text = await response.text();
  if (!text.includes('ReportDataRefreshSuccess')) throw new Error(text);
  return performance.now() - startedAtMs;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}

await using postgres = await startTestPostgres();
await using alive = await startTestRedis();
await using dead = await startTestRedis();

const start = (redisUrl?: string): Promise<RunningServer> => {
  const env = { PORT: '0', DATABASE_URL: postgres.connectionString, ...(redisUrl && { REDIS_URL: redisUrl }) };
  return startServer(loadConfig(env), { logger: silent });
};
const contenders = [
  { name: 'no Redis', server: await start(), latenciesMs: [] as number[] },
  { name: 'Redis', server: await start(alive.url), latenciesMs: [] as number[] },
  { name: 'Redis dead', server: await start(dead.url), latenciesMs: [] as number[] },
];
await dead.kill();

for (const { server } of contenders) for (let count = 0; count < PER_ROUND; count++) await report(server.url);
for (let round = 0; round < ROUNDS; round++) {
  for (const { server, latenciesMs } of contenders) {
    for (let count = 0; count < PER_ROUND; count++) latenciesMs.push(await report(server.url));
  }
}

const base = quantile(contenders[0]?.latenciesMs ?? [], 0.5);
for (const { name, server, latenciesMs } of contenders) {
  const [median, high] = [quantile(latenciesMs, 0.5), quantile(latenciesMs, 0.99)];
  console.log(
    `${name.padEnd(12)} median ${median.toFixed(1)} ms, 99 % ${high.toFixed(1)} ms, median ${(median / base).toFixed(2)} x that without Redis`,
  );
  await server.close();
}
