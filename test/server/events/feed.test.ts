import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { encodeCursor } from '../../../src/events/live/cursor.ts';
import { createFeed, type Feed, type FollowOptions } from '../../../src/events/live/feed.ts';
import { type Bookmark, isBookmark, QUEUE_LIMIT_EVENTS } from '../../../src/events/live/follower.ts';
import type { LogEntry, LoggedEvent } from '../../../src/events/live/log.ts';
import { createMemoryTransport } from '../../../src/events/live/memory-transport.ts';
import type { BellListener, Transport } from '../../../src/events/live/transport.ts';
import { refreshed, rejected } from '../../support/events.ts';
import { STORES } from '../../support/stores.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import { until } from '../../support/until.ts';

describe.each(STORES)('the feed on %s', (_, openStore) => {
  let server: TestServer;
  let nextTenant = 0;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const newTenant = () => `feed-${++nextTenant}`;

  async function emit(tenantId: string, count: number): Promise<void> {
    await server.parts.unitOfWork.transaction((tx) => {
      for (let index = 0; index < count; index++) tx.emit(refreshed({ tenantId, rowsAffected: index }));
      return Promise.resolve();
    });
  }

  function follow(feed: Feed, options: Pick<FollowOptions, 'tenantId' | 'after' | 'filter'>) {
    return feed.follow({
      ...options,
      onOverflow: overflow,
    });
  }

  async function cursorAt(tenantId: string, offset: number): Promise<string> {
    const { epoch } = await server.parts.log.head(tenantId);
    return encodeCursor({ epoch, offset });
  }

  async function take(events: AsyncIterator<LogEntry | Bookmark>, count: number): Promise<number[]> {
    const offsets: number[] = [];
    while (offsets.length < count) {
      const { value, done } = await events.next();
      if (done) break;
      if (isBookmark(value)) throw new Error('nobody asked for bookmarks');
      offsets.push(value.offset);
    }
    return offsets;
  }

  /** Emits, and returns the entries, which nothing has rung for in the feeds of these tests. */
  async function emitted(tenantId: string, count: number): Promise<LoggedEvent[]> {
    await emit(tenantId, count);
    const entries = await server.parts.log.page(tenantId, { filter: {}, limit: count, newestFirst: false });
    return entries.map((entry) => {
      if (!entry.event) throw new Error('unreadable');
      return { ...entry, event: entry.event };
    });
  }

  /** A feed whose bell rings when the test says so. */
  function feedWithHandBell() {
    let listener: BellListener | undefined;
    const transport: Transport = {
      publish: () => undefined,
      nudge: () => undefined,
      listen(given) {
        listener = given;
        return () => undefined;
      },
    };
    const feed = createFeed({ log: server.parts.log, transport, checkIntervalMs: 60_000, onError: fail });
    const ring = (entry: LoggedEvent | undefined) => {
      if (!entry) throw new Error('no such entry');
      listener?.onEntry?.(entry);
    };
    return { feed, ring };
  }

  const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  test('replay and live join without a gap or a repetition while events keep coming', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 700);
    const followers = await Promise.all(
      [0, 0, 350].map(async (offset) => ({
        offset,
        events: await follow(server.feed, { tenantId, after: await cursorAt(tenantId, offset) }),
      })),
    );
    const writing = (async () => {
      for (let round = 0; round < 60; round++) await emit(tenantId, 5);
    })();
    const received = await Promise.all(followers.map(({ offset, events }) => take(events, 1_000 - offset)));
    await writing;
    expect(received).toEqual(followers.map(({ offset }) => oneTo(1_000).slice(offset)));
    for (const { events } of followers) await events.return?.();
  });

  test('without a cursor a follower gets what comes from then on', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 3);
    const events = await follow(server.feed, { tenantId });
    await emit(tenantId, 2);
    expect(await take(events, 2)).toEqual([4, 5]);
    await events.return?.();
  });

  test('lost, repeated and reordered messages of the bell change nothing', async () => {
    const tenantId = newTenant();
    const { feed, ring } = feedWithHandBell();
    const events = await follow(feed, { tenantId });
    const entries = await emitted(tenantId, 12);
    // 4 comes after a hole, 2 late, 4 twice; nothing rings for 1, 3 and 5 to 11.
    for (const offset of [4, 2, 4, 12, 12, 1]) ring(entries[offset - 1]);
    expect(await take(events, 12)).toEqual(oneTo(12));
    await events.return?.();
    feed[Symbol.dispose]();
  });

  test('the bells of two instances overtake one another, and the log is not read for it', async () => {
    const tenantId = newTenant();
    const { feed, ring } = feedWithHandBell();
    const events = await follow(feed, { tenantId });
    const entries = await emitted(tenantId, 6);
    await until('the look at the log that opens the channel', () => feed.refillCount() === 1);
    for (const index of [1, 0, 3, 5, 2, 4]) ring(entries[index]);
    expect(await take(events, 6)).toEqual(oneTo(6));
    expect(feed.refillCount()).toBe(1);
    await events.return?.();
    feed[Symbol.dispose]();
  });

  test('after a gap of the bell the log is read at once', async () => {
    const tenantId = newTenant();
    const transport = createMemoryTransport(fail);
    const feed = createFeed({ log: server.parts.log, transport, checkIntervalMs: 60_000, onError: fail });
    const events = await follow(feed, { tenantId });
    await emit(tenantId, 3);
    transport.reportGap();
    expect(await take(events, 3)).toEqual([1, 2, 3]);
    await events.return?.();
    feed[Symbol.dispose]();
  });

  test('a stream that begins anew ends its followers with CURSOR_EXPIRED', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 2);
    const deaf: Transport = { publish: () => undefined, nudge: () => undefined, listen: () => () => undefined };
    const feed = createFeed({ log: server.parts.log, transport: deaf, checkIntervalMs: 30, onError: fail });
    const events = await follow(feed, { tenantId });
    const expired = expect(events.next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    await server.parts.database.query(
      'UPDATE governance.event_stream SET epoch = gen_random_uuid() WHERE tenant_id = $1',
      [tenantId],
    );
    await expired;
    expect(await events.next()).toEqual({ value: undefined, done: true });
    expect(feed.followerCount()).toBe(0);
    feed[Symbol.dispose]();
  });

  test('bookmarks: one when the replay has caught up, more when the stream moves on without a match', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 3);
    const { log } = server.parts;
    const transport = createMemoryTransport(fail);
    const feed = createFeed({ log, transport, checkIntervalMs: 20, bookmarkIntervalMs: 0, onError: fail });
    const after = await cursorAt(tenantId, 0);
    const all = await feed.follow({ tenantId, after, bookmarks: true, onOverflow: overflow });
    expect(await take(all, 3)).toEqual([1, 2, 3]);
    expect((await all.next()).value).toEqual({ bookmark: await cursorAt(tenantId, 3) });
    await emit(tenantId, 1);
    expect(await take(all, 1)).toEqual([4]);

    const filter = { types: ['metadata.profile.completed'] } as const;
    const none = await feed.follow({ tenantId, after, filter, bookmarks: true, onOverflow: overflow });
    expect((await none.next()).value).toEqual({ bookmark: await cursorAt(tenantId, 4) });
    const next = none.next();
    await emit(tenantId, 2);
    expect((await next).value).toEqual({ bookmark: await cursorAt(tenantId, 6) });
    feed[Symbol.dispose]();
  });

  test('a lost last message is found by the check of the log', async () => {
    const tenantId = newTenant();
    const deaf: Transport = { publish: () => undefined, nudge: () => undefined, listen: () => () => undefined };
    const feed = createFeed({ log: server.parts.log, transport: deaf, checkIntervalMs: 30, onError: fail });
    const events = await follow(feed, { tenantId });
    await emit(tenantId, 1);
    expect(await take(events, 1)).toEqual([1]);
    await events.return?.();
    feed[Symbol.dispose]();
  });

  test('a filter leaves out events and loses its place for none', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 450);
    const filter = { types: ['metadata.profile.completed'] } as const;
    const events = await follow(server.feed, { tenantId, after: await cursorAt(tenantId, 0), filter });
    const next = take(events, 1);
    await emit(tenantId, 3);
    await until('the follower', () => server.feed.followerCount() > 0);
    await events.return?.();
    expect(await next).toEqual([]);
  });

  test('who stops reading is cut off at 1,000 waiting events, and nobody else notices', async () => {
    const tenantId = newTenant();
    let overflows = 0;
    const slow = await server.feed.follow({ tenantId, onOverflow: () => overflows++ });
    const reader = await follow(server.feed, { tenantId });
    const reading = take(reader, QUEUE_LIMIT_EVENTS + 20);
    await emit(tenantId, QUEUE_LIMIT_EVENTS - 1);
    expect(overflows).toBe(0);
    await emit(tenantId, 21);
    expect(overflows).toBe(1);
    expect(await slow.next()).toEqual({ value: undefined, done: true });
    expect(await reading).toEqual(oneTo(QUEUE_LIMIT_EVENTS + 20));
    await reader.return?.();
  });

  test('who stops reading is cut off at 1 MiB of waiting events', async () => {
    const tenantId = newTenant();
    let overflows = 0;
    const slow = await server.feed.follow({ tenantId, onOverflow: () => overflows++ });
    const reason = 'x'.repeat(100_000);
    for (let count = 0; count < 11; count++) {
      await server.parts.unitOfWork.transaction((tx) => {
        tx.emit(rejected(tenantId, reason));
        return Promise.resolve();
      });
    }
    expect(overflows).toBe(1);
    await slow.return?.();
  });

  test('a cursor that the log cannot honour is refused, never half-answered', async () => {
    const tenantId = newTenant();
    const other = newTenant();
    await emit(tenantId, 3);
    await emit(other, 3);
    const refused = async (after: string) =>
      follow(server.feed, { tenantId, after }).then(
        () => 'followed',
        (error: unknown) => (error as { code?: string }).code,
      );
    expect(await refused(await cursorAt(other, 2))).toBe('CURSOR_EXPIRED');
    expect(await refused(await cursorAt(tenantId, 4))).toBe('CURSOR_EXPIRED');
    expect(await refused('nonsense')).toBe('BAD_USER_INPUT');
    expect(await refused(await cursorAt(tenantId, 3))).toBe('followed');
  });

  test('after 1,000 followers came and went nothing of them is left', async () => {
    const tenantId = newTenant();
    const transport = createMemoryTransport(fail);
    const feed = createFeed({ log: server.parts.log, transport, checkIntervalMs: 60_000, onError: fail });
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    for (let cycle = 0; cycle < 1_000; cycle++) {
      const events = await follow(feed, { tenantId });
      const parked = events.next();
      await events.return?.();
      expect((await parked).done).toBe(true);
    }
    expect(feed.followerCount()).toBe(0);
    expect(transport.listenerCount()).toBe(1);
    // The job queue has timers of its own, which come and go.
    expect(timers()).toBeLessThan(before + 100);
    feed[Symbol.dispose]();
    expect(transport.listenerCount()).toBe(0);
  });

  function overflow(): never {
    throw new Error('overflow');
  }

  function fail(error: unknown): never {
    throw error;
  }
});
