import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { AppError } from '../../../src/errors.ts';
import { createFeed } from '../../../src/events/live/feed.ts';
import { type Bookmark, isBookmark } from '../../../src/events/live/feed-reader.ts';
import { encodeCursor } from '../../../src/events/log/cursor.ts';
import type { EventLog, LogEntry } from '../../../src/events/log/log.ts';
import { createMemoryTransport } from '../../../src/events/transport/memory-transport.ts';
import type { TransportListener } from '../../../src/events/transport/transport.ts';
import { removeExpiredEvents } from '../../../src/scheduler/retention.ts';
import { trimStream } from '../../../src/store/log/trim-stream.ts';
import { findOldestOpenOffset } from '../../../src/store/queue/open-jobs.ts';
import { createUnitOfWork, type UnitOfWork } from '../../../src/store/unit-of-work.ts';
import { replayEvents } from '../../../src/workflow/administration/replay-events.ts';
import { approvalState, creation, request } from '../../support/approval-state.ts';
import { refreshed, rejected } from '../../support/events/events.ts';
import { approve, create } from '../../support/governance.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { askOverSocket, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { hasten } from '../../support/store/hasten.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Everything that is in the log now is older than that. */
const SOON = () => new Date(Date.now() + DAY_MS);

describe.each(STORES)('retention on %s', { timeout: 90_000 }, (store, openStore) => {
  let server: TestServer;
  let nextTenant = 0;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const newTenant = () => `retention-${++nextTenant}`;
  const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  const overflow = () => {
    throw new Error('overflow');
  };
  const transport = createMemoryTransport(overflow);

  /** Events whose durable work has been done; the transport for them is that of the tests, not of the server. */
  async function emit(tenantId: string, count: number): Promise<void> {
    const { database } = server.parts;
    const queue = { insert: () => Promise.resolve(), wake: () => undefined };
    await createUnitOfWork({ database, queue, transport, jobsOf: () => [] }).transaction((tx) => {
      for (let index = 0; index < count; index++) tx.emit(rejected(tenantId, `no ${index}`));
      return Promise.resolve();
    });
  }

  const trim = (tenantId: string, limit = 1_000, before = SOON()) =>
    trimStream(server.parts.database, { tenantId, before, limit });

  async function offsetsOf(tenantId: string): Promise<number[]> {
    const entries = await server.parts.log.page(tenantId, { filter: {}, limit: 10_000, newestFirst: false });
    return entries.map(({ offset }) => offset);
  }

  async function cursorAt(tenantId: string, offset: number): Promise<string> {
    const { epoch } = await server.parts.log.head(tenantId);
    return encodeCursor({ epoch, offset });
  }

  /** All offsets up to the end or the failure, whose code is the last item then. */
  async function drain(
    events: AsyncIterator<LogEntry | Bookmark>,
    { until: last, pause }: { until: number; pause?: () => Promise<unknown> },
  ): Promise<(number | string)[]> {
    const seen: (number | string)[] = [];
    try {
      while (seen.at(-1) !== last) {
        const { value, done } = await events.next();
        if (done) return [...seen, 'done'];
        if (isBookmark(value)) throw new Error('nobody asked for bookmarks');
        seen.push(value.offset);
        await pause?.();
      }
      await events.return?.();
      return seen;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return [...seen, error.code];
    }
  }

  test('removes from the beginning, batch by batch, and the stream goes on where it was', async () => {
    const [tenantId, other] = [newTenant(), newTenant()];
    await emit(tenantId, 25);
    await emit(other, 3);
    const before = await server.parts.log.head(tenantId);
    expect(await trim(tenantId, 10)).toBe(10);
    expect(await offsetsOf(tenantId)).toEqual(oneTo(25).slice(10));
    expect(await trim(tenantId, 10)).toBe(10);
    expect(await trim(tenantId, 10)).toBe(5);
    expect(await trim(tenantId, 10)).toBe(0);
    expect(await server.parts.log.head(tenantId)).toEqual({ ...before, trimmedThrough: 25 });
    await emit(tenantId, 2);
    expect(await offsetsOf(tenantId)).toEqual([26, 27]);
    expect(await offsetsOf(other)).toEqual([1, 2, 3]);
  });

  test('stops at the first event that is younger, though older ones come after it', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 5);
    await server.parts.database.query(
      `UPDATE governance.event_log SET appended_at = appended_at - interval '10 days'
       WHERE tenant_id = $1 AND stream_offset IN (1, 2, 4, 5)`,
      [tenantId],
    );
    expect(await trim(tenantId, 1_000, new Date(Date.now() - 9 * DAY_MS))).toBe(2);
    expect(await offsetsOf(tenantId)).toEqual([3, 4, 5]);
    expect(await trim(tenantId, 1_000, new Date(Date.now() - 9 * DAY_MS))).toBe(0);
  });

  test('of two removals at the same time nothing is counted twice, and nothing more is removed', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 50);
    const counts = await Promise.all([trim(tenantId, 30), trim(tenantId, 30), trim(tenantId, 30)]);
    const remaining = await offsetsOf(tenantId);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50 - remaining.length);
    expect(remaining).toEqual(oneTo(50).slice(50 - remaining.length));
    expect((await server.parts.log.head(tenantId)).trimmedThrough).toBe(50 - remaining.length);
  });

  test('goes through all tenants, and leaves to a further job what the time does not suffice for', async () => {
    const tenants = [newTenant(), newTenant(), newTenant()];
    for (const tenantId of tenants) await emit(tenantId, 1_500);
    const parts = {
      database: server.parts.database,
      retentionDays: 1,
      clock: () => new Date(SOON().getTime() + DAY_MS),
    };
    const rests: (string | undefined)[] = [];
    let total = 0;
    do {
      const { removed, rest } = await removeExpiredEvents(parts, { from: rests.at(-1), budgetMs: 0 });
      expect(removed).toBeGreaterThan(0);
      total += removed;
      rests.push(rest);
    } while (rests.at(-1) !== undefined);
    expect(total).toBeGreaterThanOrEqual(4_500);
    expect(rests.length).toBeGreaterThanOrEqual(5);
    for (const tenantId of tenants) expect(await offsetsOf(tenantId)).toEqual([]);
    expect(await removeExpiredEvents(parts)).toEqual({ removed: 0, rest: undefined });
  });

  test('an event stays while durable work has still to do with it; its dead letter outlives it', async () => {
    const tenantId = 'demo';
    await server.parts.database.exec(`
      CREATE FUNCTION governance.refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused on purpose'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON governance.profiling_decision FOR EACH ROW
        WHEN (NEW.explanation LIKE '%test.held %') EXECUTE FUNCTION governance.refuse();
    `);
    await emit(tenantId, 2);
    await server.bus.emitEvent(refreshed({ tenantId, table: 'held' }));
    const { offset } = await server.parts.log.head(tenantId);
    await emit(tenantId, 2);
    const oldest = () => findOldestOpenOffset(server.parts.database, tenantId);
    expect(await oldest()).toBe(offset);
    await trim(tenantId);
    expect(await offsetsOf(tenantId)).toEqual([offset, offset + 1, offset + 2]);
    await until('the end of the work', async () => {
      await hasten(server, { state: 'retry', isLast: true });
      return (await oldest()) === undefined;
    });
    await server.parts.database.exec('DROP FUNCTION governance.refuse CASCADE');
    expect(await trim(tenantId)).toBe(3);
    const query = '{ deadLetters { edges { node { subscriber event { __typename } } } } }';
    expect(await server.query(query)).toEqual({
      deadLetters: { edges: [{ node: { subscriber: 'profile', event: null } }] },
    });
  });

  test('a position behind the removal is CURSOR_EXPIRED for pages, queries and subscriptions; the one at it is not', async () => {
    const tenantId = 'demo';
    await emit(tenantId, 30);
    const last = (await server.parts.log.head(tenantId)).offset;
    const edge = last - 20;
    // The limit counts from what was removed before.
    await trim(tenantId, edge - (await server.parts.log.head(tenantId)).trimmedThrough);
    const { log } = server.parts;
    await expect(log.readAfter(tenantId, edge - 1, { limit: 10 })).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
    const filter = { types: ['metadata.profile.completed'] } as const;
    await expect(log.readAfter(tenantId, edge - 1, { limit: 10, filter })).rejects.toMatchObject({
      code: 'CURSOR_EXPIRED',
    });
    for (const newestFirst of [true, false]) {
      const page = (bounds: object) => log.page(tenantId, { filter: {}, limit: 5, newestFirst, ...bounds });
      await expect(page({ after: edge - 1 })).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
      await expect(page({ before: edge - 1 })).rejects.toMatchObject({ code: 'CURSOR_EXPIRED' });
      expect(await page({ after: edge })).toHaveLength(5);
    }
    expect((await log.readAfter(tenantId, edge, { limit: 5 })).entries.map(({ offset }) => offset)).toEqual(
      oneTo(last).slice(edge, edge + 5),
    );

    const query = `query ($after: String, $before: String) {
      events(first: 100, after: $after, before: $before) {
        edges { cursor } pageInfo { hasPreviousPage hasNextPage startCursor }
      }
    }`;
    for (const side of ['after', 'before']) {
      const answer = await ask(server, { query, variables: { [side]: await cursorAt(tenantId, edge - 1) } });
      expect(codeOf(answer)).toBe('CURSOR_EXPIRED');
    }
    const first = { hasPreviousPage: false, hasNextPage: false, startCursor: await cursorAt(tenantId, edge + 1) };
    for (const variables of [{}, { after: await cursorAt(tenantId, edge) }]) {
      const { data } = await ask<{ events: { edges: object[]; pageInfo: object } }>(server, { query, variables });
      expect(data?.events.edges).toHaveLength(last - edge);
      expect(data?.events.pageInfo).toEqual(first);
    }

    const subscription = async (offset: number) => ({
      query: 'subscription ($after: String) { events(after: $after) { __typename } }',
      variables: { after: await cursorAt(tenantId, offset) },
    });
    const expired = await askOverSocket(server.client(), await subscription(edge - 1));
    expect(expired.data ?? null).toBeNull();
    expect(expired.errors).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
    const replayed = start(server.client(), await subscription(edge));
    await until('the replay', () => replayed.messages.length === last - edge);
    replayed.complete();
  });

  test('a replay that the removal overtakes ends with CURSOR_EXPIRED behind what it has shown, and skips nothing', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 900);
    const events = await server.feed.read({ tenantId, after: await cursorAt(tenantId, 0) });
    const begun = await events.next();
    expect(begun.value).toMatchObject({ offset: 1 });
    expect(await trim(tenantId, 700)).toBe(700);
    const seen = await drain(events, { until: 900 });
    expect(seen.at(-1)).toBe('CURSOR_EXPIRED');
    expect([1, ...seen.slice(0, -1)]).toEqual(oneTo(seen.length));
    expect(seen.length).toBeLessThan(700);
  });

  test('a live reader that the removal overtakes ends with CURSOR_EXPIRED, and does not wait for ever', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 1);
    let listener: TransportListener | undefined;
    const transport = {
      publish: () => undefined,
      signalChange: () => undefined,
      listen(given: TransportListener) {
        listener = given;
        return () => undefined;
      },
    };
    let reading = 0;
    const log: EventLog = {
      ...server.parts.log,
      async readAfter(...args) {
        reading++;
        return server.parts.log.readAfter(...args).finally(() => reading--);
      },
    };
    const feed = createFeed({ log, transport, checkIntervalMs: 60_000, onError: overflow });
    const events = await feed.read({ tenantId });
    await until('the look at the log that opens the channel', () => feed.refillCount() === 1 && reading === 0);
    const rest = drain(events, { until: 99 });
    // Nothing rings for these, as for an instance that was stopped for a long time.
    await emit(tenantId, 5);
    await trim(tenantId);
    listener?.onGap?.();
    expect(await rest).toEqual(['CURSOR_EXPIRED']);
    expect(feed.readerCount()).toBe(0);
    await feed[Symbol.asyncDispose]();
  });

  test('however slowly or fast it is read while events come and go, what is shown is in order and without a hole', async () => {
    const tenantId = newTenant();
    const { log } = server.parts;
    const feed = createFeed({ log, transport, checkIntervalMs: 60_000, onError: overflow });
    await emit(tenantId, 1_000);
    const LAST = 3_000;
    let removed = 0;
    const writing = (async () => {
      for (let offset = 1_000; offset < LAST; offset += 20) await emit(tenantId, 20);
    })();
    const removing = (async () => {
      while (removed < 2_900) removed += await trim(tenantId, 37);
    })();
    const nap = (ms: number) => () => new Promise((resolve) => setTimeout(resolve, ms));
    const reading = Array.from({ length: 24 }, async (_, index) => {
      const { trimmedThrough, epoch } = await server.parts.log.head(tenantId);
      const begin = trimmedThrough + index * 20;
      const after = encodeCursor({ epoch, offset: begin });
      try {
        const events = await feed.read({ tenantId, after });
        // Some read at once, others dawdle.
        const seen = await drain(events, { until: LAST, ...(index % 3 > 0 && { pause: nap(index % 3) }) });
        return { begin, seen };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { begin, seen: [error.code] };
      }
    });
    const outcomes = await Promise.all(reading);
    await Promise.all([writing, removing]);
    for (const { begin, seen } of outcomes) {
      const offsets = seen.filter((item) => typeof item === 'number');
      expect(offsets).toEqual(oneTo(LAST).slice(begin, begin + offsets.length));
      expect(offsets.length === LAST - begin || seen.at(-1) === 'CURSOR_EXPIRED').toBe(true);
    }
    const expired = outcomes.filter(({ seen }) => seen.at(-1) === 'CURSOR_EXPIRED');
    // Both have been seen, or nothing has been proven.
    expect(expired.length).toBeGreaterThan(0);
    expect(expired.length).toBeLessThan(outcomes.length);
    expect(await offsetsOf(tenantId)).toEqual(oneTo(LAST).slice(removed));
    await feed[Symbol.asyncDispose]();
  });

  test('a decision shows its event as before when that is gone from the stream', async () => {
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'evaluated',
      change: { name: 'Evaluated', tier: 'TIER1' },
    });
    await server.bus.emitEvent(refreshed({ table: 'evaluated' }));
    const query = `{ entity(entityType: METADATA, canonicalKey: "evaluated") { profilingDecisions { edges { node {
      rule event { __typename ... on EventEnvelope { id cursor createdAt correlationId } }
    } } } } }`;
    const read = () => ask<{ entity: { profilingDecisions: { edges: object[] } } }>(server, { query });
    await untilIdle(server.parts.database, 'demo');
    const { data: before } = await read();
    expect(before?.entity.profilingDecisions.edges).toHaveLength(1);
    const { rows } = await server.parts.database.query(
      `SELECT id FROM governance.profiling_decision WHERE explanation LIKE '%test.evaluated %'`,
    );
    const [unbound] = rows as { id: string }[];
    const node = `query ($id: ID!) { node(id: $id) { ... on ProfilingDecision {
      event { ... on DataRefreshedEvent { cursor payload { service { table } } profilingDecisions { id } } } } } }`;
    const unboundBefore = await server.query(node, { id: unbound?.id });
    await trim('demo');
    expect(await offsetsOf('demo')).toEqual([]);
    expect((await read()).data).toEqual(before);
    expect(await server.query(node, { id: unbound?.id })).toEqual(unboundBefore);
    expect(JSON.stringify(unboundBefore)).toContain('"table":"evaluated"');
  });

  test('a request whose announcement is gone can be approved, and takes effect', async () => {
    const id = await request(server, creation('outlived'));
    await untilIdle(server.parts.database, 'demo');
    expect(await trim('demo')).toBeGreaterThan(0);
    expect((await approve(server, id)).__typename).toBe('ApproveSuccess');
    await until('the change', async () => (await approvalState(server, id)).appliedAt ?? undefined);
  });

  test('a duplicate is known as long as the first event is there', async () => {
    const tenantId = newTenant();
    const event = rejected(tenantId, 'twice');
    const emitOnce = () => server.bus.emitEvent(event);
    await emitOnce();
    await expect(emitOnce()).rejects.toThrow(/already/);
    await untilIdle(server.parts.database, tenantId);
    await trim(tenantId);
    await emitOnce();
    expect(await offsetsOf(tenantId)).toEqual([2]);
  });

  // The embedded store runs one transaction at a time.
  if (store === 'PGlite') return;
  test('an event that is being replayed stays until that is done, and new ones are appended meanwhile', async () => {
    const tenantId = newTenant();
    await emit(tenantId, 3);
    const { database, log, logger } = server.parts;
    const subscribers = [{ name: 'impact', types: ['approval.rejected'] as const }];
    const span = { subscriber: 'impact', after: await cursorAt(tenantId, 1), dryRun: false };
    const later = createUnitOfWork({
      database,
      // Not to be done before the removal has looked.
      queue: {
        async insert(sql, jobs) {
          for (const { queue, id, data } of jobs) {
            const job = `INSERT INTO pgboss.job (name, id, data, start_after) VALUES ($1, $2, $3, now() + interval '1 day')`;
            await sql.query(job, [queue, id, JSON.stringify(data)]);
          }
        },
        wake: () => undefined,
      },
      transport,
      jobsOf: () => [],
    });
    let trimming: Promise<number> | undefined;
    const replaying: UnitOfWork = {
      ...later,
      transaction: (work) =>
        later.transaction(async (tx) => {
          const result = await work(tx);
          await emit(tenantId, 1);
          trimming = trim(tenantId);
          await until('the removal to wait', async () => {
            const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
              WHERE wait_event_type = 'Lock' AND datname = current_database()`;
            const { rows } = await database.query(waiting);
            return (rows[0] as { count: number }).count > 0;
          });
          return result;
        }),
    };
    const actor = { actorId: 'anna', actorType: 'HUMAN' } as const;
    const outcome = await replayEvents(
      { unitOfWork: replaying, log, logger, subscribers, clock: () => server.now() },
      { tenantId, actor, roles: ['ADMIN'], sources: [] },
      span,
    );
    expect(outcome).toMatchObject({ count: 2 });
    expect(await trimming).toBe(1);
    expect(await offsetsOf(tenantId)).toEqual([2, 3, 4]);
  });
});
