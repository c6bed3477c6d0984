import { afterEach, expect, test, vi } from 'vitest';

import { createBackoff } from '../../../packages/client/src/backoff.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('pauses are anything up to a bound, which doubles with each failure in a row up to the largest', () => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(1);
  const backoff = createBackoff({ firstMs: 500, maxMs: 10_000 });
  expect(Array.from({ length: 7 }, () => backoff.nextMs())).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  random.mockReturnValue(0);
  expect(backoff.nextMs()).toBe(0);
  random.mockReturnValue(0.5);
  expect(backoff.nextMs()).toBe(5_000);
  backoff.reset();
  expect(backoff.nextMs()).toBe(250);
});

test('whoever said that it will be back at once is asked at once, the first time', () => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
  const backoff = createBackoff({ firstMs: 500, maxMs: 10_000 });
  expect([backoff.nextMs(true), backoff.nextMs(true), backoff.nextMs()]).toEqual([200, 1_000, 2_000]);
});
