import { AsyncDisposableStack } from '@whatwg-node/disposablestack';

import type { Received } from '../load-client/command.ts';
import type { Bench, Figures, Part } from '../part.ts';
import type { Program } from '../processes/start-program.ts';
import { openRig, startLoadClient } from '../rig/rig.ts';
import { untilLive } from '../rig/until-live.ts';
import { voidReason } from '../rig/void-reason.ts';
import { watchRedis } from '../rig/watch-redis.ts';
import { quantile } from '../run/quantile.ts';

const SOCKETS = 2_000;
const TWO = 'two instances';
const ONE = 'one instance';
const WARM_UP_EVENTS = 20;
const SPACED = { events: 72, perSecond: 6 };
const BURST_EVENTS = 200;
const QUIET_MS = 20_000;

/** What an instance costs beside another one: the points at which the capacity model is checked. */
export const twoInstances: Part = {
  name: 'two-instances',
  title: `Two instances on one Postgres and one Redis, ${SOCKETS.toLocaleString('en-US')} sockets on each`,
  isOnlyFull: true,
  scenarios: () => [
    ...(['spaced', 'burst'] as const).map((pattern) => ({
      name: pattern === 'spaced' ? `${SPACED.perSecond} events a second` : `${BURST_EVENTS} events at once`,
      contenders: [TWO, ONE] as const,
      rows: [
        { name: 'processor time a message', unit: 'us', decimals: 1 },
        { name: 'messages of all instances', unit: 'per second' },
        { name: 'p50', unit: 'ms', decimals: 1 },
        { name: 'p99', unit: 'ms', decimals: 1 },
        { name: 'Redis: bytes out for an event and a listener', unit: 'B' },
        { name: 'Redis: messages published for an event', unit: '', decimals: 2 },
        { name: 'Redis: processor time an event', unit: 'us' },
      ],
      measure: (contender: string, bench: Bench) => measure(contender === TWO ? 2 : 1, bench, pattern),
    })),
  ],
};

async function measure(instances: number, bench: Bench, pattern: 'spaced' | 'burst'): Promise<Figures> {
  const { redisUrl } = await bench.backends();
  await using opened = new AsyncDisposableStack();
  const rig = opened.use(await openRig('ours', bench));
  const programs = [rig.program];
  const clients = [rig.client];
  for (let each = 1; each < instances; each++) {
    programs.push(opened.use(await rig.startAnother()));
    clients.push(opened.use(await startLoadClient()));
  }
  for (const [index, client] of clients.entries()) {
    await client.open({ port: programs[index]?.port ?? NaN, sockets: SOCKETS });
    await untilLive({ client, emit: rig.emit }, SOCKETS);
  }
  await rig.emit({ events: WARM_UP_EVENTS, perTransaction: WARM_UP_EVENTS });
  await Promise.all(
    clients.map((client) => client.wait({ messages: SOCKETS * (WARM_UP_EVENTS + 1), quietMs: QUIET_MS })),
  );
  await Promise.all(clients.map((client) => client.reset()));

  const redis = opened.use(await watchRedis(redisUrl));
  const cpuBefore = await cpuMicrosOf(programs);
  const emission = pattern === 'spaced' ? SPACED : { events: BURST_EVENTS, perTransaction: BURST_EVENTS };
  const { events } = emission;
  const { first, announcedAtMicros } = await rig.emit(emission);
  const messages = SOCKETS * events;
  const received = await Promise.all(clients.map((client) => client.wait({ messages, quietMs: QUIET_MS })));
  const cpuMicros = (await cpuMicrosOf(programs)) - cpuBefore;
  const load = await redis.used();

  // The emitter listens as an instance does.
  const listeners = instances + 1;
  const reason = received.map((each) => voidReason(each, { messages, least: events, most: events })).find(Boolean);
  const figure = (value: number) => (reason === undefined ? value : { void: reason });
  const latenciesMs = received.flatMap(({ samples }) =>
    samples.map(([number, atMicros]) => (atMicros - (announcedAtMicros[number - first] ?? NaN)) / 1_000),
  );
  const tookSeconds = (lastAtMicros(received) - (announcedAtMicros[0] ?? NaN)) / 1e6;
  return {
    'processor time a message': figure(cpuMicros / messages / instances),
    'messages of all instances': figure((messages * instances) / tookSeconds),
    p50: figure(quantile(latenciesMs, 0.5)),
    p99: figure(quantile(latenciesMs, 0.99)),
    'Redis: bytes out for an event and a listener': figure(load.bytesOut / events / listeners),
    'Redis: messages published for an event': figure(load.published / events),
    'Redis: processor time an event': figure(load.cpuMicros / events),
  };
}

async function cpuMicrosOf(programs: readonly Program[]): Promise<number> {
  const used = await Promise.all(programs.map((program) => program.cpuMicros()));
  return used.reduce((sum, micros) => sum + micros, 0);
}

function lastAtMicros(received: readonly Received[]): number {
  return Math.max(...received.map((each) => each.lastAtMicros));
}
