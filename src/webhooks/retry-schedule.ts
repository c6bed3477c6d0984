import { DAY_MS } from '../domain/time-units.ts';

/** Requests of one round, before a delivery is given up. */
export const MAX_ATTEMPTS = 8;
/** The round is then over, however few attempts were made: it must not keep its event from retention for ever. */
export const GIVE_UP_AFTER_MS = 3 * DAY_MS;

const FIRST_PAUSE_MS = 15_000;
const FACTOR = 4;
/** The largest random share added to a pause, so that deliveries that failed together are not retried together. */
const JITTER = 0.25;
const MAX_RETRY_AFTER_MS = DAY_MS;

/**
 * Wait after a failed attempt, 1 for the first: 15 s, 1 min, 4 min, 16 min, 1 h, 4 h, 17 h, each up to a quarter
 * longer.
 */
export function pauseAfterMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(FIRST_PAUSE_MS * FACTOR ** (attempt - 1) * (1 + JITTER * random()));
}

/**
 * What a Retry-After header requests (RFC 9110, 10.2.3), in seconds or as a date: how long to wait, 24 h at most.
 * Undefined for anything else.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const ms = /^\d{1,15}$/.test(text) ? Number(text) * 1000 : isHttpDate(text) ? Date.parse(text) - now.getTime() : NaN;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS);
}

/** `Date.parse` accepts almost anything; of the three formats of RFC 9110, only the first is used in practice. */
function isHttpDate(text: string): boolean {
  return /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text);
}
