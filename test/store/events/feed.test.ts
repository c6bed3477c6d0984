import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createFeed, type Feed } from '../../../src/events/live/feed.ts';
import { type Bookmark, isBookmark } from '../../../src/events/live/feed-reader.ts';
import { encodeCursor } from '../../../src/events/log/cursor.ts';
import type { LogEntry } from '../../../src/events/log/log.ts';
import type { Transport } from '../../../src/events/transport/transport.ts';
import { refreshed } from '../../support/events/events.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';
import { until } from '../../support/until.ts';

const DEAF: Transport = { publish: () => undefined, signalChange: () => undefined, listen: () => () => undefined };

/** What the feed makes of transport and log: test/unit/events/feed.test.ts. Here the log is a stored one, and the transport the server's. */
describe.each(STORES)('the feed on %s', (_, openStore) => {
  let instance: TestInstance;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  async function emit(tenantId: string, count: number): Promise<void> {
    await instance.parts.unitOfWork.transaction((tx) => {
      for (let index = 0; index < count; index++) tx.emit(refreshed({ tenantId, rowsAffected: index }));
      return Promise.resolve();
    });
  }

  const read = (feed: Feed, tenantId: string, after?: string) => feed.read({ tenantId, after });

  async function take(events: AsyncIterator<LogEntry | Bookmark>, count: number): Promise<number[]> {
    const offsets: number[] = [];
    while (offsets.length < count) {
      const { value, done } = await events.next();
      if (done || isBookmark(value)) break;
      offsets.push(value.offset);
    }
    return offsets;
  }

  function deafFeed(): Feed {
    return createFeed({ log: instance.parts.log, transport: DEAF, checkIntervalMs: 20, onError: fail });
  }

  test('replay and live join without a gap or a repetition while events keep coming', async () => {
    const tenantId = 'joined';
    await emit(tenantId, 700);
    const { epoch } = await instance.parts.log.head(tenantId);
    const readers = await Promise.all(
      [0, 0, 350].map(async (offset) => ({
        offset,
        events: await read(instance.parts.feed, tenantId, encodeCursor({ epoch, offset })),
      })),
    );
    const writing = (async () => {
      for (let round = 0; round < 60; round++) await emit(tenantId, 5);
    })();
    const received = await Promise.all(readers.map(({ offset, events }) => take(events, 1_000 - offset)));
    await writing;
    expect(received).toEqual(
      readers.map(({ offset }) => Array.from({ length: 1_000 - offset }, (_, index) => offset + index + 1)),
    );
    for (const { events } of readers) await events.return?.();
  });

  test('what was not announced is found by the check of the log', async () => {
    await using feed = deafFeed();
    const events = await read(feed, 'silent');
    await until('the look at the log that opens the channel', () => feed.refillCount() === 1);
    await emit('silent', 1);
    expect(await take(events, 1)).toEqual([1]);
  });

  test('a stream that begins anew ends its readers with CURSOR_EXPIRED', async () => {
    await emit('anew', 2);
    await using feed = deafFeed();
    const events = await read(feed, 'anew');
    const expired = expect(events.next()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    await instance.parts.database.query(
      `UPDATE governance.event_stream SET epoch = gen_random_uuid() WHERE tenant_id = 'anew'`,
    );
    await expired;
  });

  function fail(error?: unknown): never {
    throw error instanceof Error ? error : new Error('overflow');
  }
});
