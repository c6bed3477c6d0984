import { describe, expect, test } from 'vitest';

import { createChangeSignals } from '../../../src/events/live/change-signals.ts';
import { createMemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import { type NumberedPlace, watchNumbered } from '../../../src/workflow/watch-numbered.ts';

const WATCH = { tenantId: 'acme', topic: 'approvals' } as const;
const PAGE_SIZE = 3;

/** A store of numbered things, of which the reader wants the even ones. */
function open({ start = 0, bookmarks = false } = {}) {
  const store = {
    epoch: 'first life',
    numbers: [] as number[],
    isAway: false,
    head: (): NumberedPlace | undefined => ({ epoch: store.epoch, number: store.numbers.at(-1) ?? 0 }),
  };
  const logged: unknown[] = [];
  const transport = createMemoryTransport((error) => {
    throw error;
  });
  const items = watchNumbered<number>(
    {
      changes: createChangeSignals({ transport, lookIntervalMs: 60_000 }),
      logger: { info: () => undefined, warn: () => undefined, error: (fields) => logged.push(fields) },
    },
    {
      start: { epoch: store.epoch, number: start },
      watch: WATCH,
      bookmarks,
      head: () => (store.isAway ? Promise.reject(new Error('away')) : Promise.resolve(store.head())),
      readAfter(number) {
        const page = store.numbers.filter((other) => other > number).slice(0, PAGE_SIZE);
        return Promise.resolve({ items: page.filter((other) => other % 2 === 0), through: page.at(-1) });
      },
      encode: ({ number }) => `at ${number}`,
    },
  );
  const add = (...numbers: number[]) => {
    store.numbers.push(...numbers);
    transport.signalChange([WATCH]);
  };
  const take = async (count: number) => {
    const taken: unknown[] = [];
    while (taken.length < count) taken.push((await items.next()).value);
    return taken;
  };
  return {
    store,
    logged,
    items,
    add,
    take,
    signalChange: () => {
      transport.signalChange([WATCH]);
    },
  };
}

describe('what has numbers', () => {
  test('comes in order and once: what was missed, page after page, then each as it comes', async () => {
    const { add, take } = open({ start: 2 });
    add(1, 2, 3, 5, 7, 9, 11, 13, 14, 16);
    expect(await take(2)).toEqual([14, 16]);
    const next = take(2);
    add(17, 18);
    add(20);
    expect(await next).toEqual([18, 20]);
  });

  test('has one bookmark, as soon as all that there was has come, whether or not the reader wanted any of it', async () => {
    const { add, take } = open({ bookmarks: true });
    add(1, 2, 3, 5);
    expect(await take(2)).toEqual([2, { bookmark: 'at 5' }]);
    add(6);
    const next = take(2);
    add(8);
    expect(await next).toEqual([6, 8]);
  });

  test('is not waited for where somebody has removed it', async () => {
    const { add, take, store } = open({ bookmarks: true });
    store.head = () => ({ epoch: store.epoch, number: 4 });
    add(2);
    expect(await take(2)).toEqual([2, { bookmark: 'at 4' }]);
  });

  const RESTORED = [
    ['has another life', () => ({ epoch: 'second life', number: 9 })],
    ['is behind the reader', () => ({ epoch: 'first life', number: 1 })],
    ['knows nothing of it', () => undefined],
  ] as const;
  test.each(RESTORED)('ends with CURSOR_EXPIRED when the store %s', async (_, head) => {
    const { add, take, store, items, signalChange } = open();
    add(2);
    await take(1);
    store.head = head;
    signalChange();
    await expect(items.next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    expect(await items.next()).toMatchObject({ done: true });
  });

  test('goes on where it was after the store was away, which is logged', async () => {
    const { add, take, store, logged, signalChange } = open();
    add(2);
    await take(1);
    store.isAway = true;
    const next = take(1);
    add(4);
    await expect.poll(() => logged.length).toBeGreaterThan(0);
    store.isAway = false;
    signalChange();
    expect(await next).toEqual([4]);
  });
});
