import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isExcluded } from '../../../src/domain/monitoring/is-excluded.ts';
import { calendarDayOf, instantAt, isTimeZone, weekdayOf } from '../../../src/domain/monitoring/local-time.ts';
import type { ExclusionWindow } from '../../../src/domain/monitoring/monitoring-policy.ts';

const MINUTE_MS = 60_000;
const policyWith = (window: Partial<ExclusionWindow>, timeZone = 'UTC') => ({
  timeZone,
  exclusionWindows: [{ name: 'load', days: [1, 2, 3, 4, 5, 6, 7], from: '02:00', minutes: 60, ...window }],
});
const excluded = (window: Partial<ExclusionWindow>, at: string, timeZone?: string) =>
  isExcluded(policyWith(window, timeZone), 'tier1', new Date(at));

describe('a window', () => {
  // 2026-03-02 is a Monday.
  test.each([
    ['before it begins', '2026-03-02T01:59:59.999Z', false],
    ['at its beginning', '2026-03-02T02:00:00Z', true],
    ['at its last moment', '2026-03-02T02:59:59.999Z', true],
    ['at its end', '2026-03-02T03:00:00Z', false],
    ['on another day', '2026-03-03T02:30:00Z', false],
  ])('on Mondays: %s', (_, at, is) => {
    expect(excluded({ days: [1] }, at)).toBe(is);
  });

  test.each([
    ['2026-03-02T23:29:00Z', false],
    ['2026-03-02T23:30:00Z', true],
    // The day on which it began counts, and not the day on which it is still open.
    ['2026-03-03T01:00:00Z', true],
    ['2026-03-03T01:30:00Z', false],
    ['2026-03-03T23:45:00Z', false],
  ])('over midnight: %s', (at, is) => {
    expect(excluded({ days: [1], from: '23:30', minutes: 120 }, at)).toBe(is);
  });

  test('can last a week, and then leaves no gap', () => {
    const window = { days: [3], from: '12:00', minutes: 7 * 24 * 60 };
    for (let hour = 0; hour < 15 * 24; hour++) {
      expect(isExcluded(policyWith(window, 'Europe/Berlin'), 'tier1', new Date(Date.UTC(2026, 1, 1, hour)))).toBe(true);
    }
  });

  test('concerns the tiers that it names, or all', () => {
    const at = new Date('2026-03-02T02:30:00Z');
    expect(isExcluded(policyWith({ tiers: ['tier4', 'tier5'] }), 'tier1', at)).toBe(false);
    expect(isExcluded(policyWith({ tiers: ['tier4', 'tier5'] }), 'tier5', at)).toBe(true);
    expect(isExcluded(policyWith({}), 'tier3', at)).toBe(true);
  });

  test('is one of several', () => {
    const [night] = policyWith({}).exclusionWindows;
    const [noon] = policyWith({ from: '12:00' }).exclusionWindows;
    const exclusionWindows = [night, noon].flatMap((window) => window ?? []);
    const policy = { timeZone: 'UTC', exclusionWindows };
    expect(isExcluded(policy, 'tier1', new Date('2026-03-02T12:30:00Z'))).toBe(true);
    expect(isExcluded(policy, 'tier1', new Date('2026-03-02T11:30:00Z'))).toBe(false);
    expect(isExcluded({ timeZone: 'UTC', exclusionWindows: [] }, 'tier1', new Date())).toBe(false);
  });
});

describe('in Berlin', () => {
  const berlin = (window: Partial<ExclusionWindow>, at: string) => excluded(window, at, 'Europe/Berlin');

  test('it begins by the clock on the wall, in winter and in summer', () => {
    expect(berlin({}, '2026-01-15T01:30:00Z')).toBe(true);
    expect(berlin({}, '2026-01-15T00:30:00Z')).toBe(false);
    expect(berlin({}, '2026-07-15T00:30:00Z')).toBe(true);
    expect(berlin({}, '2026-07-15T01:30:00Z')).toBe(false);
  });

  test('a time that the clocks skip begins as long after the change, and the window is as long as ever', () => {
    // On 2026-03-29, 02:00 to 03:00 is skipped at 01:00 UTC: 02:30 is half an hour after that.
    expect(berlin({ from: '02:30' }, '2026-03-29T01:29:00Z')).toBe(false);
    expect(berlin({ from: '02:30' }, '2026-03-29T01:30:00Z')).toBe(true);
    expect(berlin({ from: '02:30' }, '2026-03-29T02:29:00Z')).toBe(true);
    expect(berlin({ from: '02:30' }, '2026-03-29T02:30:00Z')).toBe(false);
  });

  test('a time that the clocks show twice begins the first time, and once', () => {
    // On 2026-10-25, 02:00 to 03:00 comes at 00:00 UTC and again at 01:00 UTC.
    expect(berlin({ from: '02:30', minutes: 30 }, '2026-10-25T00:30:00Z')).toBe(true);
    expect(berlin({ from: '02:30', minutes: 30 }, '2026-10-25T00:59:59Z')).toBe(true);
    expect(berlin({ from: '02:30', minutes: 30 }, '2026-10-25T01:30:00Z')).toBe(false);
  });

  test('a window over the change lasts as many minutes as really pass', () => {
    expect(berlin({ from: '23:00', minutes: 300 }, '2026-03-29T02:59:00Z')).toBe(true);
    expect(berlin({ from: '23:00', minutes: 300 }, '2026-03-29T03:00:00Z')).toBe(false);
    expect(berlin({ from: '23:00', minutes: 300 }, '2026-10-25T01:59:00Z')).toBe(true);
    expect(berlin({ from: '23:00', minutes: 300 }, '2026-10-25T02:00:00Z')).toBe(false);
  });
});

const zones = fc.constantFrom(
  ...['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Apia', 'Pacific/Kiritimati'],
  ...['America/Los_Angeles', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Marquesas', 'America/Sao_Paulo'],
);
const instants = fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });

test('a time of the day is shown by the clock at the instant that it is said to be at, and at none before on that day', () => {
  const format = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  fc.assert(
    fc.property(zones, instants, fc.integer({ min: 0, max: 24 * 60 - 1 }), (timeZone, at, minute) => {
      const day = calendarDayOf(timeZone, at);
      const instant = instantAt(timeZone, day, minute);
      const wanted = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const shown = (ms: number) => calendarDayOf(timeZone, new Date(ms)) === day && format(timeZone).format(ms);
      const earlier = [30, 60].map((back) => instant.getTime() - back * MINUTE_MS);
      expect(earlier.map(shown)).not.toContain(wanted);
      // Only a time that is skipped is shown by no clock; then it is an hour, or half of one, later.
      if (shown(instant.getTime()) === wanted) return;
      const around = [30, 60].map((back) => shown(instant.getTime() + back * MINUTE_MS));
      expect(around).not.toContain(wanted);
    }),
    { numRuns: 150 },
  );
});

test('a window is open at exactly the minutes after a beginning of it, whatever the zone', () => {
  fc.assert(
    fc.property(
      zones,
      instants,
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fc.integer({ min: 0, max: 24 * 60 - 1 }),
      fc.integer({ min: 1, max: 3 * 24 * 60 }),
      (timeZone, at, days, minute, minutes) => {
        const from = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const today = calendarDayOf(timeZone, at);
        // By brute force: every beginning of two weeks.
        const isOpen = Array.from({ length: 14 }, (_, back) => today - (back - 2) * 24 * 60 * MINUTE_MS)
          .filter((day) => days.includes(weekdayOf(day)))
          .map((day) => instantAt(timeZone, day, minute).getTime())
          .some((startMs) => startMs <= at.getTime() && at.getTime() < startMs + minutes * MINUTE_MS);
        expect(isExcluded(policyWith({ days, from, minutes }, timeZone), 'tier1', at)).toBe(isOpen);
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  ['UTC', true],
  ['Europe/Berlin', true],
  ['europe/berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['+01:00', false],
  ['Europe/Atlantis', false],
  ['', false],
])('%j is the name of a time zone: %s', (name, is) => {
  expect(isTimeZone(name)).toBe(is);
});
