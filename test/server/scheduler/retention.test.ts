import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startRecurringJob } from '../../../src/scheduler/recurring-job.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { type JobQueue, openJobQueue } from '../../../src/store/queue/job-queue.ts';
import { findOldestOpenOffset } from '../../../src/store/queue/open-jobs.ts';
import { rejected } from '../../support/events/events.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { hasten } from '../../support/store/hasten.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestStore } from '../../support/store/test-store.ts';
import { until } from '../../support/until.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NAME = 'remove-old-events';

describe.each(STORES)('the retention of a server on %s', (_, openStore) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore(), env: { EVENT_RETENTION_DAYS: '30' } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const passes = () =>
    server.logged.filter(({ message }) => message === 'retention pass').map(({ fields }) => fields.removed);
  const waiting = async () =>
    (
      await server.parts.database.query(
        `SELECT extract(minute FROM start_after)::int AS minute FROM pgboss.job WHERE name = $1 AND state = 'created'`,
        [NAME],
      )
    ).rows;

  test('there is a pass at the start, and the next two are in the queue for their full hours, once', async () => {
    await until('the pass at the start', () => passes().length === 1);
    expect(passes()).toEqual([0]);
    expect(await waiting()).toEqual([{ minute: 0 }, { minute: 0 }]);
  });

  test('a pass removes what is older than the setting says, in every tenant, and puts the next ones into the queue', async () => {
    const emit = (tenantId: string) => server.bus.emitEvent(rejected(tenantId, 'no'));
    const trimmed = async (tenantId: string) => (await server.parts.log.head(tenantId)).trimmedThrough;
    for (const tenantId of ['a', 'a', 'b', 'c']) await emit(tenantId);
    await until('the end of the work on them', async () => {
      const open = ['a', 'b', 'c'].map((tenantId) => findOldestOpenOffset(server.parts.database, tenantId));
      return (await Promise.all(open)).every((offset) => offset === undefined);
    });
    server.advance(29 * DAY_MS);
    const bringForward = () => hasten(server, { queue: NAME, state: 'created', isFirst: true });
    await bringForward();
    await until('a pass', () => passes().length === 2);
    server.advance(2 * DAY_MS);
    await bringForward();
    await until('a pass', () => passes().length === 3);
    expect(passes()).toEqual([0, 0, 4]);
    expect([await trimmed('a'), await trimmed('b'), await trimmed('c')]).toEqual([2, 1, 1]);
    expect(new Set(await waiting().then((rows) => rows.map((row) => JSON.stringify(row))))).toEqual(
      new Set(['{"minute":0}']),
    );
  });
});

describe('passes', () => {
  let database: Database;
  let queue: JobQueue;

  beforeAll(async () => {
    database = await openTestStore();
    queue = await openJobQueue({
      database,
      isOnlyInstance: true,
      onError: (error) => {
        throw error;
      },
    });
  });
  afterAll(async () => {
    await queue.stop(1_000);
    await database.close();
  });

  test('a pass that does not end in its time goes on in further jobs, from where it was', async () => {
    const runs: (string | undefined)[] = [];
    await startRecurringJob({
      database,
      queue,
      clock: () => new Date(),
      name: 'in-parts',
      schedule: '0 * * * *',
      leaseSeconds: 60,
      run(from) {
        runs.push(from);
        // The same place twice, as for a tenant that has much.
        return Promise.resolve(['b', 'b', 'c'][runs.length - 1]);
      },
    });
    await until('the parts', () => runs.length === 4);
    expect(runs).toEqual([undefined, 'b', 'b', 'c']);
    const { rows } = await database.query(`SELECT 1 FROM pgboss.job WHERE name = 'in-parts' AND state = 'created'`);
    expect(rows).toHaveLength(2);
  });

  test('instances that start at the same time make one pass', async () => {
    let runs = 0;
    const now = new Date();
    const parts = {
      database,
      queue,
      clock: () => now,
      name: 'shared',
      schedule: '0 * * * *',
      leaseSeconds: 60,
      run() {
        runs += 1;
        return Promise.resolve(undefined);
      },
    };
    await startRecurringJob(parts);
    await until('the pass', () => runs === 1);
    await startRecurringJob(parts);
    const { rows } = await database.query(`SELECT 1 FROM pgboss.job WHERE name = 'shared'`);
    // That pass, and the next two.
    expect(rows).toHaveLength(3);
  });
});
