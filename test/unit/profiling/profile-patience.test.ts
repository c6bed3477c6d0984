import { expect, test } from 'vitest';

import { nextTryAt } from '../../../src/domain/profiling/profile-patience.ts';

const since = new Date('2024-05-01T00:00:00Z');
const later = (seconds: number) => new Date(since.getTime() + seconds * 1000);

test.each([
  [1, 15],
  [2, 30],
  [3, 60],
  [5, 240],
  [6, 300],
  [5_000, 300],
])('after try %d in vain the next one comes %d s later, and a quarter more at most', (tries, seconds) => {
  expect(nextTryAt({ tries, since }, later(100), () => 0)).toEqual(later(100 + seconds));
  expect(nextTryAt({ tries, since }, later(100), () => 1)).toEqual(later(100 + 1.25 * seconds));
});

test('there is no further try when the first one is a day ago', () => {
  const day = 24 * 60 * 60;
  expect(nextTryAt({ tries: 300, since }, later(day - 1))).toBeInstanceOf(Date);
  expect(nextTryAt({ tries: 300, since }, later(day))).toBeUndefined();
});
