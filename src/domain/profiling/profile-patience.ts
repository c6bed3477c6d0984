import { HOUR_MS } from '../time-units.ts';

/** How long a profile waits for temporary failures to pass. After that, it is announced as failed. */
export const PATIENCE_HOURS = 24;

const PATIENCE_MS = PATIENCE_HOURS * HOUR_MS;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60 * 1000;
/** The largest random share added to a pause, so that profiles that stopped together do not resume together. */
const JITTER = 0.25;

/** A profile that is waiting. */
export interface Waiting {
  /** How many attempts have failed. */
  tries: number;
  since: Date;
}

/**
 * When to try again: after 15 s, then after pauses that double, up to 5 min, each up to a quarter longer; undefined:
 * never.
 */
export function nextTryAt({ tries, since }: Waiting, now: Date, random: () => number = Math.random): Date | undefined {
  if (now.getTime() - since.getTime() >= PATIENCE_MS) return undefined;
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
  return new Date(now.getTime() + Math.round(pauseMs * (1 + JITTER * random())));
}
