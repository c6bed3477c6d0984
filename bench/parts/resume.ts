import { setTimeout as sleep } from 'node:timers/promises';

import type { Emitted } from '../emitter/emission.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { reportRefresh } from '../rig/report-refresh.ts';
import { type LoadClient, openRig, type Rig, startLoadClient } from '../rig/rig.ts';
import { untilLive } from '../rig/until-live.ts';
import { voidReason } from '../rig/void-reason.ts';
import { watchLog } from '../rig/watch-log.ts';
import { quantile } from '../run/quantile.ts';

const EVERYBODY = 'everybody has what was missed';
const MEDIAN = 'the median client has';
const READS = 'reads of the log';
const LIVE_P99 = 'live event meanwhile, p99';
const MUTATION_P50 = 'mutation meanwhile, p50';
const FAILED = 'mutations meanwhile that failed';
const STORM = 'all at once';
const CALM = 'nobody comes back';
const MISSED = 1_000;
const STEADY_SOCKETS = 160;
const LIVE_PER_SECOND = 6;
const CALM_MS = 8_000;
const MUTATION_PAUSE_MS = 20;
const WARM_UP_MUTATIONS = 50;
const QUIET_MS = 30_000;

/** Clients that come back at once, each 1,000 events behind, beside clients that stay and mutations that go on. */
export const resume: Part = {
  name: 'resume',
  title: `Resume: clients that come back at once, each ${MISSED.toLocaleString('en-US')} events behind`,
  scenarios: ({ isFull }) => {
    const clients = isFull ? 1_000 : 300;
    return [
      {
        name: `${clients.toLocaleString('en-US')} clients`,
        contenders: [STORM, CALM],
        rows: [
          { name: EVERYBODY, unit: 's', decimals: 1, goals: [{ atMost: 15 }] },
          { name: MEDIAN, unit: 's', decimals: 1 },
          // The events are five pages; clients that come while others are read to may need some of them again.
          { name: READS, unit: '', goals: [{ atMost: 20 }] },
          { name: LIVE_P99, unit: 'ms', decimals: 1, goals: [{ ratioTo: CALM, atMost: 2 }] },
          { name: FAILED, unit: '', goals: [{ atMost: 0 }] },
          { name: MUTATION_P50, unit: 'ms', decimals: 1, goals: [{ ratioTo: CALM, atMost: 2 }] },
        ],
        measure: (contender, bench) => measure(bench, contender === STORM ? clients : 0),
      },
    ];
  },
};

async function measure(bench: Bench, clients: number): Promise<Figures> {
  await using rig = await openRig('ours', bench);
  await using returning = await startLoadClient();
  await rig.client.open({ port: rig.program.port, sockets: STEADY_SOCKETS });
  await untilLive(rig, STEADY_SOCKETS);
  const { cursor } = await rig.emit({ events: 1 });
  await rig.emit({ events: MISSED, perTransaction: 100 });
  await rig.client.wait({ messages: (MISSED + 2) * STEADY_SOCKETS, quietMs: QUIET_MS });
  for (let each = 0; each < WARM_UP_MUTATIONS; each++) await reportRefresh(rig.program.url);
  await rig.client.reset();
  await using log = await watchLog(rig.store.databaseUrl);

  const life = goOn(rig);
  const storm = clients > 0 ? await comeBack(returning, { port: rig.program.port, clients, cursor }) : undefined;
  if (!storm) await sleep(CALM_MS);
  const { pages } = await log.reads();
  const { emitted, mutationsMs, failed } = await life.end();

  const events = emitted.flatMap(({ announcedAtMicros }) => announcedAtMicros);
  const messages = events.length * STEADY_SOCKETS;
  const steady = await rig.client.wait({ messages, quietMs: QUIET_MS });
  const reason =
    voidReason(steady, { messages, least: events.length, most: events.length }) ??
    (storm && (await reasonOf(returning, { clients, each: MISSED + events.length })));
  const figure = (value: number) => (reason === undefined ? value : { void: reason });
  const first = emitted[0]?.first ?? NaN;
  const latenciesMs = steady.samples.map(([number, atMicros]) => (atMicros - (events[number - first] ?? NaN)) / 1_000);
  return {
    ...(storm && {
      [EVERYBODY]: figure(storm.everybodySeconds),
      [MEDIAN]: figure(storm.medianSeconds),
      // A pattern that finds none no longer fits the statements.
      [READS]: pages > 0 ? figure(pages) : { void: 'no statement that reads the log was found' },
    }),
    [LIVE_P99]: figure(quantile(latenciesMs, 0.99)),
    [FAILED]: figure(failed),
    [MUTATION_P50]: figure(quantile(mutationsMs, 0.5)),
  };
}

interface Storm {
  port: number;
  clients: number;
  cursor: string;
}

async function comeBack(client: LoadClient, { port, clients, cursor }: Storm) {
  await client.reset({ threshold: MISSED });
  const { startedAtMicros } = await client.open({ port, sockets: clients, after: cursor, concurrency: clients });
  const { reachedAtMicros } = await client.wait({ messages: MISSED * clients, sockets: clients, quietMs: QUIET_MS });
  const seconds = reachedAtMicros.map((atMicros) => (atMicros - startedAtMicros) / 1e6);
  return { everybodySeconds: seconds[clients - 1] ?? NaN, medianSeconds: quantile(seconds, 0.5) };
}

/** Each has all that it missed, and the events that came meanwhile. */
async function reasonOf(client: LoadClient, { clients, each }: { clients: number; each: number }) {
  const messages = clients * each;
  return voidReason(await client.wait({ messages, quietMs: QUIET_MS }), { messages, least: each, most: each });
}

/** Events and mutations, until it is ended. */
function goOn({ program, emit }: Rig) {
  const controller = new AbortController();
  const emitted: Emitted[] = [];
  const mutationsMs: number[] = [];
  let failed = 0;
  async function emitOn(): Promise<void> {
    while (!controller.signal.aborted) {
      emitted.push(await emit({ events: LIVE_PER_SECOND, perSecond: LIVE_PER_SECOND }));
      await sleep(1_000 / LIVE_PER_SECOND);
    }
  }
  async function mutateOn(): Promise<void> {
    while (!controller.signal.aborted) {
      const { tookMs, isDone } = await reportRefresh(program.url);
      mutationsMs.push(tookMs);
      if (!isDone) failed++;
      await sleep(MUTATION_PAUSE_MS);
    }
  }
  const running = Promise.all([emitOn(), mutateOn()]);
  // Who ends it gets the error, which may come long before.
  running.catch(() => undefined);
  return {
    async end() {
      controller.abort();
      await running;
      return { emitted, mutationsMs, failed };
    },
  };
}
