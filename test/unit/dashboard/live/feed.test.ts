import { CombinedError } from 'urql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createFeed, type FeedOptions, KEPT_WAITING } from '../../../../dashboard/live/feed.ts';

interface Item {
  cursor: string;
}

/** A log of numbered items, and a feed of the even or all of them. */
function setUp({ pageSize = 3, isEven = false } = {}) {
  const log: number[] = [];
  const itemListeners = new Set<(items: readonly Item[]) => void>();
  const resetListeners = new Set<() => void>();
  const matches = ({ cursor }: Item) => !isEven || Number(cursor) % 2 === 0;
  const item = (offset: number): Item => ({ cursor: String(offset) });
  const readPage = (before: string | undefined) => {
    const older = log
      .filter((offset) => before === undefined || offset < Number(before))
      .filter((offset) => matches(item(offset)));
    const items = older.slice(-pageSize).reverse().map(item);
    return { items, lastCursor: items.at(-1)?.cursor ?? null, hasOlder: older.length > pageSize };
  };
  const loadPage = vi.fn<FeedOptions<Item>['loadPage']>((before) => Promise.resolve({ page: readPage(before) }));
  const feed = createFeed<Item>({
    onItems: (listener) => {
      itemListeners.add(listener);
      return () => itemListeners.delete(listener);
    },
    onReset: (listener) => {
      resetListeners.add(listener);
      return () => resetListeners.delete(listener);
    },
    loadPage,
    matches,
  });
  const deliver = (...offsets: number[]) => {
    for (const listener of itemListeners) listener(offsets.map(item));
  };
  return {
    feed,
    log,
    loadPage,
    readPage,
    deliver,
    /** Recorded, and arrived. */
    happen: (...offsets: number[]) => {
      log.push(...offsets);
      deliver(...offsets);
    },
    reset: () => {
      for (const listener of resetListeners) listener();
    },
    shown: () => feed.state.items?.map(({ cursor }) => Number(cursor)),
    settle: () => vi.advanceTimersByTimeAsync(1_000),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a feed', () => {
  it('begins with the newest page, and goes on to older ones', async () => {
    const { feed, log, shown, settle } = setUp();
    log.push(1, 2, 3, 4, 5);
    feed.start();
    expect(feed.state).toMatchObject({ items: undefined, isLoading: true });
    await settle();
    expect(shown()).toEqual([5, 4, 3]);
    expect(feed.state).toMatchObject({ hasOlder: true, isLoading: false });
    feed.loadOlder();
    await settle();
    expect(shown()).toEqual([5, 4, 3, 2, 1]);
    expect(feed.state.hasOlder).toBe(false);
  });

  it('lets what arrives wait until it is asked for', async () => {
    const { feed, happen, shown, settle } = setUp();
    happen(1, 2);
    feed.start();
    await settle();
    happen(3);
    happen(4);
    await settle();
    expect(shown()).toEqual([2, 1]);
    expect(feed.state).toMatchObject({ newCount: 2, newest: { cursor: '4' } });
    feed.showNew();
    expect(shown()).toEqual([4, 3, 2, 1]);
    expect(feed.state).toMatchObject({ newCount: 0, newest: undefined });
  });

  it('ignores what does not match', async () => {
    const { feed, happen, shown, settle } = setUp({ isEven: true });
    happen(1, 2);
    feed.start();
    await settle();
    happen(3, 4, 5);
    await settle();
    expect(feed.state.newCount).toBe(1);
    feed.showNew();
    expect(shown()).toEqual([4, 2]);
  });

  it('shows each once, whether the page or the connection was first', async () => {
    const { feed, log, loadPage, readPage, deliver, happen, shown, settle } = setUp({ pageSize: 2 });
    log.push(1, 2);
    loadPage.mockImplementationOnce(async () => {
      // 3 arrives before the page is read, 4 and 5 are on it and arrive later.
      happen(3);
      log.push(4, 5);
      return Promise.resolve({ page: readPage(undefined) });
    });
    feed.start();
    await settle();
    expect(shown()).toEqual([5, 4]);
    deliver(4, 5, 6);
    await settle();
    expect(feed.state.newCount).toBe(1);
    feed.showNew();
    expect(shown()).toEqual([6, 5, 4]);
    feed.loadOlder();
    await settle();
    expect(shown()).toEqual([6, 5, 4, 3, 2]);
  });

  it('keeps a bounded number of a flood, without a gap', async () => {
    const { feed, log, happen, shown, settle } = setUp();
    log.push(1);
    feed.start();
    await settle();
    const flood = Array.from({ length: KEPT_WAITING + 10 }, (_, index) => index + 2);
    happen(...flood);
    await settle();
    expect(feed.state.newCount).toBe(KEPT_WAITING + 10);
    feed.showNew();
    expect(shown()).toHaveLength(KEPT_WAITING);
    expect(feed.state.hasOlder).toBe(true);
    feed.loadOlder();
    await settle();
    const all = shown() ?? [];
    expect(all.slice(-4)).toEqual([12, 11, 10, 9]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('drops an older page that no longer fits', async () => {
    const { feed, log, loadPage, readPage, happen, shown, settle } = setUp();
    log.push(1, 2, 3, 4, 5);
    feed.start();
    await settle();
    loadPage.mockImplementationOnce(async (before) => {
      await vi.advanceTimersByTimeAsync(500);
      return { page: readPage(before) };
    });
    feed.loadOlder();
    happen(...Array.from({ length: KEPT_WAITING + 1 }, (_, index) => index + 6));
    feed.showNew();
    await settle();
    expect(shown()?.at(-1)).toBe(7);
    expect(feed.state.isLoading).toBe(false);
  });

  it('begins anew when what was missed can no longer be had', async () => {
    const { feed, log, reset, shown, settle } = setUp();
    log.push(1, 2);
    feed.start();
    await settle();
    log.push(7, 8, 9);
    reset();
    await settle();
    expect(shown()).toEqual([9, 8, 7]);
  });

  it('stays as it was when a page cannot be had, and tries again', async () => {
    const { feed, log, loadPage, shown, settle } = setUp();
    log.push(1, 2, 3, 4);
    loadPage.mockResolvedValueOnce({});
    feed.start();
    await settle();
    expect(feed.state).toMatchObject({ items: undefined, isLoading: false });
    feed.retry();
    await settle();
    expect(shown()).toEqual([4, 3, 2]);
    loadPage.mockResolvedValueOnce({});
    feed.loadOlder();
    await settle();
    expect(shown()).toEqual([4, 3, 2]);
    feed.retry();
    await settle();
    expect(shown()).toEqual([4, 3, 2, 1]);
  });

  it('begins anew once more when that has failed, whatever is asked for: nothing is missing then', async () => {
    const { feed, log, loadPage, reset, shown, settle } = setUp();
    log.push(1, 2, 3, 4);
    feed.start();
    await settle();
    log.push(7, 8, 9);
    const error = new CombinedError({ networkError: new Error('no way') });
    loadPage.mockResolvedValueOnce({ error });
    reset();
    await settle();
    expect(shown()).toEqual([4, 3, 2]);
    expect(feed.state.error).toBe(error);
    feed.loadOlder();
    await settle();
    expect(shown()).toEqual([9, 8, 7]);
    expect(feed.state.error).toBeUndefined();
  });

  it('joins nothing across what is missing', async () => {
    const { feed, log, loadPage, happen, reset, shown, settle } = setUp();
    log.push(1, 2);
    feed.start();
    await settle();
    log.push(3, 4);
    loadPage.mockResolvedValueOnce({ error: new CombinedError({ networkError: new Error('no way') }) });
    reset();
    await settle();
    happen(5);
    await settle();
    feed.showNew();
    expect(shown()).toEqual([5]);
    expect(feed.state).toMatchObject({ hasOlder: true, error: undefined });
    feed.loadOlder();
    await settle();
    expect(shown()).toEqual([5, 4, 3, 2]);
  });

  it('knows of a flood that comes while it begins', async () => {
    const { feed, log, loadPage, readPage, happen, shown, settle } = setUp();
    log.push(1);
    loadPage.mockImplementationOnce(async () => {
      const page = readPage(undefined);
      happen(...Array.from({ length: KEPT_WAITING + 10 }, (_, index) => index + 2));
      return Promise.resolve({ page });
    });
    feed.start();
    await settle();
    expect(feed.state.newCount).toBe(KEPT_WAITING + 10);
    feed.showNew();
    expect(shown()).toHaveLength(KEPT_WAITING);
    feed.loadOlder();
    await settle();
    expect(shown()?.slice(-4)).toEqual([12, 11, 10, 9]);
  });

  it('tells of a flood a few times a second only', async () => {
    const { feed, happen, settle } = setUp();
    feed.start();
    await settle();
    const listener = vi.fn();
    feed.onChange(listener);
    for (let offset = 1; offset <= 60; offset += 1) {
      happen(offset);
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(listener.mock.calls.length).toBeLessThanOrEqual(5);
    await settle();
    expect(feed.state.newCount).toBe(60);
  });
});
