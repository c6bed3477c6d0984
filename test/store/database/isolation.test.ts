import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { migrate } from '../../../src/store/database/migrate.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { createEventLog } from '../../../src/store/log/event-log.ts';
import { type JobQueue, openJobQueue } from '../../../src/store/queue/job-queue.ts';
import { createUnitOfWork } from '../../../src/store/unit-of-work.ts';
import { refreshed } from '../../support/events/events.ts';
import { startTestPostgres, type TestPostgres } from '../../support/store/test-postgres.ts';
import { until } from '../../support/until.ts';

const QUEUE = {
  name: 'work',
  leaseSeconds: 60,
  retryLimit: 0,
  retryDelaySeconds: 1,
  concurrency: 5,
  hasDeadLetters: false,
};

describe.each(['repeatable\\ read', 'serializable'])('where the default isolation level is %s', (level) => {
  let server: TestPostgres;
  let database: Database;
  const queues: JobQueue[] = [];
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);

  beforeAll(async () => {
    server = await startTestPostgres();
    const { connectionString } = server;
    const first = openPostgres({ connectionString, poolSize: 1, onIdleError: () => undefined });
    await first.query(`ALTER DATABASE postgres SET default_transaction_isolation = '${level.replace('\\', '')}'`);
    await first.close();
    database = openPostgres({ connectionString, poolSize: 20, onIdleError: () => undefined });
    await migrate(database);
    // Two instances that take jobs from the same queue, each with its own view of what is taken.
    for (const _ of [1, 2]) queues.push(await openJobQueue({ database, isOnlyInstance: false, onError }));
  });
  afterAll(async () => {
    await Promise.all(queues.map((queue) => queue.stop(1_000)));
    await database.close();
    await server[Symbol.asyncDispose]();
  });

  test('every transaction says its own', async () => {
    const levelIn = (run: Promise<{ rows: unknown[] }>) => run.then(({ rows }) => rows);
    const show = (sql: Pick<Database, 'query'>) => levelIn(sql.query('SHOW transaction_isolation'));
    expect(await database.transaction(show)).toEqual([{ transaction_isolation: 'read committed' }]);
    expect(await database.transaction(show, { isMarked: true })).toEqual([{ transaction_isolation: 'read committed' }]);
    expect(await database.readOnly({ timeoutMs: 5_000 }, show)).toEqual([{ transaction_isolation: 'repeatable read' }]);
  });

  test('forty transactions at once that emit for one tenant are all committed', async () => {
    const transport = { publish: () => undefined, signalChange: () => undefined };
    const queue = { insert: () => Promise.resolve(), wake: () => undefined };
    const unitOfWork = createUnitOfWork({ database, queue, transport, jobsOf: () => [] });
    const emitted = Array.from({ length: 40 }, (_, index) =>
      unitOfWork.transaction((tx) => {
        tx.emit(refreshed({ tenantId: 'acme', rowsAffected: index }));
        return Promise.resolve();
      }),
    );
    const failed = (await Promise.allSettled(emitted)).filter(({ status }) => status === 'rejected');
    expect(failed).toEqual([]);
    expect((await createEventLog(database).head('acme')).offset).toBe(40);
  });

  test('forty statements at once that stand alone and write the same row all do so', async () => {
    await database.query('CREATE TABLE counter AS SELECT 0 AS value');
    const add = () => database.query('UPDATE counter SET value = value + 1 RETURNING pg_sleep(0.005)');
    const failed = (await Promise.allSettled(Array.from({ length: 40 }, add))).filter(
      ({ status }) => status === 'rejected',
    );
    expect(failed).toEqual([]);
    expect((await database.query('SELECT value FROM counter')).rows).toEqual([{ value: 40 }]);
  });

  test('jobs are each done once, and the queue has nothing to complain of', async () => {
    const done: string[] = [];
    for (const queue of queues) {
      await queue.work(QUEUE, ({ id }) => {
        done.push(id);
        return Promise.resolve();
      });
    }
    const ids = Array.from({ length: 60 }, () => randomUUID());
    await queues[0]?.insert(
      database,
      ids.map((id) => ({ queue: QUEUE.name, id, data: {} })),
    );
    for (const queue of queues) queue.wake([QUEUE.name]);
    await until('the jobs', async () => {
      const { rows } = await database.query(`SELECT count(*)::int AS open FROM pgboss.job WHERE state < 'completed'`);
      return JSON.stringify(rows) === '[{"open":0}]';
    });
    expect(done.sort()).toEqual(ids.sort());
    expect(errors).toEqual([]);
  });
});
