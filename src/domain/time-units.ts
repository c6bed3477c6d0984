/** Durations in milliseconds. A day is always 24 hours: no duration here depends on a calendar or a time zone. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
