import { keyOf } from '../load-client/document.ts';
import type { Bench, Figures, Part } from '../part.ts';
import { openRig } from '../rig/rig.ts';
import { idleShareOf } from '../rig/spaced.ts';
import { voidReason } from '../rig/void-reason.ts';

const FILTERS = 500;
const SOCKETS_PER_FILTER = 10;
const COST = 'processor time an event';
const ALL = `${FILTERS} filters`;
const ONE = 'one filter';
const QUIET_MS = 10_000;
const PER_SECOND = 200;
const WARM_UP_EVENTS = 100;

interface Length {
  events: number;
  idleMs: number;
}

const SHORT: Length = { events: 1_000, idleMs: 3_000 };
// Both as long as several rounds of pings.
const FULL: Length = { events: 4_800, idleMs: 12_000 };

/** Whether a filter costs something when an event does not match it. */
export const selective: Part = {
  name: 'selective',
  title: 'Selective: 5,000 subscriptions with 500 different filters, and an event that concerns one of them',
  scenarios: ({ isFull }) => [
    {
      name: `${SOCKETS_PER_FILTER} subscriptions get it`,
      contenders: [ALL, ONE],
      rows: [{ name: COST, unit: 'us', goals: [{ ratioTo: ONE, atMost: 2 }] }],
      measure: (contender, bench) => measure(contender === ALL ? FILTERS : 1, bench, isFull ? FULL : SHORT),
    },
  ],
};

/** The event is always about the first of the keys. */
async function measure(keys: number, bench: Bench, { events, idleMs }: Length): Promise<Figures> {
  await using rig = await openRig('ours', bench);
  const { program, client, emit } = rig;
  await client.open({ port: program.port, sockets: keys * SOCKETS_PER_FILTER, keys });
  const emitAbout = (count: number) => emit({ events: count, perSecond: PER_SECOND, canonicalKey: keyOf(0) });
  const messages = events * SOCKETS_PER_FILTER;
  await emitAbout(WARM_UP_EVENTS);
  await client.wait({ messages: WARM_UP_EVENTS * SOCKETS_PER_FILTER, quietMs: QUIET_MS });
  const idleShare = await idleShareOf(rig, idleMs);
  await client.reset();
  const [cpuBefore, startedAtMs] = [await program.cpuMicros(), performance.now()];
  await emitAbout(events);
  const received = await client.wait({ messages, quietMs: QUIET_MS });
  const idleMicros = idleShare * (performance.now() - startedAtMs) * 1_000;
  const cpuMicros = (await program.cpuMicros()) - cpuBefore - idleMicros;
  // The other sockets get nothing.
  const least = keys === 1 ? events : 0;
  const reason = voidReason(received, { messages, least, most: events });
  return { [COST]: reason === undefined ? cpuMicros / events : { void: reason } };
}
