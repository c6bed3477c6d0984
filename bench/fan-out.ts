/**
 * What a reader of the feed costs: the same events delivered to one client and to many, by one server in this process.
 *
 *   npx tsx --expose-gc bench/fan-out.ts [clients]
 */
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { startServer } from '../src/compose/server.ts';
import { loadConfig } from '../src/config.ts';
import { createEvent } from '../src/events/schemas/create-event.ts';
import { openPglite } from '../src/store/database/embedded/pglite.ts';

const CLIENTS = Number(process.argv[2] ?? 200);
const EVENTS = 500;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const config = loadConfig({ PORT: '0' });
const server = await startServer(config, { logger: silent, database: await openPglite({}) });
const query = 'subscription { events { ... on EventEnvelope { cursor id } } }';

async function heapMiB(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Time until every client has every event. */
async function run(clientCount: number): Promise<{ tookMs: number; heapPerClientKiB: number }> {
  const heapBefore = await heapMiB();
  const clients = Array.from({ length: clientCount }, () =>
    createClient({ url: `${server.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 }),
  );
  let delivered = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  for (const client of clients) {
    client.subscribe(
      { query },
      {
        next: () => {
          if (++delivered === clientCount * EVENTS) finish();
        },
        error: (error) => {
          throw new Error('a subscription failed', { cause: error });
        },
        complete: () => undefined,
      },
    );
  }
  while (server.feed.readerCount() < clientCount) await new Promise((resolve) => setTimeout(resolve, 10));
  const heapPerClientKiB = ((await heapMiB()) - heapBefore) * (1024 / clientCount);
  const startedAtMs = performance.now();
  for (let count = 0; count < EVENTS; count++) {
    await server.bus.emitEvent(
      createEvent({
        type: 'data.refreshed',
        tenantId: 'demo',
        source: 'etl.pipeline',
        createdAt: new Date(),
        payload: {
          entityUrn: 'urn:bench',
          service: { schema: 'a', table: 'b' },
          rowsAffected: count,
          refreshType: 'full',
          completedAt: new Date().toISOString(),
          triggeredBy: { actorId: 'bench', actorType: 'SYSTEM' },
        },
      }),
    );
  }
  await finished;
  const tookMs = performance.now() - startedAtMs;
  for (const client of clients) await client.dispose();
  while (server.feed.readerCount() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  return { tookMs, heapPerClientKiB };
}

await run(1);
const one = await run(1);
const many = await run(CLIENTS);
const perSecond = ({ tookMs }: { tookMs: number }, clients: number) => Math.round((EVENTS * clients * 1000) / tookMs);
console.log(`1 client: ${perSecond(one, 1)} deliveries/s`);
console.log(
  `${CLIENTS} clients: ${perSecond(many, CLIENTS)} deliveries/s, ${many.heapPerClientKiB.toFixed(0)} KiB of heap each`,
);
console.log(
  `${CLIENTS} clients take ${(many.tookMs / one.tookMs).toFixed(1)} x the time of one (clients included: one process)`,
);
await server.close();
