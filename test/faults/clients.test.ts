import { setTimeout as pause } from 'node:timers/promises';

import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { type Api, createApi } from '../support/faults/api.ts';
import { type Cluster, type Instance, startCluster } from '../support/faults/cluster.ts';
import { conclude } from '../support/faults/figures.ts';
import { createRecorder } from '../support/faults/recorder.ts';
import {
  createResumingClient,
  type ResumingClient,
  streamPosition,
  transportOf,
} from '../support/faults/resuming-client.ts';
import { chance, scaled } from '../support/faults/scale.ts';
import { FOLLOW, followSteadily } from '../support/faults/steady-client.ts';
import { write } from '../support/faults/writers.ts';
import { startTcpProxy, type TcpProxy } from '../support/process/tcp-proxy.ts';
import { until } from '../support/until.ts';

/** How often both instances are restarted, and somewhat more than that takes. */
const ROUNDS = scaled({ full: 2, short: 1 });
const ROLLING_MS = ROUNDS * 6_000;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ env: { EVENT_RETENTION_DAYS: '1' } });
});
afterAll(() => cluster[Symbol.asyncDispose]());

const kept: AsyncDisposable[] = [];
afterEach(async () => {
  for (const part of kept.splice(0).reverse()) await part[Symbol.asyncDispose]();
});

/** Until the end of the test. */
function keep<T extends AsyncDisposable>(part: T): T {
  kept.push(part);
  return part;
}

function other(instance: Instance): Instance {
  const [first, second] = cluster.instances;
  return instance === first ? second : first;
}

function portOf(instance: Instance): number {
  return Number(new URL(instance.url).port);
}

async function startAll(clients: readonly ResumingClient[]): Promise<void> {
  for (const client of clients) client.start();
  await until('all clients to be live', () => clients.every((client) => client.isLive()), 30_000);
}

function faultsOf(clients: readonly ResumingClient[]): string[] {
  return clients.flatMap(({ faults }) => faults).slice(0, 20);
}

test('clients whose sockets are cut, one by one and all at once, are given exactly what they missed', async () => {
  const { between, happens, pick } = chance('cuts');
  const size = scaled({ full: 300, short: 30 });
  const events = scaled({ full: 300, short: 100 });
  const { instances } = cluster;
  const api = await createApi('cuts');
  const recorder = createRecorder();
  const wires: TcpProxy[] = [];
  const clients: ResumingClient[] = [];
  for (let index = 0; index < size; index++) {
    const instance = instances[index % 2] ?? instances[0];
    const wire = keep(await startTcpProxy({ port: portOf(instance) }));
    wires.push(wire);
    const name = `client ${index} on ${instance.name}`;
    const transport = transportOf(index);
    clients.push(keep(await createResumingClient({ name, instance, api, recorder, transport, wire })));
  }
  await startAll(clients);

  let cut = 0;
  let most = 0;
  const allAt = [between(1, events / 2), between(events / 2, events - 1)];
  const cutting = await write({
    instances,
    recorder,
    apis: [api],
    count: events,
    writers: 4,
    before(index) {
      if (allAt.includes(index)) {
        // Those that are just on their way back have no socket to cut.
        const atOnce = wires.reduce((sum, wire) => sum + wire.cutAll(), 0);
        most = Math.max(most, atOnce);
        cut += atOnce;
      } else if (happens(0.3)) {
        cut += pick(wires).cutAll();
      }
      return pause(20);
    },
  });
  await recorder.allCaughtUp(20_000);
  await until('all clients to be live again', () => clients.every((client) => client.isLive()), 20_000);
  // At once means all of them, once at least.
  const after = await write({
    instances,
    recorder,
    apis: [api],
    count: 50,
    writers: 4,
    before(index) {
      if (index !== 20) return;
      const together = wires.reduce((sum, wire) => sum + wire.cutAll(), 0);
      most = Math.max(most, together);
      cut += together;
    },
  });
  await recorder.allCaughtUp(20_000);

  const verdict = recorder.verdict(await cluster.log(['cuts']));
  conclude('4 sockets cut', verdict, { clients: size, cut, most });
  expect([...cutting.refusals, ...after.refusals]).toEqual([]);
  expect(most).toBe(size);
  expect(recorder.acknowledgedCount()).toBe(events + 50);
  expect(verdict.longestMs).toBeLessThan(10_000);
  expect(faultsOf(clients)).toEqual([]);
});

test('clients that were away are given exactly what they missed', async () => {
  const size = scaled({ full: 40, short: 10 });
  const missed = scaled({ full: 1_500, short: 300 });
  const { instances } = cluster;
  const api = await createApi('away');
  const recorder = createRecorder();
  const clients: ResumingClient[] = [];
  for (let index = 0; index < size; index++) {
    const instance = instances[index % 2] ?? instances[0];
    const name = `client ${index} on ${instance.name}`;
    const transport = transportOf(index);
    clients.push(keep(await createResumingClient({ name, instance, api, recorder, transport })));
  }
  await startAll(clients);
  const before = await write({ instances, recorder, apis: [api], count: 50, writers: 8 });
  await recorder.allCaughtUp(10_000);

  await Promise.all(clients.map((client) => client.stop()));
  const areBack = recorder.outage();
  const away = await write({ instances, recorder, apis: [api], count: missed, writers: 8 });
  areBack();
  for (const client of clients) client.start();
  await recorder.allCaughtUp(30_000);

  const verdict = recorder.verdict(await cluster.log(['away']));
  conclude('4 away', verdict, { clients: size, missed });
  expect([...before.refusals, ...away.refusals]).toEqual([]);
  expect(recorder.acknowledgedCount()).toBe(50 + missed);
  expect(verdict.longestMs).toBeLessThan(20_000);
  expect(faultsOf(clients)).toEqual([]);
});

function stockClients({ url }: Instance, { headers }: Api) {
  return [
    createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: headers,
      retryAttempts: 0,
    }),
    createSseClient({ url: `${url}/graphql`, headers, retryAttempts: 0 }),
  ];
}

/** A stock client's whole answer to the cursor. */
async function askStock(
  client: ReturnType<typeof stockClients>[number],
  after: string,
): Promise<{ data: unknown[]; codes: unknown[] }> {
  const answer = { data: [] as unknown[], codes: [] as unknown[] };
  const refused = (errors: unknown) => {
    const all = Array.isArray(errors) ? (errors as { extensions?: { code?: unknown } }[]) : [];
    answer.codes.push(...(all.length > 0 ? all.map(({ extensions }) => extensions?.code) : [String(errors)]));
  };
  await new Promise<void>((resolve) => {
    client.subscribe(
      { query: FOLLOW, variables: { after } },
      {
        next({ data, errors }) {
          if (data) answer.data.push(data);
          if (errors) refused(errors);
        },
        error(errors) {
          refused(errors);
          resolve();
        },
        complete: resolve,
      },
    );
  });
  await client.dispose();
  return answer;
}

test('clients that were away beyond retention are told so before anything else, and then miss nothing', async () => {
  const count = scaled({ full: 1_000, short: 200 });
  const { instances } = cluster;
  const api = await createApi('retention');
  const recorder = createRecorder();
  await using steady = await followSteadily({ instances, apis: [api], perTenant: 2, recorder });
  const writing = { instances, recorder, apis: [api], writers: 8 };
  await write({ ...writing, count: 10 });
  const old = await streamPosition(api, instances[0]);
  await write({ ...writing, count });
  await recorder.allCaughtUp(10_000);
  const removed = await cluster.log(['retention']);

  await until(
    'no job to need the events',
    async () => {
      const [row] = await cluster.sql<{ open: string }>(
        `SELECT count(*) AS open FROM governance.event_log log WHERE tenant_id = 'retention' AND NOT EXISTS (
           SELECT FROM governance.profiling_decision
           WHERE tenant_id = log.tenant_id AND event_offset = log.stream_offset)`,
      );
      return Number(row?.open) === 0;
    },
    60_000,
  );
  await cluster.sql(
    `UPDATE governance.event_log SET appended_at = appended_at - interval '3 days' WHERE tenant_id = 'retention'`,
  );
  const startMs = performance.now();
  let askedMs = -Infinity;
  await until(
    'the events to be removed',
    async () => {
      const [row] = await cluster.sql<{ is_done: boolean }>(
        `SELECT trimmed_through = last_offset AS is_done FROM governance.event_stream WHERE tenant_id = 'retention'`,
      );
      if (row?.is_done) return true;
      // The job of an event ends a moment after its decision, and a pass stops before it: the next one goes on.
      if (performance.now() - askedMs < 10_000) return false;
      askedMs = performance.now();
      await cluster.sql(
        `UPDATE pgboss.job SET start_after = now() WHERE id = (SELECT id FROM pgboss.job
           WHERE name = 'remove-old-events' AND state = 'created' ORDER BY start_after LIMIT 1)`,
      );
      return false;
    },
    45_000,
  );
  const removalMs = Math.round(performance.now() - startMs);
  expect(await cluster.log(['retention'])).toEqual([]);

  for (const instance of instances) {
    for (const client of stockClients(instance, api)) {
      expect(await askStock(client, old)).toEqual({ data: [], codes: ['CURSOR_EXPIRED'] });
    }
  }
  const clients: ResumingClient[] = [];
  for (const instance of [...instances, ...instances, ...instances]) {
    const name = `late client ${clients.length} on ${instance.name}`;
    const transport = transportOf(clients.length);
    const options = { name, instance, api, recorder, transport, after: old, isExpired: true };
    clients.push(keep(await createResumingClient(options)));
  }
  // Half of them are told in silence, and the others while events are written.
  const [inSilence, underWay] = [clients.slice(0, 4), clients.slice(4)];
  await startAll(inSilence);
  for (const client of underWay) client.start();
  const { refusals } = await write({ ...writing, count, before: () => pause(5) });
  await until('all clients to be live', () => clients.every((client) => client.isLive()), 20_000);
  await recorder.allCaughtUp(10_000);

  // The log as it would be without retention: nothing that was removed is missing from what was delivered before.
  const verdict = recorder.verdict([...removed, ...(await cluster.log(['retention']))]);
  conclude('4 beyond retention', verdict, { removed: removed.length, removalMs });
  expect(refusals).toEqual([]);
  expect(clients.map(({ resets }) => resets.length)).toEqual(clients.map(() => 1));
  expect(faultsOf(clients)).toEqual([]);
  expect(steady.endings()).toEqual([]);
});

test('a rolling restart of both instances, again and again, under mutations costs no client an event', async () => {
  const count = scaled({ full: 2_000, short: 300 });
  const perInstance = scaled({ full: 20, short: 6 });
  const { instances } = cluster;
  const api = await createApi('rolling');
  const recorder = createRecorder();
  // As a load balancer would: half of the clients go to whichever instance is there, the others wait for theirs.
  const balanced: TcpProxy[] = [];
  const clients: ResumingClient[] = [];
  for (const instance of instances) {
    const wire = keep(await startTcpProxy({ port: portOf(instance) }));
    balanced.push(wire);
    for (let index = 0; index < perInstance; index++) {
      const isBalanced = index % 2 === 1;
      const name = `client ${index} ${isBalanced ? 'balanced from' : 'on'} ${instance.name}`;
      const transport = transportOf(index);
      const options = { name, instance, api, recorder, transport, wire: isBalanced ? wire : undefined };
      clients.push(keep(await createResumingClient(options)));
    }
  }
  await startAll(clients);

  const exitCodes: (number | null)[] = [];
  let longestRestartMs = 0;
  let isRolling = true;
  let writtenMeanwhile = 0;
  async function roll(): Promise<void> {
    for (const instance of Array.from({ length: ROUNDS }, () => instances).flat()) {
      const startMs = performance.now();
      for (const wire of balanced) wire.forwardTo({ port: portOf(other(instance)) });
      exitCodes.push(await instance.end('SIGTERM'));
      await instance.start();
      longestRestartMs = Math.max(longestRestartMs, Math.round(performance.now() - startMs));
      await until(`${instance.name} to be ready`, async () => (await instance.health())?.isReady, 20_000);
    }
    isRolling = false;
  }

  let rolling: Promise<void> | undefined;
  const { refusals, unanswered, longestAnswerMs } = await write({
    instances,
    recorder,
    apis: [api],
    count,
    writers: 8,
    before(index) {
      if (index === Math.floor(count / 20)) rolling = roll();
      if (isRolling) writtenMeanwhile = index;
      // The last ones follow the last restart.
      return index < (count * 9) / 10 ? pause(isRolling ? (8 * ROLLING_MS) / count : 0) : rolling;
    },
  });
  await rolling;
  await recorder.allCaughtUp(20_000);
  await until('all clients to be live', () => clients.every((client) => client.isLive()), 20_000);

  const verdict = recorder.verdict(await cluster.log(['rolling']));
  conclude('7 rolling restart', verdict, {
    restarts: exitCodes.length,
    unanswered,
    longestAnswerMs,
    longestRestartMs,
    writtenMeanwhile,
  });
  expect(exitCodes).toEqual(Array(2 * ROUNDS).fill(0));
  expect(refusals).toEqual([]);
  expect(recorder.acknowledgedCount()).toBe(count);
  expect(verdict.longestMs).toBeLessThan(20_000);
  expect(faultsOf(clients)).toEqual([]);
});

test('no event of a tenant reaches a client of another', async () => {
  const tenants = scaled({ full: 20, short: 5 });
  const each = scaled({ full: 500, short: 40 });
  const { instances } = cluster;
  const apis = await Promise.all(Array.from({ length: tenants }, (_, index) => createApi(`isolated-${index}`)));
  const recorder = createRecorder();
  await using clients = await followSteadily({ instances, apis, perTenant: 2, recorder });

  const { refusals } = await write({ instances, recorder, apis, count: tenants * each, writers: 16 });
  await recorder.allCaughtUp(20_000);

  const verdict = recorder.verdict(await cluster.log(apis.map(({ tenantId }) => tenantId)));
  conclude('10 many tenants', verdict, { tenants, foreign: verdict.foreign });
  expect(refusals).toEqual([]);
  expect(verdict.foreign).toBe(0);
  expect(verdict.delivered).toBe(2 * tenants * each);
  expect(clients.endings()).toEqual([]);
});
