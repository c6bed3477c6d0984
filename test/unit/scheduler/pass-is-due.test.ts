import { describe, expect, test } from 'vitest';

import { MINUTE_MS } from '../../../src/domain/time-units.ts';
import { isPassDue } from '../../../src/scheduler/pass-is-due.ts';

/** The passes of a time, by a scheduler that looks every minute. */
function passes(schedule: string, timeZone: string, from: string, to: string): string[] {
  let lastPass: Date = new Date(from);
  const made: string[] = [];
  for (let ms = Date.parse(from) + MINUTE_MS; ms <= Date.parse(to); ms += MINUTE_MS) {
    const at = new Date(ms);
    if (!isPassDue({ schedule, timeZone, lastPass, at })) continue;
    made.push(at.toISOString().slice(0, 16));
    lastPass = at;
  }
  return made;
}

describe('a pass is due', () => {
  test('when the clocks of the time zone show the time', () => {
    const day = ['2026-03-02T00:00Z', '2026-03-03T00:00Z'] as const;
    expect(passes('0 2 * * *', 'UTC', ...day)).toEqual(['2026-03-02T02:00']);
    expect(passes('0 2 * * *', 'America/New_York', ...day)).toEqual(['2026-03-02T07:00']);
    expect(passes('0 2 * * *', 'Asia/Kathmandu', ...day)).toEqual(['2026-03-02T20:15']);
  });

  test('once when the clocks skip the time, as soon as they are put forward, and the next day as always', () => {
    const days = ['2026-03-28T12:00Z', '2026-03-30T12:00Z'] as const;
    expect(passes('30 2 * * *', 'Europe/Berlin', ...days)).toEqual(['2026-03-29T01:00', '2026-03-30T00:30']);
    expect(passes('0,30 2 * * *', 'Europe/Berlin', ...days)).toEqual([
      ...['2026-03-29T01:00', '2026-03-30T00:00', '2026-03-30T00:30'],
    ]);
  });

  test('once when the clocks show the time twice, the first time', () => {
    const days = ['2026-10-24T12:00Z', '2026-10-26T12:00Z'] as const;
    expect(passes('30 2 * * *', 'Europe/Berlin', ...days)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
    expect(passes('0 3 * * *', 'Europe/Berlin', ...days)).toEqual(['2026-10-25T02:00', '2026-10-26T02:00']);
    expect(passes('0 * * * *', 'Europe/Berlin', '2026-10-24T23:30Z', '2026-10-25T02:30Z')).toEqual([
      ...['2026-10-25T00:00', '2026-10-25T02:00'],
    ]);
    // Put back by half an hour only.
    expect(passes('45 1 * * *', 'Australia/Lord_Howe', '2026-04-04T12:00Z', '2026-04-04T18:00Z')).toEqual([
      '2026-04-04T14:45',
    ]);
  });

  test('not again after a pass in the repeated hour', () => {
    const time = { schedule: '30 2 * * *', timeZone: 'Europe/Berlin', lastPass: new Date('2026-10-25T01:10:00.250Z') };
    expect(isPassDue({ ...time, at: new Date('2026-10-25T01:30Z') })).toBe(false);
    expect(isPassDue({ ...time, at: new Date('2026-10-26T01:29Z') })).toBe(false);
    expect(isPassDue({ ...time, at: new Date('2026-10-26T01:30Z') })).toBe(true);
  });

  test('where there was none, and once for all times that were missed', () => {
    const time = { schedule: '0 * * * *', timeZone: 'UTC' };
    const at = new Date('2026-03-02T10:30Z');
    expect(isPassDue({ ...time, lastPass: null, at })).toBe(true);
    expect(isPassDue({ ...time, lastPass: new Date('2026-03-01T10:30Z'), at })).toBe(true);
    expect(isPassDue({ ...time, lastPass: at, at })).toBe(false);
    expect(isPassDue({ ...time, lastPass: new Date('2026-03-02T12:30Z'), at })).toBe(false);
  });
});
