import { nowMicros } from '../processes/now-micros.ts';
import type { Received } from './command.ts';
import { type CoreTimes, readCores, shareBusy } from './core-times.ts';

const NUMBER_FIELD = Buffer.from('"rowCount":');
const NEXT = Buffer.from('"next"');
const MAX_ODDITIES = 3;
const MAX_ODDITY_LENGTH = 200;

/** Counts what all sockets receive. */
export function createTally() {
  const counts: number[] = [];
  let reachedAtMicros: number[] = [];
  let samples: [number, number][] = [];
  let messages = 0;
  let firstAtMicros = NaN;
  let lastAtMicros = NaN;
  let threshold = Infinity;
  let nextAt = 0;
  let closed = 0;
  let cores: CoreTimes | undefined;
  const oddities: string[] = [];

  /** Whether a text is an event of a subscription: found without parsing, where the last one had it. */
  function isNext(chunk: Buffer, at: number, length: number): boolean {
    if (chunk[at + nextAt] === 0x22 && chunk[at + nextAt + 1] === 0x6e && chunk[at + nextAt + 5] === 0x22) return true;
    const found = chunk.subarray(at, at + Math.min(length, 48)).indexOf(NEXT);
    if (found !== -1) nextAt = found;
    return found !== -1;
  }

  return {
    /** @returns the index of a further socket */
    add: () => counts.push(0) - 1,
    isNext,
    /** An event has come. */
    count(index: number, chunk: Buffer, at: number, atMicros: number, isSampled: boolean): void {
      if (messages === 0) {
        firstAtMicros = atMicros;
        cores = readCores();
      }
      messages++;
      lastAtMicros = atMicros;
      const own = (counts[index] ?? 0) + 1;
      counts[index] = own;
      if (own === threshold) reachedAtMicros.push(atMicros);
      if (isSampled) samples.push([numberIn(chunk, at), atMicros]);
    },
    noteClosed: () => closed++,
    noteOddity(text: string): void {
      if (oddities.length < MAX_ODDITIES) oddities.push(text.slice(0, MAX_ODDITY_LENGTH));
    },
    reset(newThreshold = Infinity): void {
      counts.fill(0);
      [reachedAtMicros, samples, messages, threshold] = [[], [], 0, newThreshold];
      [firstAtMicros, lastAtMicros, cores] = [NaN, NaN, undefined];
    },
    messages: () => messages,
    reached: () => reachedAtMicros.length,
    sinceLastMs: () => (nowMicros() - lastAtMicros) / 1_000,
    received(): Received {
      const now = readCores();
      return {
        ...{ messages, firstAtMicros, lastAtMicros, reachedAtMicros, samples, closed, oddities },
        least: counts.reduce((least, count) => Math.min(least, count), Infinity),
        most: counts.reduce((most, count) => Math.max(most, count), 0),
        busy: cores &&
          now && { server: shareBusy(cores.server, now.server), client: shareBusy(cores.client, now.client) },
      };
    },
  };
}

export type Tally = ReturnType<typeof createTally>;

/** The number of the event whose text begins there. NaN if it has none. */
function numberIn(chunk: Buffer, at: number): number {
  const found = chunk.indexOf(NUMBER_FIELD, at);
  if (found === -1) return NaN;
  let value = 0;
  for (let digitAt = found + NUMBER_FIELD.length; ; digitAt++) {
    const digit = (chunk[digitAt] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return value;
    value = value * 10 + digit;
  }
}
