import { expect, test } from 'vitest';

import { counted, valuesThat } from '../../../../dashboard/text/counted.ts';

test('one of something is singular, with a sign or without; everything else is plural', () => {
  expect(['1', '+1', '−1', '0', '11', '1.1', '1,000'].map((count) => counted(count, 'point'))).toEqual([
    ...['1 point', '+1 point', '−1 point'],
    ...['0 points', '11 points', '1.1 points', '1,000 points'],
  ]);
  expect(counted(2, 'entity', 'entities')).toBe('2 entities');
});

test('one value fails, several fail', () => {
  expect(valuesThat('1', '10', 'fail')).toBe('1 of 10 values fails');
  expect(valuesThat('2', '10', 'fail')).toBe('2 of 10 values fail');
  expect(valuesThat('0', '1', 'fail')).toBe('0 of 1 value fail');
});
