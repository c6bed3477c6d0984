import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { create } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { startTestPgBouncer, type TestPgBouncer } from '../../support/store/test-pgbouncer.ts';
import { until } from '../../support/until.ts';

/** Many more than the 20 connections to Postgres that the pooler hands round. */
const CLIENTS = 40;

let postgres: TestDatabase;
let pooler: TestPgBouncer;
let database: Database;
let server: TestServer;

beforeAll(async () => {
  postgres = await openTestDatabase();
  pooler = await startTestPgBouncer(postgres.connectionString);
  const url = pooler.connectionString;
  database = openPostgres({ connectionString: url, poolSize: CLIENTS, onIdleError: () => undefined });
  server = await startTestServer({ database, env: { DATABASE_URL: url, WAREHOUSE_URL: url } });
  await server.warehouse.exec(`
    CREATE SCHEMA sales;
    CREATE TABLE sales.customers (id int PRIMARY KEY);
    CREATE TABLE sales.orders (id int PRIMARY KEY, customer int);
    INSERT INTO sales.customers VALUES (1), (2);
    INSERT INTO sales.orders VALUES (1, 1), (2, 2), (3, 3), (4, 1)`);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await pooler[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

const dataset = { schema: 'sales', table: 'orders' };
const PROFILE = `{ entity(entityType: METADATA, canonicalKey: "orders") { latestProfile { rowCount validity } } }`;
interface Profile {
  rowCount: number;
  validity: number;
}

test('store and warehouse work through PgBouncer as it is by default', async () => {
  await create(server, {
    entityType: 'BUSINESS_RULE',
    canonicalKey: 'known_customer',
    change: {
      name: 'Known customer',
      tier: 'TIER3',
      dataset: { ...dataset, column: 'customer' },
      businessRule: {
        severity: 'CRITICAL',
        check: { reference: { schema: 'sales', table: 'customers', column: 'id' } },
      },
    },
  });
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'orders',
    change: { name: 'Orders', tier: 'TIER1', dataset },
  });
  const profile = await until(
    'the profile',
    async () =>
      (await server.query<{ entity: { latestProfile: Profile | null } }, object>(PROFILE)).entity.latestProfile ??
      undefined,
  );
  expect(profile).toEqual({ rowCount: 4, validity: 75 });
});

test('an import, which holds its rows in tables of its transaction, works too', async () => {
  const rows = [1, 2, 3].map((n) => ({
    entityType: 'METADATA',
    canonicalKey: `table_${n}`,
    content: { name: `${n}`, tier: 'TIER3' },
  }));
  const text = `mutation ($input: ImportEntitiesInput!) {
    importEntities(input: $input) { ... on ImportEntitiesSuccess { created } ... on Error { message } } }`;
  expect(await server.query(text, { input: { rows } })).toEqual({ importEntities: { created: 3 } });
});

test('no transaction leaves its settings to the next one, whoever that belongs to', async () => {
  const settings = `SELECT pg_sleep(0.01), current_setting('lock_timeout') || current_setting('statement_timeout')
    || current_setting('idle_in_transaction_session_timeout') || current_setting('row_security') AS found`;
  const found = await Promise.all(Array.from({ length: CLIENTS }, () => database.query(settings)));
  expect(new Set(found.flatMap(({ rows }) => rows.map((row) => (row as { found: string }).found)))).toEqual(
    new Set(['000on']),
  );
});

test('every transaction has the limits that keep it from holding up others', async () => {
  const limits = await database.transaction((sql) =>
    sql.query(
      `SELECT current_setting('lock_timeout') AS lock, current_setting('idle_in_transaction_session_timeout') AS idle`,
    ),
  );
  expect(limits.rows).toEqual([{ lock: '15s', idle: '10s' }]);
});

test('statements that are repeated work, although connections are handed round without what was prepared on them', async () => {
  const texts = [1, 2, 3].map((number) => `SELECT $1::int + ${number} AS sum`);
  const askAll = () =>
    Promise.all(
      Array.from({ length: CLIENTS * texts.length }, async (_, index) => {
        const [text = ''] = texts.slice(index % texts.length);
        const { rows } = await database.query(text, [index], { isRepeated: true });
        return rows[0];
      }),
    );
  const sums = Array.from({ length: CLIENTS * texts.length }, (_, index) => ({
    sum: index + (index % texts.length) + 1,
  }));
  for (let time = 0; time < 5; time += 1) expect(await askAll()).toEqual(sums);
});
