import { HOUR_MS } from '../time-units.ts';

/** How long a profile waits for what passes by itself. After that it is announced as failed. */
export const PATIENCE_HOURS = 24;

const PATIENCE_MS = PATIENCE_HOURS * HOUR_MS;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60 * 1000;
/** The share of a pause that chance may add, so that what was stopped together does not come back together. */
const JITTER = 0.25;

/** A profile that something stands in the way of. */
export interface Waiting {
  /** How often it was tried in vain. */
  tries: number;
  since: Date;
}

/** When to try again: after 15 s, then pauses that double, up to 5 min, each a quarter longer at most; undefined: not any more. */
export function nextTryAt({ tries, since }: Waiting, now: Date, random: () => number = Math.random): Date | undefined {
  if (now.getTime() - since.getTime() >= PATIENCE_MS) return undefined;
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
  return new Date(now.getTime() + Math.round(pauseMs * (1 + JITTER * random())));
}
