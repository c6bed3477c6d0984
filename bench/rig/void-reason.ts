import type { Received } from '../load-client/command.ts';

const BOTTLENECK = 0.9;
/** Less than this, and the server waited for the client. */
const SATURATED = 0.85;

export interface Expected {
  messages: number;
  /** Messages of the socket with the fewest, and of the one with the most. */
  least: number;
  most: number;
}

/** Why what was received does not count; undefined if it does. */
export function voidReason(received: Received, expected: Expected): string | undefined {
  const { messages, least, most, closed, oddities, busy } = received;
  if (closed > 0) return `${closed} sockets were closed${oddities.length > 0 ? ` (${oddities.join(', ')})` : ''}`;
  if (messages !== expected.messages) return `${messages} messages of ${expected.messages} came`;
  if (least !== expected.least || most !== expected.most) {
    return `between ${least} and ${most} messages came for a socket, not between ${expected.least} and ${expected.most}`;
  }
  if (oddities.length > 0) return `unexpected: ${oddities.join(', ')}`;
  if (busy && busy.client > BOTTLENECK && busy.server < SATURATED) {
    const percent = (share: number) => `${Math.round(share * 100)} %`;
    return `the client's core was ${percent(busy.client)} busy, and the server's ${percent(busy.server)}`;
  }
  return undefined;
}
