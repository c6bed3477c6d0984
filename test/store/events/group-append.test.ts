import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Event } from '../../../src/events/schemas/catalogue.ts';
import { type Database, DatabaseUnavailableError } from '../../../src/store/database/sql.ts';
import { DuplicateEventError, type EventJob } from '../../../src/store/log/append/append-events.ts';
import { createGroupAppend } from '../../../src/store/log/append/group-append.ts';
import { createEventLog } from '../../../src/store/log/event-log.ts';
import { refreshed } from '../../support/events/events.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const APPEND = 'append_events';
const APPEND_OF_SEVERAL = 'append_events_of_several';

type Fault = (append: () => Promise<unknown>) => Promise<unknown>;

/** Appends an event of each of them, all asked for at once. */
function appendAll(group: ReturnType<typeof createGroupAppend>, events: readonly Event[]) {
  return Promise.allSettled(events.map((event) => group.append(event.tenantId, [{ event }])));
}

describe.each(STORES)('appends of events alone on %s', (_, openStore) => {
  let instance: TestInstance;
  let database: Database;
  let statements = 0;
  let jobsOf: (event: Event) => EventJob[] = () => [];
  /** What happens to the next append. */
  let fault: Fault | undefined;
  /** The same for the next append of several tenants. */
  let faultOfSeveral: Fault | undefined;

  beforeAll(async () => {
    database = await openStore();
    instance = await openTestInstance(database);
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  const watched = (): Database => ({
    ...database,
    async query(text, params, options) {
      const run = () => database.query(text, params, options);
      if (!text.includes(APPEND)) return run();
      statements += 1;
      const isOfSeveral = text.includes(APPEND_OF_SEVERAL);
      const current = isOfSeveral ? faultOfSeveral : fault;
      if (isOfSeveral) faultOfSeveral = undefined;
      else fault = undefined;
      if (current) await current(run);
      return run();
    },
  });

  function open() {
    statements = 0;
    return createGroupAppend({ database: watched(), jobsOf: (event) => jobsOf(event), onAppended: () => undefined });
  }

  const read = async (tenantId: string) => {
    const { entries } = await createEventLog(database).readAfter(tenantId, 0, { limit: 1_000 });
    return entries;
  };

  test('what waits together is committed together, in the order in which it came', async () => {
    const group = open();
    const events = Array.from({ length: 200 }, (_, index) => refreshed({ tenantId: 'together', rowsAffected: index }));
    const answers = await Promise.all(events.map((event) => group.append('together', [{ event }])));
    expect(answers.map(([entry]) => entry?.offset)).toEqual(events.map((_, index) => index + 1));
    expect((await read('together')).map(({ event }) => event?.id)).toEqual(events.map(({ id }) => id));
    expect(statements).toBe(2);
  });

  test('a request with many events stays whole, and tenants do not wait for one another', async () => {
    const group = open();
    const many = Array.from({ length: 700 }, () => ({ event: refreshed({ tenantId: 'many' }) }));
    const [, entries] = await Promise.all([
      group.append('many', [{ event: refreshed({ tenantId: 'many' }) }]),
      group.append('many', many),
      group.append('other', [{ event: refreshed({ tenantId: 'other' }) }]),
    ]);
    expect(entries.map(({ offset }) => offset)).toEqual(many.map((_, index) => index + 2));
    expect(await read('other')).toHaveLength(1);
  });

  test('a duplicate fails alone, and the log has no hole', async () => {
    const group = open();
    const event = refreshed({ tenantId: 'twice' });
    const others = Array.from({ length: 3 }, () => refreshed({ tenantId: 'twice' }));
    const answers = await Promise.allSettled(
      [event, event, ...others].map((one) => group.append('twice', [{ event: one }])),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', ...others.map(() => 'fulfilled')]);
    expect(answers[1]).toMatchObject({ reason: expect.any(DuplicateEventError) as Error });
    expect((await read('twice')).map(({ offset }) => offset)).toEqual([1, 2, 3, 4]);
  });

  test('what waits of several tenants is committed together, each tenant in its own order', async () => {
    const tenants = Array.from({ length: 20 }, (_, index) => `shared-${index}`);
    const events = [1, 2, 3].flatMap((round) =>
      tenants.map((tenantId) => refreshed({ tenantId, rowsAffected: round })),
    );
    const group = open();
    await appendAll(
      group,
      tenants.map((tenantId) => refreshed({ tenantId, rowsAffected: 0 })),
    );
    statements = 0;
    await appendAll(group, events);
    for (const tenantId of tenants) {
      const entries = await read(tenantId);
      expect(entries.map(({ offset }) => offset)).toEqual([1, 2, 3, 4]);
      expect(entries.map(({ event }) => event?.type === 'data.refreshed' && event.payload.rowsAffected)).toEqual([
        0, 1, 2, 3,
      ]);
      expect(new Set(entries.map(({ epoch }) => epoch)).size).toBe(1);
    }
    expect(statements).toBeLessThan(tenants.length);
  });

  test('a connection that is lost while several tenants are appended leaves each event in the log once', async () => {
    for (const isCommitted of [true, false]) {
      const tenants = Array.from({ length: 10 }, (_, index) => `lost-${isCommitted}-${index}`);
      const group = open();
      await appendAll(
        group,
        tenants.map((tenantId) => refreshed({ tenantId })),
      );
      const hits: string[] = [];
      faultOfSeveral = async (run) => {
        hits.push('lost');
        if (isCommitted) await run();
        throw new DatabaseUnavailableError(new Error('Connection terminated unexpectedly'), true);
      };
      const events = tenants.map((tenantId) => refreshed({ tenantId }));
      const answers = await appendAll(group, events);
      expect(hits).toEqual(['lost']);
      expect(answers.map(({ status }) => status)).toEqual(events.map(() => 'fulfilled'));
      for (const { tenantId, id } of events) {
        const [, second, ...more] = await read(tenantId);
        expect([second?.event?.id, more]).toEqual([id, []]);
      }
    }
  });

  test('a duplicate among several tenants fails alone', async () => {
    const tenants = Array.from({ length: 10 }, (_, index) => `mixed-${index}`);
    const group = open();
    await appendAll(
      group,
      tenants.map((tenantId) => refreshed({ tenantId })),
    );
    const events = tenants.map((tenantId) => refreshed({ tenantId }));
    const [repeated] = events.slice(8);
    const answers = await appendAll(group, repeated ? [...events, repeated] : []);
    expect(answers.map(({ status }) => status)).toEqual([...events.map(() => 'fulfilled'), 'rejected']);
    for (const tenantId of tenants) expect((await read(tenantId)).map(({ offset }) => offset)).toEqual([1, 2]);
  });

  test('an event that the database refuses fails alone', async () => {
    const group = open();
    await database.exec(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON governance.event_log FOR EACH ROW
        WHEN ((NEW.event->'payload'->>'rowsAffected')::int = 2 AND NEW.tenant_id = 'refused') EXECUTE FUNCTION refuse()`);
    const answers = await Promise.allSettled(
      [1, 2, 3, 4].map((rowsAffected) =>
        group.append('refused', [{ event: refreshed({ tenantId: 'refused', rowsAffected }) }]),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect((await read('refused')).map(({ offset }) => offset)).toEqual([1, 2, 3]);
  });

  test('a connection that is lost after the commit, or before it, leaves the event in the log once', async () => {
    for (const [tenantId, isCommitted] of [
      ['lost-after', true],
      ['lost-before', false],
    ] as const) {
      const group = open();
      fault = async (run) => {
        if (isCommitted) await run();
        throw new DatabaseUnavailableError(new Error('Connection terminated unexpectedly'), true);
      };
      const event = refreshed({ tenantId });
      const [entry] = await group.append(tenantId, [{ event }]);
      expect(entry).toMatchObject({ offset: 1, event: { id: event.id } });
      expect(await read(tenantId)).toHaveLength(1);
    }
  });

  test('a database that cannot be reached refuses at once, and the next request is served', async () => {
    const group = open();
    fault = () => Promise.reject(new DatabaseUnavailableError(new Error('connect ECONNREFUSED')));
    await expect(group.append('away', [{ event: refreshed({ tenantId: 'away' }) }])).rejects.toThrow(
      DatabaseUnavailableError,
    );
    await group.append('away', [{ event: refreshed({ tenantId: 'away' }) }]);
    expect(await read('away')).toHaveLength(1);
  });

  test('jobs get the offset of their event, and those for webhooks only where there are any', async () => {
    const group = open();
    const job = (queue: string, event: Event) => ({
      queue,
      id: event.id,
      data: { work: queue, tenantId: event.tenantId },
    });
    jobsOf = (event) => [
      job('impact', event),
      { ...job('webhook', event), id: event.id.replace(/^./, '0'), onlyWithWebhooks: true },
    ];
    await group.append('with-jobs', [{ event: refreshed({ tenantId: 'with-jobs' }) }]);
    await database.query(`UPDATE governance.event_stream SET has_webhooks = true WHERE tenant_id = 'with-jobs'`);
    await group.append('with-jobs', [{ event: refreshed({ tenantId: 'with-jobs' }) }]);
    const { rows } = await database.query(
      `SELECT name, (data->>'offset')::int AS "offset" FROM pgboss.job WHERE data->>'tenantId' = 'with-jobs' ORDER BY 2, 1`,
    );
    expect(rows).toEqual([
      { name: 'impact', offset: 1 },
      { name: 'impact', offset: 2 },
      { name: 'webhook', offset: 2 },
    ]);
  });
});

// On PGlite, which has one connection, nothing is appended while another transaction is open.
describe('appends of several tenants on Postgres', () => {
  test('a tenant whose counter is locked holds up no other, and is appended when it is free', async () => {
    const database = await openPostgresStore();
    await using _instance = await openTestInstance(database);
    const group = createGroupAppend({ database, jobsOf: () => [], onAppended: () => undefined });
    const tenants = Array.from({ length: 12 }, (_, index) => `locked-${index}`);
    await appendAll(
      group,
      tenants.map((tenantId) => refreshed({ tenantId })),
    );
    const [locked = '', ...others] = tenants;
    const order: string[] = [];
    const waiting = await database.transaction(async (sql) => {
      await sql.query('SELECT FROM governance.event_stream WHERE tenant_id = $1 FOR UPDATE', [locked]);
      // The others come first, and occupy what would append it alone.
      const answers = appendAll(
        group,
        others.map((tenantId) => refreshed({ tenantId })),
      );
      const waiting = group.append(locked, [{ event: refreshed({ tenantId: locked }) }]).then((entries) => {
        order.push(locked);
        return entries;
      });
      const later = appendAll(
        group,
        others.map((tenantId) => refreshed({ tenantId })),
      );
      const statuses = [...(await answers), ...(await later)].map(({ status }) => status);
      expect(statuses).toEqual([...others, ...others].map(() => 'fulfilled'));
      order.push('others');
      return { waiting };
    });
    expect((await waiting.waiting).map(({ offset }) => offset)).toEqual([2]);
    expect(order).toEqual(['others', locked]);
  });
});
