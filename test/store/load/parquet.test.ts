import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type FileOptions, fileSource } from '../../../src/load/file-source.ts';
import { LoadError } from '../../../src/load/load-error.ts';
import { loadTable } from '../../../src/load/load-table.ts';
import { joinedSource } from '../../../src/load/source/joined-source.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/load/temporary-folder.ts';
import { writeParquet } from '../../support/load/write-parquet.ts';
import { openTestStore } from '../../support/store/test-store.ts';

const TABLE = { schema: 't', table: 'movies' };

describe('a Parquet file', { timeout: 60_000 }, () => {
  let database: Database;
  let folder: TemporaryFolder;
  beforeAll(async () => {
    [database, folder] = [await openTestStore(), await createTemporaryFolder()];
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await folder[Symbol.asyncDispose]();
  });
  beforeEach(() => database.exec('DROP SCHEMA IF EXISTS t CASCADE; CREATE SCHEMA t'));

  async function load(query: string, options: FileOptions = {}, mode: 'replace' | 'append' = 'replace') {
    const path = await writeParquet(folder.path, 'a.parquet', query);
    const { rows, columns } = await loadTable(database, await fileSource(path, options), { ...TABLE, mode });
    return { rows, types: columns.map(({ type }) => type) };
  }

  async function all(columns = '*'): Promise<unknown[]> {
    return (await database.query(`SELECT ${columns} FROM t.movies`, [], { rowMode: 'array' })).rows;
  }

  it.each([
    ['true', 'boolean', true],
    ['(-128)::TINYINT', 'bigint', '-128'],
    ['9223372036854775807::BIGINT', 'bigint', '9223372036854775807'],
    ['18446744073709551615::UBIGINT', 'numeric', '18446744073709551615'],
    ['12345678901234567.890::DECIMAL(20,3)', 'numeric', '12345678901234567.890'],
    ['0.1::FLOAT', 'real', 0.1],
    ['0.1::DOUBLE + 0.2::DOUBLE', 'double precision', 0.30000000000000004],
    [`'nan'::DOUBLE`, 'double precision', NaN],
    [`'-inf'::FLOAT`, 'real', -Infinity],
    [`DATE '2024-02-29'`, 'date', '2024-02-29'],
    [`DATE '0044-03-15 (BC)'`, 'date', '0044-03-15 BC'],
    [`TIME '10:00:00.123456'`, 'time without time zone', '10:00:00.123456'],
    [`TIMESTAMP '2024-02-29 10:00:00.123456'`, 'timestamp without time zone', '2024-02-29 10:00:00.123456'],
    [`TIMESTAMP_MS '2024-02-29 10:00:00.123'`, 'timestamp without time zone', '2024-02-29 10:00:00.123'],
    [`TIMESTAMP_NS '2024-02-29 10:00:00.123456'`, 'timestamp without time zone', '2024-02-29 10:00:00.123456'],
    [`TIMESTAMP_NS '2024-02-29 10:00:00.123456789'`, 'text', '2024-02-29 10:00:00.123456789'],
    [`TIMESTAMPTZ '2024-02-29 10:00:00+05:30'`, 'timestamp with time zone', '2024-02-29 04:30:00+00'],
    [`'2024-02-29'`, 'text', '2024-02-29'],
    [`'\\xff\\x00a'::BLOB`, 'bytea', '\\xff0061'],
    [`'73d7a7b5-2a3f-4c1c-8a5e-0d3c7c1f0f10'::UUID`, 'text', '73d7a7b5-2a3f-4c1c-8a5e-0d3c7c1f0f10'],
    [`[12345678901234567.89::DECIMAL(20,2), NULL]`, 'jsonb', '[12345678901234567.89, null]'],
    [`{'a': 9007199254740993, 'b': {'c': 'x"'}}`, 'jsonb', '{"a": 9007199254740993, "b": {"c": "x\\""}}'],
    [`MAP {'k': [1, 2]}`, 'jsonb', '{"k": [1, 2]}'],
    [`'{"a": 1.10}'::JSON`, 'jsonb', '{"a": 1.10}'],
  ])('keeps %s', async (expression, type, value) => {
    expect(await load(`SELECT ${expression} AS a UNION ALL SELECT NULL`)).toEqual({ rows: 2, types: [type] });
    await database.query(`SET TIME ZONE 'UTC'`);
    expect(await all()).toEqual([[value], [null]]);
  });

  it('has null for the texts that are told to be, and for no other value', async () => {
    await load(`SELECT 'NA' AS a, '' AS b, 7 AS c UNION ALL SELECT 'x', 'NA', NULL`, { nulls: ['NA', '7'] });
    expect(await all()).toEqual([
      [null, '', '7'],
      ['x', null, null],
    ]);
  });

  it('is appended by the types of the table, and its rows are counted', async () => {
    await database.exec('CREATE TABLE t.movies (id int, price numeric(10,2))');
    const query = (price: string) => `SELECT range::INT AS id, ${price}::DECIMAL(12,3) AS price FROM range(3000)`;
    await load(query('1.5'), {}, 'append');
    expect(await all('count(*)::int')).toEqual([[3000]]);
    await expect(load(query('if(range = 2345, 1.239, 1.5)'), {}, 'append')).rejects.toThrow(
      new LoadError('a.parquet row 2346: the column "price" is numeric(10,2), which would round "1.239"'),
    );
    await expect(load(query('1.5'), { delimiter: ';' })).rejects.toThrow('--delimiter is only for .csv and .tsv files');
    await expect(load(query('1.5'), { path: ['a'] })).rejects.toThrow('--path is only for .json');
  });

  it('may be one of several, which must have the same columns', async () => {
    const file = async (name: string, query: string) => fileSource(await writeParquet(folder.path, name, query));
    const one = await file('one.parquet', `SELECT 1 AS id, 'x' AS note`);
    const two = await file('two.parquet', `SELECT 'y' AS note, 2 AS id`);
    await loadTable(database, joinedSource([one, two]), TABLE);
    expect(await all()).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
    const other = await file('other.parquet', `SELECT 'z' AS note, 'A2' AS id`);
    expect(() => joinedSource([one, other])).toThrow(
      new LoadError('other.parquet: the column "id" is text, but bigint in a file before it'),
    );
  });

  it('is read from a folder of any name, and not as several files', async () => {
    const path = await writeParquet(folder.path, `it's.parquet`, 'SELECT 1 AS a');
    expect((await loadTable(database, await fileSource(path), TABLE)).rows).toBe(1);
  });

  it('that is none is refused in one line', async () => {
    const path = await folder.write('no.parquet', 'id,title\n');
    await expect(fileSource(path)).rejects.toThrow(/^no\.parquet: [^\n]+$/);
  });
});
