import { expect, it } from 'vitest';

import { formatElapsed, formatPercent, formatShare } from '../../../../dashboard/text/format.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const elapsed = (seconds: number) => formatElapsed(new Date(NOW.getTime() - 1_000 * seconds), NOW);

it('says how much time has passed, in the greatest unit of which that is at least one', () => {
  expect([10, 47 * 60, 3_600, 7_199, 3 * 86_400].map(elapsed)).toEqual([
    '< 1 min',
    '47 min',
    '1 hour',
    '1 hour',
    '3 days',
  ]);
});

it('rounds no percentage to nothing or to all', () => {
  expect([0, 0.01, 12.34, 99.99, 100].map(formatPercent)).toEqual([
    '0.0 %',
    '< 0.1 %',
    '12.3 %',
    '> 99.9 %',
    '100.0 %',
  ]);
  expect(formatShare(12.34)).toBe('12.3');
});
