import * as z from 'zod';

/** A calendar day in the years that Postgres, like JavaScript, writes with four digits. There is no year 0. */
export function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success && !text.startsWith('0000');
}

/**
 * A day, or a point in time with any offset, as the timestamp in UTC at which it begins: `2024-05-01T22:00:00.5Z`.
 * Undefined outside of the years 1 to 9999.
 */
export function utcBound(text: string): string | undefined {
  // Offsets are whole minutes, so the fraction is the same in UTC; Date would truncate it to milliseconds.
  const fraction = /\.\d{1,6}/.exec(text)?.[0] ?? '';
  const utc = new Date(text.replace(/\.\d+/, '')).toISOString();
  const seconds = utc.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  return isDay(utc.slice(0, 'yyyy-mm-dd'.length)) ? `${seconds}${fraction}Z` : undefined;
}
