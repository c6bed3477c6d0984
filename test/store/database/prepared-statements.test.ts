import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';

let postgres: TestDatabase;
let database: Database;

beforeAll(async () => {
  postgres = await openTestDatabase();
});
afterAll(() => postgres[Symbol.asyncDispose]());
beforeEach(() => {
  // One connection, which shows what is prepared on it.
  database = openPostgres({
    connectionString: postgres.connectionString,
    poolSize: 1,
    onIdleError: () => undefined,
  });
  return () => database.close();
});

async function preparedTexts(): Promise<unknown[]> {
  const { rows } = await database.query('SELECT statement FROM pg_prepared_statements ORDER BY 1', [], {
    rowMode: 'array',
  });
  return rows.flat();
}

test('a statement that is repeated stays prepared on its connection, others do not', async () => {
  const repeated = 'SELECT $1::int + 1 AS sum';
  for (const value of [1, 2]) {
    expect((await database.query(repeated, [value], { isRepeated: true })).rows).toEqual([{ sum: value + 1 }]);
  }
  await database.query('SELECT $1::int', [1]);
  expect(await preparedTexts()).toEqual([repeated]);
});

test('in a transaction nothing is prepared by name: an error about the name would end the transaction', async () => {
  await database.transaction((sql) => sql.query('SELECT $1::int', [1], { isRepeated: true }));
  expect(await preparedTexts()).toEqual([]);
});

test('a connection that has lost its statements is noticed, and nobody else', async () => {
  const ask = async (value: number) =>
    (await database.query('SELECT $1::int AS value', [value], { isRepeated: true })).rows;
  expect(await ask(1)).toEqual([{ value: 1 }]);
  await database.query('DEALLOCATE ALL');
  expect(await ask(2)).toEqual([{ value: 2 }]);
  expect(await preparedTexts()).toEqual([]);
});

test('a table whose columns have changed under a prepared statement is read all the same', async () => {
  await database.exec('CREATE TABLE changing (a int); INSERT INTO changing VALUES (1)');
  const ask = async () => (await database.query('SELECT * FROM changing', [], { isRepeated: true })).rows;
  expect(await ask()).toEqual([{ a: 1 }]);
  await database.exec('ALTER TABLE changing ALTER a TYPE text');
  expect(await ask()).toEqual([{ a: '1' }]);
  expect(await ask()).toEqual([{ a: '1' }]);
  expect(await preparedTexts()).toHaveLength(1);
});

test('a statement that fails for its own reasons fails', async () => {
  await expect(database.query('SELECT 1 / $1::int', [0], { isRepeated: true })).rejects.toThrow('division by zero');
});

test('the number of prepared statements is bounded', async () => {
  for (let number = 0; number < 120; number += 1) {
    await database.query(`SELECT ${number}`, [], { isRepeated: true });
  }
  expect(await preparedTexts()).toHaveLength(100);
});
