import { afterAll, beforeAll, expect, test } from 'vitest';

import { create, requestChange } from '../../support/governance.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
/** Everything in the database, by name. */
let relations: string;

beforeAll(async () => {
  server = await startTestServer();
  await server.warehouse.exec(`
    CREATE SCHEMA sales;
    CREATE TABLE sales.orders (id int PRIMARY KEY, code text, "it's ""odd"" ; --" text);
    INSERT INTO sales.orders VALUES (1, 'a', 'x'), (2, 'b', 'y');
    CREATE TABLE sales."orders""; DROP TABLE sales.orders; --" AS SELECT 7 AS id;
  `);
  relations = await allRelations();
});
afterAll(() => server[Symbol.asyncDispose]());

async function allRelations(): Promise<string> {
  const { rows } = await server.parts.database.query(
    `SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('governance', 'sales') ORDER BY 1, 2`,
  );
  return JSON.stringify(rows);
}

const DROP = `x"; DROP TABLE sales.orders; --`;
const DATASET = { schema: 'sales', table: 'orders' };
let count = 0;

/** Has a dataset measured, and gives what came of it: the profile, or the reason of the failure. */
async function outcomeOf(dataset: object): Promise<{ rowCount?: number; errorCode?: string }> {
  const canonicalKey = `entity_${count++}`;
  await create(server, { entityType: 'METADATA', canonicalKey, change: { name: 'E', tier: 'TIER1', dataset } });
  const query = `query ($keys: [String!]) {
    events(filter: { canonicalKeys: $keys, types: [METADATA_PROFILE_COMPLETED, METADATA_PROFILE_FAILED] }) { edges { node {
      ... on MetadataProfileCompletedEvent { payload { rowCount } }
      ... on MetadataProfileFailedEvent { payload { errorCode errorMessage } }
    } } }
  }`;
  return until('the outcome', async () => {
    const { data } = await ask<{ events: { edges: { node: { payload: object } }[] } }>(server, {
      query,
      variables: { keys: [canonicalKey] },
    });
    return data?.events.edges[0]?.node.payload;
  });
}

test.each([
  ['schema', { ...DATASET, schema: DROP }, 'TABLE_NOT_FOUND'],
  ['table', { ...DATASET, table: DROP }, 'TABLE_NOT_FOUND'],
  ['table with quotes of both kinds', { ...DATASET, table: `orders' OR "1"="1` }, 'TABLE_NOT_FOUND'],
  ['table with its schema', { ...DATASET, table: 'sales.orders' }, 'TABLE_NOT_FOUND'],
  ['table in other letters', { ...DATASET, table: 'ORDERS' }, 'TABLE_NOT_FOUND'],
  ['table that is a query', { ...DATASET, table: '(SELECT 1)' }, 'TABLE_NOT_FOUND'],
])(
  'a %s that is not what it seems is a profile that failed for a reason, and nothing is run',
  async (_, dataset, errorCode) => {
    expect(await outcomeOf(dataset)).toMatchObject({ errorCode });
    expect(await allRelations()).toBe(relations);
  },
);

test.each([
  ['column', { ...DATASET, column: DROP }, 'there is no column'],
  ['column that is an expression', { ...DATASET, column: 'pg_sleep(60)' }, 'there is no column'],
  ['key column', { ...DATASET, keyColumns: [DROP] }, 'there is no column'],
  ['schema of the store', { schema: 'governance', table: 'approval' }, 'cannot be profiled'],
  ['schema of the queue', { schema: 'pgboss', table: 'job' }, 'cannot be profiled'],
  ['schema of Postgres', { schema: 'pg_catalog', table: 'pg_authid' }, 'cannot be profiled'],
  ['schema of the standard', { schema: 'information_schema', table: 'tables' }, 'cannot be profiled'],
])('a %s that is not what it seems is refused when it is requested, and nothing is run', async (_, dataset, reason) => {
  const change = { name: 'E', tier: 'TIER1', dataset };
  const refused = await requestChange(server, { entityType: 'METADATA', canonicalKey: 'e', kind: 'CREATE', change });
  expect(refused.__typename).toBe('ValidationError');
  expect(refused.message).toContain(reason);
  expect(await allRelations()).toBe(relations);
});

test('names with quotes and semicolons that are there are measured', async () => {
  expect(await outcomeOf({ ...DATASET, table: 'orders"; DROP TABLE sales.orders; --' })).toEqual({ rowCount: 1 });
  expect(await outcomeOf({ ...DATASET, column: `it's "odd" ; --` })).toEqual({ rowCount: 2 });
  expect(await outcomeOf({ ...DATASET, keyColumns: [`it's "odd" ; --`] })).toEqual({ rowCount: 2 });
  expect(await allRelations()).toBe(relations);
});

test('SQL in the values of a business rule is compared, and not run', async () => {
  const sql = `a'; DROP TABLE sales.orders; --`;
  for (const check of [
    { acceptedValues: [sql, 'a'] },
    { pattern: `a'; DROP TABLE sales.orders; --|a` },
    { reference: { schema: 'sales', table: 'orders', column: 'code' } },
  ]) {
    await create(server, {
      entityType: 'BUSINESS_RULE',
      canonicalKey: `rule_${count++}`,
      change: {
        name: 'Rule',
        tier: 'TIER5',
        dataset: { ...DATASET, column: 'code' },
        businessRule: { severity: 'INFO', check },
      },
    });
  }
  expect(await outcomeOf(DATASET)).toEqual({ rowCount: 2 });
  const query = `{ entity(entityType: METADATA, canonicalKey: "entity_${count - 1}") { latestProfile { rules { checked passed } } } }`;
  const { data } = await ask<{ entity: { latestProfile: { rules: { passed: number }[] } } }>(server, { query });
  expect(data?.entity.latestProfile.rules.map(({ passed }) => passed).sort()).toEqual([1, 1, 2]);
  expect(await allRelations()).toBe(relations);
});

test('a search looks for the text that it is given, whatever that means elsewhere', async () => {
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'percent',
    change: { name: '100 % of it_all\\', tier: 'TIER5' },
  });
  const search = async (text: string) => {
    const query =
      'query ($text: String) { entities(filter: { search: $text }, first: 100) { edges { node { canonicalKey } } } }';
    const { data, text: answer } = await ask<{ entities: { edges: { node: { canonicalKey: string } }[] } }>(server, {
      query,
      variables: { text },
    });
    if (!data) throw new Error(answer);
    return data.entities.edges.map(({ node }) => node.canonicalKey);
  };
  for (const text of ['%', '100 %', 'IT_ALL', 't_a', '\\']) expect(await search(text), text).toEqual(['percent']);
  for (const text of [`' OR 1=1 --`, '%%', '1_0', '\\\\', `"; DROP TABLE sales.orders; --`]) {
    expect(await search(text), text).toEqual([]);
  }
  expect((await search('')).length).toBeGreaterThan(10);
  expect(await allRelations()).toBe(relations);
});
