import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { create } from '../../support/governance.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import { until } from '../../support/until.ts';

/** Roles belong to the whole server, which may not be this test's own. */
const READER = `mdm_reader_${process.pid}`;

let warehouse: TestDatabase;
let owner: Database;
let server: TestServer;

beforeAll(async () => {
  warehouse = await openTestDatabase();
  owner = openPostgres({
    connectionString: warehouse.connectionString,
    poolSize: 1,
    onIdleError: () => undefined,
  });
  await owner.exec(`
    CREATE SCHEMA finance;
    CREATE TABLE finance.invoices (id int PRIMARY KEY, amount int);
    INSERT INTO finance.invoices SELECT n, nullif(n % 4, 0) FROM generate_series(1, 40) n;
    CREATE ROLE ${READER} LOGIN PASSWORD 'reads';
    GRANT USAGE ON SCHEMA finance TO ${READER};
    GRANT SELECT ON finance.invoices TO ${READER};
  `);
  const url = new URL(warehouse.connectionString);
  url.username = READER;
  url.password = 'reads';
  server = await startTestServer({ env: { WAREHOUSE_URL: url.href } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await owner.exec(`DROP OWNED BY ${READER}; DROP ROLE ${READER}`);
  await owner.close();
  await warehouse[Symbol.asyncDispose]();
});

interface Answer {
  entity: { latestProfile: { rowCount: number; completeness: number } | null } | null;
}

test('tables of another Postgres are profiled by a user who can only read', async () => {
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'invoices',
    change: { name: 'Invoices', tier: 'TIER1', dataset: { schema: 'finance', table: 'invoices' } },
  });
  const query = `{ entity(entityType: METADATA, canonicalKey: "invoices") { latestProfile { rowCount completeness } } }`;
  const profile = await until(
    'the profile',
    async () => (await server.query<Answer, object>(query)).entity?.latestProfile ?? undefined,
  );
  // 10 of 80 values are missing.
  expect(profile).toEqual({ rowCount: 40, completeness: 87.5 });
});
