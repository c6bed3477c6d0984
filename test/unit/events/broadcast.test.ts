import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createFeed, type Feed, type FeedParts } from '../../../src/events/live/feed.ts';
import { createMemoryTransport, type MemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import { refreshed } from '../../support/events/events.ts';
import { createMemoryLog, failingLog, type MemoryLog } from '../../support/events/memory-log.ts';
import { type RenderCount, TestMember } from '../../support/events/test-member.ts';
import { until } from '../../support/until.ts';

const tenantId = 'acme';

let log: MemoryLog;
let transport: MemoryTransport;
let feed: Feed;
let count: RenderCount;
beforeEach(() => {
  log = createMemoryLog();
  transport = createMemoryTransport(fail);
  feed = openFeed();
  count = { entries: 0 };
});
afterEach(async () => {
  await feed[Symbol.asyncDispose]();
});

function openFeed(parts: Partial<FeedParts> = {}): Feed {
  return createFeed({ log, transport, checkIntervalMs: 60_000, onError: fail, ...parts });
}

function fail(error: unknown): never {
  throw error;
}

function emit(events: number): void {
  transport.publish(
    log.append(...Array.from({ length: events }, (_, index) => refreshed({ tenantId, rowsAffected: index }))),
  );
}

async function join(member: TestMember, after?: number, by = feed): Promise<TestMember> {
  const cursor = after === undefined ? undefined : log.cursorAt(tenantId, after);
  const bookmarks = member.wantsBookmarks;
  (await by.open({ tenantId, after: cursor, bookmarks })).join(member);
  return member;
}

const memberOf = (name: string) => new TestMember({ name, count });
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('a broadcast', () => {
  test('renders each event once, and sends all that one turn has brought in one batch that all share', async () => {
    const members = await Promise.all(from(1, 50).map((n) => join(memberOf(`${n}`))));
    await until('the look at the log that opens the channel', () => feed.refillCount() === 1);
    emit(20);
    await until('the events', () => members.every(({ received }) => received.length === 20));
    for (const { received } of members) expect(received).toEqual(from(1, 20));
    expect(count.entries).toBe(20);
    expect(new Set(members.flatMap(({ batches }) => batches)).size).toBeLessThanOrEqual(2);
  });

  test('gives everybody what comes after its own place, in order and each once, whenever it joins', async () => {
    emit(450);
    const joined: { start: number; member: TestMember }[] = [];
    let written = 450;
    for (let round = 0; round < 80; round++) {
      const start = Math.max(0, written - Math.round((round * 37) % 500));
      joined.push({ start, member: await join(memberOf(`${round}`), start) });
      const events = round % 4;
      emit(events);
      written += events;
      if (round % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await until('everything', () => joined.every(({ start, member }) => member.received.length >= written - start));
    for (const { start, member } of joined) expect(member.received).toEqual(from(start + 1, written));
  });

  test('reads and renders a page once for all who are behind, though a few events apart', async () => {
    emit(1_000);
    const members = await Promise.all(from(0, 99).map((n) => join(memberOf(`${n}`), n)));
    await until('all to be live', () => members.every(({ received }) => received.at(-1) === 1_000));
    for (const [index, { received }] of members.entries()) expect(received).toEqual(from(index + 1, 1_000));
    expect(feed.replayedPageCount()).toBe(5);
    expect(count.entries).toBe(1_000);
  });

  test('sends a replay only as fast as it is taken, and lets others go on', async () => {
    emit(1_000);
    let take: () => void = () => undefined;
    const slow = memberOf('slow');
    slow.busy = new Promise((resolve) => (take = resolve));
    await join(slow, 0);
    const fast = await join(memberOf('fast'), 0);
    await until('the fast one', () => fast.received.length === 1_000);
    emit(3);
    await until('the live events', () => fast.received.length === 1_003);
    expect(slow.received).toEqual(from(1, 200));
    slow.busy = undefined;
    take();
    await until('the slow one', () => slow.received.length === 1_003);
    expect(slow.received).toEqual(from(1, 1_003));
  });

  test('has a bookmark for who has caught up, and for all when the stream moves on without a match', async () => {
    emit(3);
    await using marking = openFeed({ checkIntervalMs: 10, bookmarkIntervalMs: 0 });
    const bookmarked = (name: string) => new TestMember({ name, wantsBookmarks: true });
    const bookmark = (offset: number) => `bookmark ${log.cursorAt(tenantId, offset)}`;
    const first = await join(bookmarked('first'), 1, marking);
    await until('the first', () => first.received.length === 3);
    expect(first.received).toEqual([2, 3, bookmark(3)]);
    const second = await join(bookmarked('second'), undefined, marking);
    expect(second.received).toEqual([bookmark(3)]);

    const filter = { types: ['metadata.profile.completed'] as const };
    const none = new TestMember({ name: 'none', group: 'none', wantsBookmarks: true });
    (await marking.open({ tenantId, filter, bookmarks: true })).join(none);
    emit(2);
    await until('the bookmark after them', () => none.received.length === 2);
    expect(none.received).toEqual([bookmark(3), bookmark(5)]);
  });

  test('keeps apart who has another key', async () => {
    const a = await join(new TestMember({ name: 'a', group: 'one', personalFrom: 1 }));
    const b = await join(new TestMember({ name: 'b', group: 'two' }));
    emit(2);
    await until('the events', () => a.received.length === 2 && b.received.length === 2);
    expect(a.received).toEqual(['1 for a', '2 for a']);
    expect(b.received).toEqual([1, 2]);
  });
});

describe('a result that depends on who gets it', () => {
  test('is made for each, from the event on that shows it, and nothing is lost or repeated', async () => {
    emit(300);
    const personalFrom = 420;
    const of = (name: string) => new TestMember({ name, personalFrom, count });
    const behind = await join(of('behind'), 0);
    const members = [behind, await join(of('live')), await join(of('live'))];
    for (let round = 0; round < 60; round++) {
      emit(5);
      if (round % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await until('everything', () => members.every(({ received }) => `${received.at(-1)}`.startsWith('600')));
    const expected = (name: string, start: number) => [
      ...from(start, personalFrom - 1),
      ...from(personalFrom, 600).map((offset) => `${offset} for ${name}`),
    ];
    expect(behind.received).toEqual(expected('behind', 1));
    for (const live of members.slice(1)) expect(live.received).toEqual(expected('live', 301));
  });

  test('is known from then on: who comes later is sent its own from the first event on', async () => {
    const of = (name: string) => new TestMember({ name, personalFrom: 1 });
    const first = await join(of('first'));
    const second = await join(of('second'));
    emit(1);
    await until('the event', () => first.received.length === 1 && second.received.length === 1);
    const third = await join(of('third'), 0);
    await until('the replay', () => third.received.length === 1);
    expect([first, second, third].map(({ received }) => received)).toEqual([
      ['1 for first'],
      ['1 for second'],
      ['1 for third'],
    ]);
  });
});

describe('a broadcast ends', () => {
  test('for who leaves, and with the last one', async () => {
    const [a, b] = [await join(memberOf('a')), await join(memberOf('b'))];
    a.broadcast?.leave(a);
    emit(1);
    await until('the event', () => b.received.length === 1);
    expect(a.received).toEqual([]);
    expect(feed.readerCount()).toBe(1);
    b.broadcast?.leave(b);
    expect(feed.readerCount()).toBe(0);
  });

  test('for who is behind what retention has removed, and for nobody else', async () => {
    emit(900);
    const live = await join(memberOf('live'));
    let take: () => void = () => undefined;
    const slow = memberOf('slow');
    slow.busy = new Promise((resolve) => (take = resolve));
    await join(slow, 0);
    await until('the first page', () => slow.received.length === 200);
    log.trim(tenantId, 700);
    slow.busy = undefined;
    take();
    await until('the end', () => slow.ended !== undefined);
    expect(slow.ended).toMatchObject({ error: { code: 'CURSOR_EXPIRED' } });
    expect(slow.received).toEqual(from(1, 200));
    emit(1);
    await until('the live event', () => live.received.length === 1);
    expect(live.ended).toBeUndefined();
  });

  test('not for who is at the place up to which retention has removed', async () => {
    emit(390);
    await join(memberOf('live'));
    log.trim(tenantId, 350);
    const member = await join(memberOf('resuming'), 350);
    await until('the rest', () => member.received.length === 40);
    expect(member.received).toEqual(from(351, 390));
  });

  test('with CURSOR_EXPIRED for all when the stream begins anew', async () => {
    emit(2);
    await using checking = openFeed({ checkIntervalMs: 10 });
    const members = await Promise.all(['a', 'b'].map((name) => join(memberOf(name), 2, checking)));
    log.beginAnew(tenantId);
    await until('the end', () => members.every(({ ended }) => ended !== undefined));
    for (const { ended } of members) expect(ended).toMatchObject({ error: { code: 'CURSOR_EXPIRED' } });
    expect(checking.readerCount()).toBe(0);
  });

  test('without an error when the server stops', async () => {
    const member = await join(memberOf('a'));
    await feed[Symbol.asyncDispose]();
    expect(member.ended).toEqual({ error: undefined });
  });

  test('and nothing is rendered any more once the feed is closed', async () => {
    const member = await join(memberOf('a'));
    let finish = (): void => undefined;
    member.slow = new Promise((resolve) => (finish = resolve));
    emit(1);
    // The event is on its way to the rendering.
    await new Promise((resolve) => setImmediate(resolve));
    let isClosed = false;
    const closing = feed[Symbol.asyncDispose]().then(() => (isClosed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    finish();
    await closing;
    expect(member).toMatchObject({ received: [], ended: { error: undefined } });
  });
});

test('a replay that cannot be read is told, waits, and goes on from the same place', async () => {
  emit(5);
  const failures: unknown[] = [];
  let fails = false;
  const failing = failingLog(log, () => fails);
  await using reading = openFeed({ log: failing, checkIntervalMs: 10, onError: (error) => failures.push(error) });
  const live = await join(memberOf('live'), undefined, reading);
  await until('the look at the log that opens the channel', () => reading.refillCount() === 1);
  fails = true;
  const behind = await join(memberOf('behind'), 1, reading);
  emit(1);
  await until('the live event', () => live.received.length === 1);
  await until('the failure', () => failures.length > 0);
  fails = false;
  await until('the rest', () => behind.received.length === 5);
  expect(behind).toMatchObject({ received: [2, 3, 4, 5, 6], ended: undefined });
});
