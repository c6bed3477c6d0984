import { expect, test } from 'vitest';

import { utcBound } from '../../../src/profiler/rules/utc-bound.ts';

test.each([
  ['2024-02-29', '2024-02-29T00:00:00Z'],
  ['2024-02-29T23:30:00-01:00', '2024-03-01T00:30:00Z'],
  ['2024-03-01T00:15Z', '2024-03-01T00:15:00Z'],
  ['2024-03-01T00:15:00.123456+23:59', '2024-02-29T00:16:00.123456Z'],
  ['0001-01-01', '0001-01-01T00:00:00Z'],
  ['0001-01-01T00:00:00+01:00', undefined],
  ['0000-06-01', undefined],
  ['9999-12-31T23:59:59-01:00', undefined],
])('the bound %s is %s in UTC, to the microsecond', (text, expected) => {
  expect(utcBound(text)).toBe(expected);
});
