import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPglite, type PgliteDatabase } from '../../../src/store/database/embedded/pglite.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { keepStatistics } from '../../../src/store/keep-statistics.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { openTestStore } from '../../support/store/test-store.ts';

const EMBEDDED = { isEmbedded: true };
let database: PgliteDatabase;

beforeAll(async () => {
  database = await openTestStore();
  await keepStatistics(database, EMBEDDED);
});
afterAll(() => database.close());

async function insert(from: number, to: number, into: Database = database): Promise<void> {
  await into.query(
    `INSERT INTO governance.mdm_entity (id, tenant_id, entity_type, canonical_key, urn, name, tier, owner, status, version,
       definition, created_at, updated_at)
     SELECT 'met_' || n, 'demo', 'METADATA', 'key_' || n, '', '', 'tier1', CASE WHEN n % 100 = 0 THEN 'anna' ELSE 'bert' END,
       'ACTIVE', 1, '{}', now(), now() FROM generate_series($1::int, $2::int) AS n`,
    [from, to],
  );
}

/** How many entities of an owner the planner expects; it expects one in each of the other five tables, whatever is there. */
async function estimate(owner: string): Promise<number> {
  const { rows } = await database.query(
    `EXPLAIN (FORMAT JSON) SELECT FROM governance.mdm_entity WHERE tenant_id = 'demo' AND lower(owner) = $1`,
    [owner],
    { rowMode: 'array' },
  );
  const [[text]] = rows as [[string]];
  const [{ Plan }] = JSON.parse(text) as [{ Plan: { 'Plan Rows': number } }];
  return Plan['Plan Rows'];
}

function expectAbout(estimated: number, actual: number): void {
  expect(estimated).toBeGreaterThanOrEqual(actual);
  expect(estimated).toBeLessThanOrEqual(actual + 5);
}

test('the planner knows what is in tables that have grown, also since it looked at them last', async () => {
  await insert(1, 2_000);
  expect(await keepStatistics(database, EMBEDDED)).toEqual(['entity_text', 'mdm_global_metadata', 'mdm_entity']);
  expectAbout(await estimate('anna'), 20);
  expectAbout(await estimate('bert'), 1_980);

  await insert(2_001, 8_000);
  expect(await keepStatistics(database, EMBEDDED)).toEqual(['entity_text', 'mdm_global_metadata', 'mdm_entity']);
  expectAbout(await estimate('anna'), 80);
  expectAbout(await estimate('bert'), 7_920);
});

test('a table that has changed little is left alone', async () => {
  await insert(8_001, 8_100);
  expect(await keepStatistics(database, EMBEDDED)).toEqual([]);
});

test('a table that grew before the process ended, which loses the counts of changes, is recognized by its size', async () => {
  await insert(8_101, 11_000);
  await using reopened = await reopen();
  expect(await keepStatistics(reopened.database, EMBEDDED)).toEqual([
    'entity_text',
    'mdm_global_metadata',
    'mdm_entity',
  ]);
  expect(await keepStatistics(reopened.database, EMBEDDED)).toEqual([]);
});

test('on a Postgres server it adds what autovacuum leaves out: a partitioned table as a whole', async () => {
  const postgres = await openPostgresStore();
  const find = (text: string) => postgres.query(text, [], { rowMode: 'array' });
  const hasStatistics = async () =>
    (await find("SELECT EXISTS (SELECT FROM pg_stats WHERE tablename = 'mdm_entity' AND inherited)")).rows;
  await insert(1, 2_000, postgres);
  // Instead of autovacuum, which comes once a minute.
  await postgres.query('ANALYZE governance.mdm_global_metadata');
  expect(await hasStatistics()).toEqual([[false]]);
  expect(await keepStatistics(postgres, { isEmbedded: false })).toEqual(['mdm_entity']);
  expect(await hasStatistics()).toEqual([[true]]);
  expect(await keepStatistics(postgres, { isEmbedded: false })).toEqual([]);
  await postgres.close();
});

async function reopen() {
  const again = await openPglite({ template: await database.dump() });
  return { database: again, [Symbol.asyncDispose]: () => again.close() };
}
