import { describe, expect, test } from 'vitest';

import { AppError } from '../../../src/errors.ts';
import { createChangeSignals } from '../../../src/events/live/change-signals.ts';
import { readOnChange } from '../../../src/events/live/read-on-change.ts';
import { createMemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import { countChanges, settle } from '../../support/events/count-changes.ts';
import { until } from '../../support/until.ts';

const NEVER_MS = 60_000;
const APPROVALS = { tenantId: 'acme', topic: 'approvals' } as const;
const NOTIFICATIONS = { tenantId: 'acme', topic: 'notifications' } as const;

function open(lookIntervalMs = NEVER_MS) {
  const transport = createMemoryTransport((error) => {
    throw error;
  });
  return { transport, signal: createChangeSignals({ transport, lookIntervalMs }) };
}

describe('the change signal', () => {
  test('says once at the start that it is time to look', async () => {
    const { signal } = open();
    const seen = countChanges(signal.watch(APPROVALS));
    await settle();
    expect(seen).toEqual({ changes: 1, ended: false });
    signal[Symbol.dispose]();
  });

  test('wakes whom a signal concerns: of that tenant, of that topic, and of those persons where it names any', async () => {
    const { transport, signal } = open();
    const [anna, bert, everybody] = [
      countChanges(signal.watch({ ...NOTIFICATIONS, actorId: 'anna' })),
      countChanges(signal.watch({ ...NOTIFICATIONS, actorId: 'bert' })),
      countChanges(signal.watch(NOTIFICATIONS)),
    ];
    const others = [
      countChanges(signal.watch(APPROVALS)),
      countChanges(signal.watch({ ...NOTIFICATIONS, tenantId: 'other' })),
    ];
    await settle();
    transport.signalChange([{ ...NOTIFICATIONS, actorIds: ['anna'] }]);
    await settle();
    expect([anna.changes, bert.changes, everybody.changes]).toEqual([2, 1, 2]);
    transport.signalChange([NOTIFICATIONS]);
    await settle();
    expect([anna.changes, bert.changes, everybody.changes]).toEqual([3, 2, 3]);
    expect(others.map(({ changes }) => changes)).toEqual([1, 1]);
    signal[Symbol.dispose]();
  });

  test('a gap of the transport wakes everybody', async () => {
    const { transport, signal } = open();
    const seen = [
      countChanges(signal.watch(APPROVALS)),
      countChanges(signal.watch({ ...NOTIFICATIONS, actorId: 'anna' })),
    ];
    await settle();
    transport.reportGap();
    await settle();
    expect(seen.map(({ changes }) => changes)).toEqual([2, 2]);
    signal[Symbol.dispose]();
  });

  test('looks again by itself when no signal arrives', async () => {
    const { signal } = open(20);
    const seen = countChanges(signal.watch(APPROVALS));
    await until('two looks', () => seen.changes >= 3);
    signal[Symbol.dispose]();
  });

  test('keeps one change for a watcher that is busy, however many there were', async () => {
    const { transport, signal } = open();
    const changes = signal.watch(APPROVALS);
    await changes.next();
    for (let index = 0; index < 1_000; index++) transport.signalChange([APPROVALS]);
    await changes.next();
    let woken = false;
    void changes.next().then(() => (woken = true));
    await settle();
    expect(woken).toBe(false);
    signal[Symbol.dispose]();
  });

  test('a change between two calls of next is not lost', async () => {
    const { transport, signal } = open();
    const changes = signal.watch(APPROVALS);
    await changes.next();
    transport.signalChange([APPROVALS]);
    expect(await changes.next()).toEqual({ value: undefined, done: false });
    signal[Symbol.dispose]();
  });

  test('return ends a watcher that waits, and leaves nothing behind', async () => {
    const { signal } = open();
    const changes = signal.watch(APPROVALS);
    await changes.next();
    const parked = changes.next();
    await changes.return?.();
    expect(await parked).toEqual({ value: undefined, done: true });
    expect(signal.watcherCount()).toBe(0);
  });

  test('ends all watchers when it is disposed, and takes no new ones', async () => {
    const { transport, signal } = open();
    const seen = countChanges(signal.watch(APPROVALS));
    await settle();
    signal[Symbol.dispose]();
    await settle();
    expect(seen.ended).toBe(true);
    expect(await signal.watch(APPROVALS).next()).toEqual({ value: undefined, done: true });
    expect([signal.watcherCount(), transport.listenerCount()]).toEqual([0, 0]);
  });
});

describe('reading on change', () => {
  /** A list that is read on, as a table would be. */
  function list(pageSize = 2) {
    const { transport, signal } = open();
    const rows: number[] = [];
    const errors: unknown[] = [];
    let position = 0;
    let failure: Error | undefined;
    const items = readOnChange({
      changes: signal.watch(APPROVALS),
      read() {
        if (failure) return Promise.reject(failure);
        const page = rows.slice(position, position + pageSize);
        position += page.length;
        return Promise.resolve(page);
      },
      onError: (error) => errors.push(error),
    });
    return {
      items,
      errors,
      signal,
      add: (...added: number[]) => rows.push(...added),
      fail: (error: Error | undefined) => (failure = error),
      signalChange: () => {
        transport.signalChange([APPROVALS]);
      },
    };
  }

  async function take(items: AsyncIterator<number>, wanted: number): Promise<unknown[]> {
    const taken: unknown[] = [];
    while (taken.length < wanted) taken.push((await items.next()).value);
    return taken;
  }

  test('gives what is there, page by page, and then what comes, each once', async () => {
    const { items, add, signalChange } = list();
    add(1, 2, 3, 4, 5);
    expect(await take(items, 5)).toEqual([1, 2, 3, 4, 5]);
    const live = take(items, 3);
    await settle();
    add(6);
    signalChange();
    await settle();
    add(7, 8);
    signalChange();
    expect(await live).toEqual([6, 7, 8]);
    await items.return?.();
  });

  test('a store that is away is tried again at the next change', async () => {
    const { items, add, signalChange, fail, errors } = list();
    add(1);
    fail(new Error('away'));
    const live = take(items, 1);
    await settle();
    expect(errors).toEqual([new Error('away')]);
    fail(undefined);
    signalChange();
    expect(await live).toEqual([1]);
    await items.return?.();
  });

  test('a refusal ends it', async () => {
    const { items, fail, errors, signal } = list();
    const refusal = new AppError('CURSOR_EXPIRED', 'gone');
    fail(refusal);
    await expect(items.next()).rejects.toBe(refusal);
    expect(await items.next()).toEqual({ value: undefined, done: true });
    expect([errors, signal.watcherCount()]).toEqual([[], 0]);
  });

  test('return reaches a reader that waits for a change', async () => {
    const { items, signal } = list();
    const parked = items.next();
    await settle();
    await items.return?.();
    expect(await parked).toEqual({ value: undefined, done: true });
    expect(signal.watcherCount()).toBe(0);
  });
});
