import type { Rig } from './rig.ts';

const QUIET_MS = 500;
const MAX_PROBES = 100;

/**
 * Emits one event after another until one reaches every subscription. What was opened before is then live. Returns when
 * that event was announced.
 * @throws if even the last one reaches only some
 */
export async function untilLive(
  { client, emit }: Pick<Rig, 'client' | 'emit'>,
  subscriptions: number,
): Promise<number> {
  let reached = 0;
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    await client.reset();
    const { announcedAtMicros } = await emit({ events: 1 });
    const { messages, oddities } = await client.wait({ messages: subscriptions, quietMs: QUIET_MS });
    if (messages === subscriptions) return announcedAtMicros[0] ?? NaN;
    if (oddities.length > 0) throw new Error(`the server says ${oddities.join(', ')}`);
    reached = messages;
  }
  throw new Error(`an event reached ${reached} subscriptions of ${subscriptions}`);
}
