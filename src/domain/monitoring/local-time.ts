import { DAY_MS, MINUTE_MS } from '../time-units.ts';

const SECOND_MS = 1_000;

/** A day of the calendar, by its midnight in UTC whatever the time zone: days have no length here, only an order. */
export type CalendarDay = number;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether it is the name of a time zone, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  // Newer engines accept offsets as well, which are no names and know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** @throws RangeError if there is no such time zone */
export function calendarDayOf(timeZone: string, at: Date): CalendarDay {
  return Math.floor(wallMs(timeZone, at.getTime()) / DAY_MS) * DAY_MS;
}

/** 1 (Monday) to 7. */
export function weekdayOf(day: CalendarDay): number {
  return ((new Date(day).getUTCDay() + 6) % 7) + 1;
}

/**
 * When a clock on the wall shows this time of the day. If it shows it twice, because the clocks are put back, the first
 * time; if never, because they are put forward, as long after the change as the time is after its beginning.
 */
export function instantAt(timeZone: string, day: CalendarDay, minuteOfDay: number): Date {
  const wall = day + minuteOfDay * MINUTE_MS;
  // Clocks change at most once within two days.
  const before = offsetMs(timeZone, wall - DAY_MS);
  const after = offsetMs(timeZone, wall + DAY_MS);
  const candidates = [wall - before, wall - after].sort((a, b) => a - b);
  const shown = candidates.find((ms) => wallMs(timeZone, ms) === wall);
  return new Date(shown ?? wall - before);
}

/**
 * The latest time that a clock on the wall has shown by then, as if it were UTC, to the second: while the clocks show an
 * hour for the second time, the last second of it. It never decreases.
 */
export function latestWallMs(timeZone: string, at: Date): number {
  const atMs = Math.floor(at.getTime() / SECOND_MS) * SECOND_MS;
  const shownMs = wallMs(timeZone, atMs);
  // Nowhere are clocks put back by more than a day.
  const before = offsetMs(timeZone, atMs - DAY_MS);
  if (before <= offsetMs(timeZone, atMs)) return shownMs;
  let unchangedMs = atMs - DAY_MS;
  let changedMs = atMs;
  while (changedMs - unchangedMs > SECOND_MS) {
    const middleMs = Math.floor((unchangedMs + changedMs) / 2 / SECOND_MS) * SECOND_MS;
    if (offsetMs(timeZone, middleMs) === before) unchangedMs = middleMs;
    else changedMs = middleMs;
  }
  return Math.max(shownMs, unchangedMs + before);
}

function offsetMs(timeZone: string, ms: number): number {
  return wallMs(timeZone, ms) - ms;
}

/** What a clock on the wall shows, as if it were UTC; to the second, which is as exact as time zones are. */
function wallMs(timeZone: string, ms: number): number {
  const shown = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  // Any spelling in upper and lower case is a name.
  const key = timeZone.toLowerCase();
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  formats.set(key, format);
  return format;
}
