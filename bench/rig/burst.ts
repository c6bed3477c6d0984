import type { Figure } from '../part.ts';
import type { Rig } from './rig.ts';
import { voidReason } from './void-reason.ts';

const QUIET_MS = 20_000;

export interface Burst {
  events: number;
  sockets: number;
  /** Subscriptions of each socket. */
  operations: number;
}

export interface BurstFigures {
  messagesPerSecond: Figure;
  /** Processor time of the server for one message. */
  cpuMicros: Figure;
}

/** Events of one transaction, all announced at once: how fast they reach everybody. */
export async function measureBurst({ program, client, emit }: Rig, conditions: Burst): Promise<BurstFigures> {
  const { events, sockets, operations } = conditions;
  const messages = sockets * operations * events;
  await client.reset();
  const cpuBefore = await program.cpuMicros();
  const { announcedAtMicros } = await emit({ events, perTransaction: events });
  const received = await client.wait({ messages, quietMs: QUIET_MS });
  const cpuMicros = (await program.cpuMicros()) - cpuBefore;
  const reason = voidReason(received, { messages, least: messages / sockets, most: messages / sockets });
  if (reason !== undefined) return { messagesPerSecond: { void: reason }, cpuMicros: { void: reason } };
  const tookSeconds = (received.lastAtMicros - (announcedAtMicros[0] ?? NaN)) / 1e6;
  return { messagesPerSecond: messages / tookSeconds, cpuMicros: cpuMicros / messages };
}
