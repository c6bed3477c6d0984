import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { startTcpProxy, type TcpProxy } from '../../support/process/tcp-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';

let server: TestDatabase;
let proxy: TcpProxy;
let database: Database;

beforeAll(async () => {
  server = await openTestDatabase();
  proxy = await startTcpProxy({ port: Number(new URL(server.connectionString).port) });
  database = openPostgres({
    connectionString: proxy.through(server.connectionString),
    poolSize: 2,
    onIdleError: () => undefined,
    statementDeadlineMs: 500,
  });
});
afterAll(async () => {
  await database.close();
  await proxy[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

test('connections that stay open and carry nothing fail their statements, and are replaced', async () => {
  await Promise.all([database.query('SELECT 1'), database.query('SELECT 1')]);
  let goOn: () => void = () => undefined;
  const broken = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const transaction = database.transaction(async (sql) => {
    await broken;
    return sql.query('SELECT 1');
  });
  proxy.swallow(true);
  goOn();
  await Promise.all([expect(database.query('SELECT 2')).rejects.toThrow(), expect(transaction).rejects.toThrow()]);
  proxy.swallow(false);
  await expect.poll(() => database.query('SELECT 3').then(({ rows }) => rows.length)).toBe(1);
  expect(await database.transaction((sql) => sql.query('SELECT 4'))).toMatchObject({ rowCount: 1 });
}, 60_000);

test('a measurement may take as long as it was given, whatever the deadline of other statements', async () => {
  const measured = database.readOnly({ timeoutMs: 5_000 }, (sql) => sql.query('SELECT pg_sleep(1.2)'));
  expect((await measured).rowCount).toBe(1);
  await expect(database.readOnly({ timeoutMs: 300 }, (sql) => sql.query('SELECT pg_sleep(10)'))).rejects.toMatchObject({
    name: 'StatementTimeoutError',
  });
});
