import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { create } from '../../support/governance.ts';
import { startTcpProxy, type TcpProxy } from '../../support/process/tcp-proxy.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';

/** Roles belong to the whole server, which may not be this test's own. */
const READER = `mdm_reader_${process.pid}`;

let warehouse: TestDatabase;
let wire: TcpProxy;
let owner: Database;
let server: TestServer;

beforeAll(async () => {
  warehouse = await openTestDatabase();
  const { port } = new URL(warehouse.connectionString);
  wire = await startTcpProxy({ port: Number(port) });
  owner = openPostgres({
    connectionString: warehouse.connectionString,
    poolSize: 2,
    onIdleError: () => undefined,
  });
  // Nobody listens on port 1.
  await owner.exec(`
    CREATE SCHEMA finance;
    CREATE TABLE finance.invoices (id int PRIMARY KEY, amount int);
    INSERT INTO finance.invoices SELECT n, nullif(n % 4, 0) FROM generate_series(1, 40) n;
    CREATE ROLE ${READER} LOGIN PASSWORD 'reads';
    CREATE EXTENSION postgres_fdw;
    CREATE SERVER branch FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1');
    CREATE USER MAPPING FOR ${READER} SERVER branch OPTIONS (user 'nobody', password 'none');
    CREATE FOREIGN TABLE finance.payments (id int) SERVER branch;
    GRANT USAGE ON SCHEMA finance TO ${READER};
    GRANT SELECT ON ALL TABLES IN SCHEMA finance TO ${READER};
  `);
  const url = new URL(wire.through(warehouse.connectionString));
  url.username = READER;
  url.password = 'reads';
  server = await startTestServer({ env: { WAREHOUSE_URL: url.href, PROFILE_TIMEOUT_SECONDS: '4' } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await owner.exec(`DROP EXTENSION postgres_fdw CASCADE; DROP OWNED BY ${READER}; DROP ROLE ${READER}`);
  await owner.close();
  await wire[Symbol.asyncDispose]();
  await warehouse[Symbol.asyncDispose]();
});

interface Profile {
  rowCount: number;
  completeness: number;
}

async function profileOf(canonicalKey: string): Promise<Profile | undefined> {
  const query = `query ($canonicalKey: String!) {
    entity(entityType: METADATA, canonicalKey: $canonicalKey) { latestProfile { rowCount completeness } } }`;
  const answer = await server.query<{ entity: { latestProfile: Profile | null } }, object>(query, { canonicalKey });
  return answer.entity.latestProfile ?? undefined;
}

function register(canonicalKey: string, table: string): Promise<string> {
  const change = { name: canonicalKey, tier: 'TIER1', dataset: { schema: 'finance', table } };
  return create(server, { entityType: 'METADATA', canonicalKey, change });
}

/** How the profile of an entity waits, once it has been tried so often in vain. */
function waits(entityId: string, tries: number) {
  return until('the profile to wait', async () => {
    const { rows } = await server.parts.database.query(
      `SELECT run.status, job.data->'waiting'->>'tries' AS tries, job.retry_count = 0 AS "isFresh",
         job.start_after > now() AS "isLater"
       FROM pgboss.job JOIN governance.profile_run run ON run.id = job.data->>'runId'
       WHERE job.state = 'created' AND run.entity_id = $1 AND job.data->'waiting'->>'tries' = $2`,
      [entityId, String(tries)],
    );
    return rows[0];
  });
}

/** The pauses grow; the test does not wait for their end. */
async function hurry(): Promise<void> {
  await server.parts.database.query(`UPDATE pgboss.job SET start_after = now() WHERE state = 'created'`);
}

const said = () => server.logged.filter(({ message }) => message === 'profile waits').at(-1)?.fields;

async function failures(): Promise<Record<string, unknown>[]> {
  const page = { filter: { types: ['metadata.profile.failed' as const] }, limit: 10, newestFirst: false };
  return (await server.parts.log.page('demo', page)).map(({ event }) => ({ ...event?.payload }));
}

test('tables of another Postgres are profiled by a user who can only read', async () => {
  await register('invoices', 'invoices');
  // 10 of 80 values are missing.
  expect(await until('the profile', () => profileOf('invoices'))).toEqual({ rowCount: 40, completeness: 87.5 });
});

test('a profile outlasts a warehouse that is away, and spends none of its attempts on it', async () => {
  wire.refuse(true);
  wire.cutAll();
  const id = await register('away', 'invoices');
  for (const tries of [1, 2]) {
    expect(await waits(id, tries)).toEqual({ status: 'waiting', tries: String(tries), isFresh: true, isLater: true });
    await hurry();
  }
  expect(said()).toMatchObject({
    code: 'WAREHOUSE_UNAVAILABLE',
    error: 'the warehouse cannot be reached, or refused the connection',
  });
  wire.refuse(false);
  await until('the profile', async () => {
    await hurry();
    return profileOf('away');
  });
  expect(await failures()).toEqual([]);
});

test('a profile outlasts the lock of somebody who changes the table', async () => {
  const id = await owner.transaction(async (sql) => {
    await sql.query('ALTER TABLE finance.invoices ADD COLUMN note text');
    const entityId = await register('locked', 'invoices');
    await waits(entityId, 1);
    return entityId;
  });
  expect(id).toBeTruthy();
  expect(said()).toMatchObject({
    code: 'TABLE_LOCKED',
    error: 'finance.invoices, or a table that it reads, is locked by another session',
  });
  await hurry();
  await until('the profile', () => profileOf('locked'));
  expect(await failures()).toEqual([]);
});

test('a profile that has waited for a day is announced as failed, with what stood in its way', async () => {
  const id = await register('foreign', 'payments');
  await waits(id, 1);
  server.advance(24 * 60 * 60 * 1000);
  await hurry();
  expect(await until('the failure', async () => (await failures())[0])).toMatchObject({
    canonicalKey: 'foreign',
    errorCode: 'FOREIGN_SERVER_UNAVAILABLE',
    errorMessage:
      'a foreign server that finance.payments reads from cannot be reached (SQLSTATE 08001); it was retried for 24 h',
    attempts: 2,
  });
});
