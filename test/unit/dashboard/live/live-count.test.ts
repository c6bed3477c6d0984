import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createLiveCount } from '../../../../dashboard/live/live-count.ts';

/** A server that counts, and a count, here of an inbox, that asks it. */
function setUp() {
  const server = { totalCount: 2 };
  let changed: () => void = () => undefined;
  const stop = vi.fn();
  const ask = vi.fn<() => Promise<{ position: string; totalCount: number } | undefined>>(() =>
    Promise.resolve({ position: 'p', totalCount: server.totalCount }),
  );
  const follow = vi.fn((_position: string, onChange: () => void) => {
    changed = onChange;
    return stop;
  });
  const inbox = createLiveCount({ ask, follow });
  return {
    server,
    ask,
    follow,
    stop,
    inbox,
    change: () => {
      changed();
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('follows once, however many listen, until the last has left', async () => {
  const { inbox, follow, stop } = setUp();
  const ends = [inbox.onCount(() => undefined), inbox.onChange(() => undefined), inbox.onChange(() => undefined)];
  await vi.advanceTimersByTimeAsync(0);
  expect(inbox.count).toBe(2);
  expect(follow).toHaveBeenCalledTimes(1);
  for (const end of ends) {
    expect(stop).not.toHaveBeenCalled();
    end();
  }
  expect(stop).toHaveBeenCalledTimes(1);
});

it('says that something has changed, and counts again, at most once a second', async () => {
  const { inbox, server, ask, change } = setUp();
  const told = vi.fn();
  inbox.onChange(told);
  await vi.advanceTimersByTimeAsync(0);
  told.mockClear();
  ask.mockClear();
  server.totalCount = 3;
  for (let count = 0; count < 10; count += 1) change();
  expect(told).toHaveBeenCalledTimes(10);
  await vi.advanceTimersByTimeAsync(900);
  expect(inbox.count).toBe(3);
  expect(ask).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(ask).toHaveBeenCalledTimes(2);
});

it('says so, too, when it begins, because what others have read may be older', async () => {
  const { inbox } = setUp();
  const told = vi.fn();
  inbox.onChange(told);
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toHaveBeenCalledTimes(1);
});

it('tries again when the server does not answer, at the beginning and later', async () => {
  const { inbox, server, ask, follow, change } = setUp();
  ask.mockResolvedValueOnce(undefined);
  inbox.onCount(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(follow).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(inbox.count).toBe(2);
  expect(follow).toHaveBeenCalledTimes(1);
  ask.mockResolvedValueOnce(undefined);
  server.totalCount = 7;
  change();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(inbox.count).toBe(7);
});
