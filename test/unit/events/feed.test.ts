import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createFeed, type Feed, type FeedParts, type ReadOptions } from '../../../src/events/live/feed.ts';
import { type Bookmark, isBookmark, QUEUE_LIMIT_EVENTS } from '../../../src/events/live/feed-reader.ts';
import type { LogEntry, LoggedEvent } from '../../../src/events/log/log.ts';
import { createMemoryTransport, type MemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import { refreshed, rejected } from '../../support/events/events.ts';
import { createMemoryLog, failingLog, type MemoryLog } from '../../support/events/memory-log.ts';
import { until } from '../../support/until.ts';

const tenantId = 'acme';
const NONE = { types: ['metadata.profile.completed'] } as const;

let log: MemoryLog;
let transport: MemoryTransport;
let feed: Feed;
beforeEach(() => {
  log = createMemoryLog();
  transport = createMemoryTransport(fail);
  feed = open();
});
afterEach(async () => {
  await feed[Symbol.asyncDispose]();
});

function open(parts: Partial<FeedParts> = {}): Feed {
  return createFeed({ log, transport, checkIntervalMs: 60_000, onError: fail, ...parts });
}

/** Appends, and announces nothing. */
function append(count: number, of = tenantId): LoggedEvent[] {
  return log.append(...Array.from({ length: count }, (_, index) => refreshed({ tenantId: of, rowsAffected: index })));
}

/** Appends, and announces it. */
function emit(count: number): void {
  transport.publish(append(count));
}

function read(options: Partial<ReadOptions> = {}, by = feed) {
  return by.read({ tenantId, ...options });
}

/** Reads, and waits until the channel has had its first look at the log: what is appended from then on has to be announced. */
async function readSettled(by = feed) {
  const events = await read({}, by);
  await until('the look at the log that opens the channel', () => by.refillCount() === 1);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  return events;
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

/** All offsets up to the failure, whose code is the last item. */
async function drain(events: AsyncIterator<LogEntry | Bookmark>): Promise<(number | string | undefined)[]> {
  const seen: (number | string | undefined)[] = [];
  try {
    for (;;) {
      const next = await take(events, 1);
      if (next.length === 0) return [...seen, 'done'];
      seen.push(...next);
    }
  } catch (error) {
    return [...seen, (error as { code?: string }).code];
  }
}

/** What was begun has had the time that it needs. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function fail(error: unknown): never {
  throw error;
}

describe('the feed', () => {
  test('joins replay and live without a gap or a repetition while events keep coming', async () => {
    emit(700);
    const readers = await Promise.all(
      [0, 0, 350].map(async (offset) => ({ offset, events: await read({ after: log.cursorAt(tenantId, offset) }) })),
    );
    const writing = (async () => {
      for (let round = 0; round < 60; round++) {
        emit(5);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const received = await Promise.all(readers.map(({ offset, events }) => take(events, 1_000 - offset)));
    await writing;
    expect(received).toEqual(readers.map(({ offset }) => oneTo(1_000).slice(offset)));
  });

  test('gives once what a replay has read before it was announced', async () => {
    await readSettled();
    emit(1);
    const entries = append(2);
    const events = await read({ after: log.cursorAt(tenantId, 0) });
    expect(await take(events, 3)).toEqual([1, 2, 3]);
    transport.publish(entries);
    emit(1);
    expect(await take(events, 1)).toEqual([4]);
  });

  test('gives who has no cursor what comes from then on', async () => {
    emit(3);
    const events = await read();
    emit(2);
    expect(await take(events, 2)).toEqual([4, 5]);
  });

  test('is not misled by lost, repeated and reordered announcements', async () => {
    const events = await readSettled();
    const entries = append(12);
    // 4 comes after a hole, 2 late, 4 twice; 1, 3 and 5 to 11 are not announced.
    for (const offset of [4, 2, 4, 12, 12, 1]) transport.publish(entries.slice(offset - 1, offset));
    expect(await take(events, 12)).toEqual(oneTo(12));
  });

  test('does not read the log where the announcements of two instances overtake one another', async () => {
    const events = await readSettled();
    const entries = append(6);
    for (const index of [1, 0, 3, 5, 2, 4]) transport.publish(entries.slice(index, index + 1));
    expect(await take(events, 6)).toEqual(oneTo(6));
    expect(feed.refillCount()).toBe(1);
  });

  test('reads the log at once after a gap of the transport', async () => {
    const events = await readSettled();
    append(3);
    transport.reportGap();
    expect(await take(events, 3)).toEqual([1, 2, 3]);
  });

  test('finds a lost last message by its check of the log', async () => {
    await using checking = open({ checkIntervalMs: 10 });
    const events = await readSettled(checking);
    append(1);
    expect(await take(events, 1)).toEqual([1]);
  });

  test('ends its readers with CURSOR_EXPIRED when the stream begins anew', async () => {
    append(2);
    await using checking = open({ checkIntervalMs: 10 });
    const events = await readSettled(checking);
    const expired = expect(events.next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    log.beginAnew(tenantId);
    await expired;
    expect(await events.next()).toEqual({ value: undefined, done: true });
    expect(checking.readerCount()).toBe(0);
  });

  test('sets a bookmark when the replay has caught up, and more when the stream moves on without a match', async () => {
    append(3);
    await using marking = open({ checkIntervalMs: 10, bookmarkIntervalMs: 0 });
    const after = log.cursorAt(tenantId, 0);
    const all = await read({ after, bookmarks: true }, marking);
    expect(await take(all, 3)).toEqual([1, 2, 3]);
    expect((await all.next()).value).toMatchObject({ bookmark: log.cursorAt(tenantId, 3) });
    append(1);
    expect(await take(all, 1)).toEqual([4]);

    const none = await read({ after, filter: NONE, bookmarks: true }, marking);
    expect((await none.next()).value).toMatchObject({ bookmark: log.cursorAt(tenantId, 4) });
    const next = none.next();
    append(2);
    expect((await next).value).toMatchObject({ bookmark: log.cursorAt(tenantId, 6) });
  });

  test('leaves out what a filter does not let through, and loses its place for none', async () => {
    emit(450);
    const events = await read({ after: log.cursorAt(tenantId, 0), filter: NONE });
    const next = take(events, 1);
    emit(3);
    await until('the reader', () => feed.readerCount() > 0);
    await events.return?.();
    expect(await next).toEqual([]);
  });

  test('keeps at most 1,000 events for who does not read, who gets the others from the log and misses none', async () => {
    const slow = await read();
    emit(QUEUE_LIMIT_EVENTS - 1);
    expect(feed.replayedPageCount()).toBe(0);
    emit(21);
    expect(await take(slow, 10)).toEqual(oneTo(10));
    expect(feed.replayedPageCount()).toBe(1);
    const count = QUEUE_LIMIT_EVENTS + 20;
    expect(await take(slow, count - 10)).toEqual(oneTo(count).slice(10));
    emit(1);
    expect(await take(slow, 1)).toEqual([count + 1]);
    expect(feed.replayedPageCount()).toBeLessThanOrEqual(Math.ceil(count / 200) + 1);
  });

  test('keeps at most 1 MiB of events for who does not read', async () => {
    const slow = await read();
    const reason = 'x'.repeat(100_000);
    for (let count = 0; count < 10; count++) transport.publish(log.append(rejected(tenantId, reason)));
    transport.publish(log.append(rejected(tenantId, reason)));
    expect(await take(slow, 11)).toEqual(oneTo(11));
    expect(feed.replayedPageCount()).toBe(1);
  });

  test('refuses a cursor that the log cannot honour, and never half-answers it', async () => {
    append(3);
    append(3, 'globex');
    const refused = (after: string) =>
      read({ after })
        .then((events) => Promise.race([events.next(), settled()]))
        .then(
          () => 'accepted',
          (error: unknown) => (error as { code?: string }).code,
        );
    expect(await refused(log.cursorAt('globex', 2))).toBe('CURSOR_EXPIRED');
    expect(await refused(log.cursorAt(tenantId, 4))).toBe('CURSOR_EXPIRED');
    expect(await refused('nonsense')).toBe('BAD_USER_INPUT');
    expect(await refused(log.cursorAt(tenantId, 3))).toBe('accepted');
    log.trim(tenantId, 2);
    expect(await refused(log.cursorAt(tenantId, 1))).toBe('CURSOR_EXPIRED');
    expect(await refused(log.cursorAt(tenantId, 2))).toBe('accepted');
  });

  test('ends a replay that retention overtakes with CURSOR_EXPIRED behind what it has shown, and skips nothing', async () => {
    append(900);
    const events = await read({ after: log.cursorAt(tenantId, 0) });
    expect(await take(events, 1)).toEqual([1]);
    log.trim(tenantId, 700);
    const seen = await drain(events);
    expect(seen.at(-1)).toBe('CURSOR_EXPIRED');
    expect([1, ...seen.slice(0, -1)]).toEqual(oneTo(seen.length));
    expect(seen.length).toBeLessThan(700);
  });

  test('ends a live reader that retention overtakes with CURSOR_EXPIRED, and does not let it wait for ever', async () => {
    append(1);
    const events = await readSettled();
    const rest = drain(events);
    // These are not announced, as for an instance that was stopped for a long time.
    append(5);
    log.trim(tenantId, 6);
    transport.reportGap();
    expect(await rest).toEqual(['CURSOR_EXPIRED']);
    expect(feed.readerCount()).toBe(0);
  });

  test('tells of a read that failed, and goes on from the same place at the next check', async () => {
    const failures: unknown[] = [];
    let fails = true;
    const failing = failingLog(log, () => fails);
    await using checking = open({ log: failing, checkIntervalMs: 10, onError: (error) => failures.push(error) });
    const events = await read({}, checking);
    append(3);
    await until('the failure', () => failures.length > 0);
    fails = false;
    expect(await take(events, 3)).toEqual([1, 2, 3]);
  });

  test('keeps nothing of 1,000 readers that came and went', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    for (let cycle = 0; cycle < 1_000; cycle++) {
      const events = await read();
      const parked = events.next();
      await events.return?.();
      expect((await parked).done).toBe(true);
    }
    expect(feed.readerCount()).toBe(0);
    expect(transport.listenerCount()).toBe(1);
    expect(timers()).toBeLessThan(before + 10);
    await feed[Symbol.asyncDispose]();
    expect(transport.listenerCount()).toBe(0);
  });
});
