import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    faultsSeed: number;
  }
}

/** Whether the suite runs at full length, or in the short form that is part of `npm test`. */
export const IS_FULL = process.env.FAULTS_FULL === '1';

/** Everything random in the suite follows from it; FAULTS_SEED chooses it. */
export const SEED = inject('faultsSeed');

/** File to which the figures of each test are appended as lines of JSON; undefined: none. */
export const REPORT_FILE = process.env.FAULTS_REPORT;

/** Folder for the logs of the instances; undefined: they are thrown away. */
export const LOG_FOLDER = process.env.FAULTS_LOGS;

/** A length of the suite. */
export function scaled<T>(lengths: { full: T; short: T }): T {
  return IS_FULL ? lengths.full : lengths.short;
}

export interface Chance {
  /** A whole number from `min` to `max`, both included. */
  between: (min: number, max: number) => number;
  pick: <T>(items: readonly T[]) => T;
  /** True with the given probability. */
  happens: (probability: number) => boolean;
}

/** Random numbers that are the same for the same seed and name. */
export function chance(name: string): Chance {
  let state = Buffer.from(name).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), SEED | 0);
  /** mulberry32, from 0 up to 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    between,
    happens: (probability) => next() < probability,
    pick(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}
