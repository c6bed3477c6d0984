import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createThrottle } from '../../../../dashboard/live/throttle.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('runs at once, and then once an interval at most', () => {
  const run = vi.fn();
  const throttle = createThrottle(run, 1_000);
  throttle.ask();
  throttle.ask();
  throttle.ask();
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(run).toHaveBeenCalledTimes(2);
  throttle.ask();
  expect(run).toHaveBeenCalledTimes(3);
});

it('does not run once it is disposed', () => {
  const run = vi.fn();
  const throttle = createThrottle(run, 1_000);
  throttle.ask();
  throttle.ask();
  throttle.dispose();
  vi.advanceTimersByTime(5_000);
  expect(run).toHaveBeenCalledTimes(1);
});
