import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { inTime } from '../../../src/in-time.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('what ends in time is the answer, and no timer is left', async () => {
  expect(await inTime(Promise.resolve('done'), 1_000, () => 'late')).toBe('done');
  expect(vi.getTimerCount()).toBe(0);
});

test('what fails in time has failed, and no timer is left', async () => {
  await expect(inTime(Promise.reject(new Error('no')), 1_000, () => 'late')).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

test('at the deadline, and not before, `late` answers or throws', async () => {
  const forever = new Promise<string>(() => undefined);
  const answered = vi.fn();
  const answer = inTime(forever, 1_000, () => 'late').then(answered);
  await vi.advanceTimersByTimeAsync(999);
  expect(answered).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await answer;
  expect(answered).toHaveBeenCalledWith('late');

  const failing = inTime(forever, 1_000, () => {
    throw new Error('too late');
  });
  const failed = expect(failing).rejects.toThrow('too late');
  await vi.advanceTimersByTimeAsync(1_000);
  await failed;
});

test('a rejection after the deadline is no unhandled one', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<string>((_, reject) => (fail = reject));
  const answer = inTime(work, 1_000, () => 'late');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toBe('late');
  fail(new Error('afterwards'));
  vi.useRealTimers();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});
