import { describe, expect, it } from 'vitest';

import {
  formatAge,
  formatCount,
  formatDifference,
  formatPast,
  formatPercent,
  formatRelative,
  formatSeconds,
} from '../../../../dashboard/text/format.ts';

describe('numbers', () => {
  it.each([
    [0, '< 1 h'],
    [1.5, '36 h'],
    [2, '2 days'],
    [9.96, '10 days'],
    [7.25, '7.3 days'],
    [1041.4, '1,041 days'],
  ])('an age of %s days is written %s', (days, written) => {
    expect(formatAge(days)).toBe(written);
  });

  it.each([
    [0, '0'],
    [3, '+3'],
    [-1200, '-1,200'],
  ])('a difference of %s has its sign: %s', (count, written) => {
    expect(formatDifference(count)).toBe(written);
  });

  it.each([
    [0, '0.0 %'],
    [0.01, '< 0.1 %'],
    [99.96, '> 99.9 %'],
    [100, '100.0 %'],
  ])('%s percent is never rounded to nothing or to all: %s', (percent, written) => {
    expect(formatPercent(percent)).toBe(written);
  });

  it.each([
    [0.004, '4 ms'],
    [1.25, '1.3 s'],
    [0.9996, '1.0 s'],
    [59.97, '1 min 0 s'],
    [119.7, '2 min 0 s'],
    [3_599.6, '1 h 0 min'],
    [3_660, '1 h 1 min'],
  ])('a duration of %s seconds is written %s', (seconds, written) => {
    expect(formatSeconds(seconds)).toBe(written);
  });

  it('counts have groups of digits', () => {
    expect(formatCount(12_345)).toBe('12,345');
  });
});

describe('times', () => {
  const now = new Date('2026-01-31T12:00:00Z');

  it('are told in the greatest unit that has passed', () => {
    expect(formatRelative(new Date('2026-01-31T10:30:00Z'), now)).toBe('1 hour ago');
    expect(formatRelative(new Date('2026-02-03T12:00:00Z'), now)).toBe('in 3 days');
  });

  it('of what has happened are never in the future, although clocks differ', () => {
    expect(formatPast(new Date('2026-01-31T12:00:09Z'), now)).toBe('now');
  });
});
