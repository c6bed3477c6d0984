import { setTimeout as sleep } from 'node:timers/promises';

import type { Bench, Figures, Part, Scenario } from '../part.ts';
import { type Kind, openRig, type Rig } from '../rig/rig.ts';
import { socketLimit } from '../rig/socket-limit.ts';
import { untilLive } from '../rig/until-live.ts';
import { watchLog } from '../rig/watch-log.ts';

const HEAP = 'heap of an idle subscription';
const RESIDENT = 'resident memory of one';
const CONNECT = 'connect and subscribe';
const POSITIONS = 'reads of the tenant’s position for that';
const REACHED = 'subscriptions that an event reaches';
const KEPT = 'memory kept for each';
const SUBSCRIPTIONS = 5_000;
const MANY = 20_000;
/** Connected before, so that what the first ones load and compile is not counted. */
const FIRST_SOCKETS = 50;
const SETTLE_MS = 1_000;
const QUIET_MS = 20_000;

export const memory: Part = {
  name: 'memory',
  title: 'Memory, and many who connect',
  scenarios: () => [
    idle({ operations: 1, contenders: ['ours', 'recipe', 'floor'], heapKilobytes: 8 }),
    idle({ operations: 100, contenders: ['ours', 'recipe'], heapKilobytes: 3 }),
    many(),
    stoppedReader(),
  ],
};

interface Idle {
  operations: number;
  contenders: [Kind, ...Kind[]];
  /** The goal. */
  heapKilobytes: number;
}

function idle({ operations, contenders, heapKilobytes }: Idle): Scenario {
  const sockets = SUBSCRIPTIONS / operations;
  const isOwn = operations === 1;
  return {
    name: isOwn
      ? `${sockets.toLocaleString('en-US')} sockets`
      : `${operations} subscriptions on each of ${sockets} sockets`,
    contenders,
    rows: [
      { name: HEAP, unit: 'KB', decimals: 1, goals: [{ atMost: heapKilobytes }] },
      { name: RESIDENT, unit: 'KB', decimals: 1 },
      { name: CONNECT, unit: 's', decimals: 2, ...(isOwn && { goals: [{ ratioTo: 'recipe', atMost: 1 }] }) },
      { name: POSITIONS, unit: '' },
    ],
    measure: (contender, bench) => measureIdle(contender as Kind, bench, { sockets, operations }),
  };
}

async function measureIdle(kind: Kind, bench: Bench, size: { sockets: number; operations: number }): Promise<Figures> {
  await using rig = await openRig(kind, bench);
  const { program, client } = rig;
  const { port } = program;
  const first = FIRST_SOCKETS;
  await client.open({ port, sockets: first });
  await untilLive(rig, first);
  const before = await program.memory();
  await using log = await watchLog(rig.store.databaseUrl);
  const { startedAtMicros } = await client.open({ port, ...size });
  const liveAtMicros = await untilLive(rig, first + SUBSCRIPTIONS);
  const { positions } = await log.reads();
  await sleep(SETTLE_MS);
  const after = await program.memory();
  return {
    [HEAP]: (after.heapUsed - before.heapUsed) / SUBSCRIPTIONS / 1_000,
    [RESIDENT]: (after.rss - before.rss) / SUBSCRIPTIONS / 1_000,
    [CONNECT]: (liveAtMicros - startedAtMicros) / 1e6,
    ...(kind === 'ours' && { [POSITIONS]: positions }),
  };
}

/** As many sockets as the system lets a process have open, with one or two subscriptions each. */
function many(): Scenario {
  const operations = socketLimit() >= MANY ? 1 : 2;
  const sockets = MANY / operations;
  return {
    name: `${MANY.toLocaleString('en-US')} subscriptions on ${sockets.toLocaleString('en-US')} sockets`,
    contenders: ['ours'],
    // A yes or a no.
    rounds: 1,
    rows: [
      { name: REACHED, unit: '', goals: [{ atLeast: MANY }] },
      { name: CONNECT, unit: 's', decimals: 1 },
      { name: RESIDENT, unit: 'KB', decimals: 1 },
    ],
    async measure(_, bench) {
      await using rig = await openRig('ours', bench);
      const before = await rig.program.memory();
      const { startedAtMicros } = await rig.client.open({ port: rig.program.port, sockets, operations });
      const liveAtMicros = await untilLive(rig, MANY);
      await rig.client.reset();
      await rig.emit({ events: 1 });
      const { messages } = await rig.client.wait({ messages: MANY, quietMs: QUIET_MS });
      const after = await rig.program.memory();
      return {
        [REACHED]: messages,
        [CONNECT]: (liveAtMicros - startedAtMicros) / 1e6,
        [RESIDENT]: (after.rss - before.rss) / MANY / 1_000,
      };
    },
  };
}

const STOPPED_SOCKETS = 10;
const STOPPED_EVENTS = 10_000;
/** An event of nearly 1 KB. */
const LONG = { canonicalKey: 'k'.repeat(200), padding: 170 };

/** What is kept for readers that have stopped, after events of 9 MB for each. */
function stoppedReader(): Scenario {
  return {
    name: 'a reader that stops, 9 MB later',
    contenders: ['ours', 'floor'],
    // The limits: 1 MiB of events and 4 MiB on the socket.
    rows: [{ name: KEPT, unit: 'MB', decimals: 2, goals: [{ atMost: 5.3 }] }],
    async measure(contender, bench) {
      await using rig = await openRig(contender as Kind, bench);
      return { [KEPT]: await measureStopped(rig) };
    },
  };
}

async function measureStopped(rig: Rig) {
  const { program, client, emit } = rig;
  // The last one reads on, and shows that the events have left.
  await client.open({ port: program.port, sockets: STOPPED_SOCKETS + 1, concurrency: 1 });
  await untilLive(rig, STOPPED_SOCKETS + 1);
  const bytes = async () => {
    const { heapUsed, external } = await program.memory();
    return heapUsed + external;
  };
  const before = await bytes();
  await client.pause(STOPPED_SOCKETS);
  await client.reset();
  await emit({ events: STOPPED_EVENTS, perSecond: 1_000, perTransaction: 20, ...LONG });
  const { most } = await client.wait({ messages: STOPPED_EVENTS, quietMs: QUIET_MS });
  if (most !== STOPPED_EVENTS) return { void: `${most} messages of ${STOPPED_EVENTS} came to who reads on` };
  return ((await bytes()) - before) / STOPPED_SOCKETS / 1e6;
}
