import type { Figure } from '../part.ts';
import { quantile } from '../run/quantile.ts';
import type { Rig } from './rig.ts';
import { voidReason } from './void-reason.ts';

const QUIET_MS = 20_000;

export interface Spaced {
  events: number;
  perSecond: number;
  sockets: number;
  /** Subscriptions of each socket. */
  operations: number;
  /** Share of the processor that the program takes while nothing happens. */
  idleShare: number;
}

export interface SpacedFigures {
  /** Processor time of the server for one message, without what it takes while nothing happens. */
  cpuMicros: Figure;
  /** With it. */
  grossCpuMicros: Figure;
  /** Of the time from the announcement of an event to its receipt. */
  p50Ms: Figure;
  p99Ms: Figure;
}

/** Events at intervals that leave the server time to deliver each. */
export async function measureSpaced({ program, client, emit }: Rig, conditions: Spaced): Promise<SpacedFigures> {
  const { events, perSecond, sockets, operations, idleShare } = conditions;
  const messages = sockets * operations * events;
  await client.reset();
  const [cpuBefore, startedAtMs] = [await program.cpuMicros(), performance.now()];
  const { first, announcedAtMicros } = await emit({ events, perSecond });
  const received = await client.wait({ messages, quietMs: QUIET_MS });
  const idleMicros = idleShare * (performance.now() - startedAtMs) * 1_000;
  const grossMicros = (await program.cpuMicros()) - cpuBefore;
  const reason = voidReason(received, { messages, least: messages / sockets, most: messages / sockets });
  if (reason !== undefined) {
    const figure = { void: reason };
    return { cpuMicros: figure, grossCpuMicros: figure, p50Ms: figure, p99Ms: figure };
  }
  const latenciesMs = received.samples.map(
    ([number, atMicros]) => (atMicros - (announcedAtMicros[number - first] ?? NaN)) / 1_000,
  );
  return {
    cpuMicros: (grossMicros - idleMicros) / messages,
    grossCpuMicros: grossMicros / messages,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}

/** What the program takes of its core while nothing happens, as a share. */
export async function idleShareOf({ program }: Pick<Rig, 'program'>, durationMs: number): Promise<number> {
  const [cpuBefore, startedAtMs] = [await program.cpuMicros(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, durationMs));
  const used = (await program.cpuMicros()) - cpuBefore;
  return used / 1_000 / (performance.now() - startedAtMs);
}
