import type { Bench, Figures, Part, Row, Scenario } from '../part.ts';
import { measureBurst } from '../rig/burst.ts';
import { type Kind, openRig } from '../rig/rig.ts';
import { idleShareOf, measureSpaced } from '../rig/spaced.ts';
import { untilLive } from '../rig/until-live.ts';

interface Size {
  sockets: number;
  operations: number;
  spacedEvents: number;
  perSecond: number;
  burstEvents: number;
  idleMs: number;
}

const COST = 'spaced, processor time a message';
const GROSS_COST = 'the same, with what runs anyway';
const P50 = 'spaced, p50';
const P99 = 'spaced, p99';
const IDLE = 'processor while nothing happens';
const RATE = 'burst, messages';
const BURST_COST = 'burst, processor time a message';
const SHORT_IDLE_MS = 3_000;
/** As long as a round of pings; the spaced events take several times that. */
const FULL_IDLE_MS = 12_000;
const WARM_UP_MESSAGES = 20_000;

/** Live events of one kind to everybody who is connected. */
export const fanOut: Part = {
  name: 'fan-out',
  title: 'Fan-out: the same subscription for everybody',
  scenarios: ({ isFull }) => [
    onSockets({
      ...{ sockets: 1_000, operations: 1, perSecond: 6 },
      ...(isFull
        ? { spacedEvents: 216, burstEvents: 500, idleMs: FULL_IDLE_MS }
        : { spacedEvents: 30, burstEvents: 100, idleMs: SHORT_IDLE_MS }),
    }),
    onSockets({
      ...{ sockets: 5_000, operations: 1, perSecond: 6 },
      ...(isFull
        ? { spacedEvents: 216, burstEvents: 200, idleMs: FULL_IDLE_MS }
        : { spacedEvents: 30, burstEvents: 24, idleMs: SHORT_IDLE_MS }),
    }),
    manyOperations({
      ...{ sockets: 500, operations: 10, perSecond: 1.2 },
      ...(isFull
        ? { spacedEvents: 43, burstEvents: 200, idleMs: FULL_IDLE_MS }
        : { spacedEvents: 6, burstEvents: 24, idleMs: SHORT_IDLE_MS }),
    }),
  ],
};

function onSockets(size: Size): Scenario {
  const { sockets } = size;
  return {
    name: `${sockets.toLocaleString('en-US')} sockets`,
    contenders: ['ours', 'floor', 'recipe'],
    rows: [
      { ...MICROS, name: COST, goals: [{ ratioTo: 'floor', atMost: 1.25 }] },
      { ...MICROS, name: GROSS_COST },
      { ...MILLIS, name: P50 },
      { ...MILLIS, name: P99, goals: [{ ratioTo: 'floor', atMost: 1.33 }] },
      { name: RATE, unit: 'per second', goals: [{ ratioTo: 'recipe', atLeast: sockets >= 5_000 ? 20 : 25 }] },
      { ...MICROS, name: BURST_COST },
      { name: IDLE, unit: '% of a core', decimals: 1 },
    ],
    measure: (contender, bench) => measure(contender as Kind, bench, size),
  };
}

function manyOperations(size: Size): Scenario {
  const goals = [{ ratioTo: 'recipe', atMost: 1 / 15 }];
  return {
    name: `${size.operations} subscriptions on each of ${size.sockets} sockets`,
    contenders: ['ours', 'recipe'],
    rows: [
      { ...MICROS, name: COST },
      { ...MILLIS, name: P50 },
      { ...MILLIS, name: P99 },
      { name: RATE, unit: 'per second' },
      { ...MICROS, name: BURST_COST, goals },
    ],
    measure: (contender, bench) => measure(contender as Kind, bench, size),
  };
}

const MICROS = { unit: 'us', decimals: 1 } satisfies Partial<Row>;
const MILLIS = { unit: 'ms', decimals: 1 } satisfies Partial<Row>;

async function measure(kind: Kind, bench: Bench, size: Size): Promise<Figures> {
  const { sockets, operations, spacedEvents, perSecond, burstEvents, idleMs } = size;
  await using rig = await openRig(kind, bench);
  await rig.client.open({ port: rig.program.port, sockets, operations });
  await untilLive(rig, sockets * operations);
  // Compiles the code of whoever is measured next.
  await measureBurst(rig, { events: Math.ceil(WARM_UP_MESSAGES / sockets / operations), sockets, operations });
  const idleShare = await idleShareOf(rig, idleMs);
  const spaced = await measureSpaced(rig, { events: spacedEvents, perSecond, sockets, operations, idleShare });
  const burst = await measureBurst(rig, { events: burstEvents, sockets, operations });
  return {
    [COST]: spaced.cpuMicros,
    [GROSS_COST]: spaced.grossCpuMicros,
    [P50]: spaced.p50Ms,
    [P99]: spaced.p99Ms,
    [RATE]: burst.messagesPerSecond,
    [BURST_COST]: burst.cpuMicros,
    [IDLE]: idleShare * 100,
  };
}
