import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import type { Dataset } from '../../../src/domain/entities/entity.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

const PARTITIONED = `
  CREATE TABLE parts (id int, name text) PARTITION BY RANGE (id);
  CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (2);
  CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (2) TO (9);
  INSERT INTO parts VALUES (1, 'a'), (2, 'b'), (2, 'c')`;

describe.each(WAREHOUSES)('figures of a table in %s', (_, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
  }, OPEN_TIMEOUT_MS);
  afterAll(() => warehouse[Symbol.asyncDispose](), OPEN_TIMEOUT_MS);

  /** Makes the table `name` by the statements given and measures it. */
  async function measure(table: string, statements: string, dataset: Partial<Dataset> = {}, keepsTextRange = true) {
    await warehouse.database.exec(statements);
    const options = { warehouse: warehouse.database, timeoutMs: 60_000, excludedSchemas: [] };
    const profiler = createProfiler({ ...options, keepsTextRange });
    return profiler.measure({ schema: 'public', table, keyColumns: [], ...dataset }, []);
  }
  const figures = (name: string, dataType: string, nullCount: number, distinctCount: number) => ({
    name,
    dataType,
    nullCount,
    distinctCount,
  });

  test('are those that one counts by hand', async () => {
    const measured = await measure(
      'orders',
      `CREATE TABLE orders (id int PRIMARY KEY, customer text, amount numeric(10,2), placed date, paid boolean);
       INSERT INTO orders VALUES
         (1, 'Zoë', 10.50, '2024-02-29', true), (2, 'adam', 9.00, '2024-01-05', false), (3, 'Zoë', null, null, true),
         (4, null, 100, '1999-12-31', null);`,
    );
    expect(measured).toEqual({
      rowCount: 4,
      distinctKeys: 4,
      columns: [
        { ...figures('id', 'integer', 0, 4), min: '1', max: '4' },
        { ...figures('customer', 'text', 1, 2), min: 'Zoë', max: 'adam' },
        { ...figures('amount', 'numeric(10,2)', 1, 3), min: '9.00', max: '100.00' },
        { ...figures('placed', 'date', 1, 3), min: '1999-12-31', max: '2024-02-29' },
        { ...figures('paid', 'boolean', 1, 2), min: 'false', max: 'true' },
      ],
      rules: [],
    });
  });

  test('are zero where there are no rows', async () => {
    expect(await measure('empty', 'CREATE TABLE empty (id int, name text)')).toEqual({
      rowCount: 0,
      distinctKeys: 0,
      columns: [
        { ...figures('id', 'integer', 0, 0), min: null, max: null },
        { ...figures('name', 'text', 0, 0), min: null, max: null },
      ],
      rules: [],
    });
  });

  test('are about the one column that is bound', async () => {
    const measured = await measure(
      'bound',
      `CREATE TABLE bound (a int, b int); INSERT INTO bound VALUES (1, 1), (1, 2), (1, 2)`,
      { column: 'b' },
    );
    expect(measured.columns.map(({ name }) => name)).toEqual(['b']);
    expect(measured.distinctKeys, 'whole rows').toBe(2);
  });

  test('count a key with a null in it as one value like any other', async () => {
    const statements = `
      CREATE TABLE null_keys (a int, b text);
      INSERT INTO null_keys VALUES (1, 'x'), (1, 'x'), (null, 'x'), (null, 'x'), (null, null), (null, null), (2, null)`;
    expect((await measure('null_keys', statements, { keyColumns: ['a'] })).distinctKeys).toBe(3);
    expect((await measure('null_keys', '', { keyColumns: ['a', 'b'] })).distinctKeys).toBe(4);
    expect((await measure('null_keys', '', { keyColumns: ['b', 'a', 'b'] })).distinctKeys).toBe(4);
    expect((await measure('null_keys', '')).distinctKeys, 'the whole row').toBe(4);
  });

  test('take the key from the dataset, else from the primary key without what it merely includes', async () => {
    const statements = `
      CREATE TABLE keyed (b int, a int, c int, PRIMARY KEY (a, b) INCLUDE (c));
      INSERT INTO keyed SELECT g % 2, g, g % 3 FROM generate_series(1, 6) g;
      CREATE TABLE heir () INHERITS (keyed);
      INSERT INTO heir VALUES (1, 1, 77), (1, 1, 78)`;
    const measured = await measure('keyed', statements);
    expect([measured.rowCount, measured.distinctKeys], 'a primary key does not hold for heirs').toEqual([8, 6]);
    expect((await measure('keyed', '', { keyColumns: ['c'] })).distinctKeys).toBe(5);
    expect((await measure('keyed', '', { column: 'c' })).distinctKeys).toBe(6);
  });

  test('compare values of types without an order by their text', async () => {
    const measured = await measure(
      'odd',
      `CREATE TYPE pair AS (x int, y json);
       CREATE DOMAIN tags AS json[];
       CREATE TABLE odd (j json, x xml, p point, pj json[], dom tags, comp pair, i int[], r int4range, u uuid, b bytea,
         v varchar(9)[], n name, iv int2vector, jb jsonb, v1 varchar, fixed char(5), net cidr, bits bit(2));
       INSERT INTO odd SELECT '{"a":1}', '<a/>', '(1,2)', ARRAY['1'::json], ARRAY['1'::json], ROW(1, '2'::json)::pair, '{1,2}', '[1,3)',
         '00000000-0000-0000-0000-000000000001', '\\x00', '{x}', 'n', '1 2', '{"a":1.0,"b":2}', 'v', 'x', '10.0.0.0/8', B'01'
         FROM generate_series(1, 2);
       INSERT INTO odd SELECT '{"a": 1}', '<b/>', '(1,3)', ARRAY['2'::json], ARRAY['2'::json], ROW(1, '3'::json)::pair, '{1,3}', '[1,4)',
         '00000000-0000-0000-0000-000000000002', '\\x01', '{y}', 'm', '1 3', '{"b":2,"a":1.00}', 'w', 'y', '10.0.0.0/9', B'11';
       INSERT INTO odd (j) VALUES (null);`,
    );
    expect([measured.rowCount, measured.distinctKeys]).toEqual([4, 3]);
    const counts = Object.fromEntries(
      measured.columns.map(({ name, nullCount, distinctCount }) => [
        name,
        `${nullCount} null, ${distinctCount} distinct`,
      ]),
    );
    const { jb, ...others } = counts;
    expect(jb, 'jsonb knows that 1.0 is 1.00').toBe('1 null, 1 distinct');
    expect(new Set(Object.values(others))).toEqual(new Set(['1 null, 2 distinct']));
    const unordered = measured.columns.filter(({ min, max }) => min === null && max === null);
    expect(unordered.map(({ name }) => name)).toEqual([
      'j',
      'x',
      'p',
      'pj',
      'dom',
      'comp',
      'i',
      'r',
      'u',
      'b',
      'v',
      'iv',
      'jb',
      'bits',
    ]);
  });

  test('order every type that has a sensible order', async () => {
    const measured = await measure(
      'ordered',
      `CREATE TYPE mood AS ENUM ('sad', 'fine', 'glad');
       CREATE DOMAIN feeling AS mood; CREATE DOMAIN deeper AS feeling; CREATE DOMAIN positive AS int CHECK (value > 0);
       CREATE TABLE ordered (m mood, d deeper, pos positive, t time, tz timetz, s timestamp, stz timestamptz, i interval,
         n inet, f float8, r real, big int8, fixed char(4), cash numeric);
       INSERT INTO ordered VALUES
         ('glad', 'glad', 10, '9:00', '9:00+01', '2024-05-06 7:08', '2024-05-06 7:08+02', '90 min', '10.0.0.9', 1e300, 0.1,
           9007199254740993, 'b', 'NaN'),
         ('sad', 'sad', 9, '10:00', '10:00+01', '2023-05-06', '2023-05-06 00:00+00', '2 days', '9.0.0.10', 0.1, 2, 3, 'B', 5)`,
    );
    expect(measured.columns.map(({ name, dataType, min, max }) => [name, dataType, min, max])).toEqual([
      ['m', 'mood', 'sad', 'glad'],
      ['d', 'deeper', 'sad', 'glad'],
      ['pos', 'positive', '9', '10'],
      ['t', 'time without time zone', '09:00:00', '10:00:00'],
      ['tz', 'time with time zone', '09:00:00+01', '10:00:00+01'],
      ['s', 'timestamp without time zone', '2023-05-06 00:00:00', '2024-05-06 07:08:00'],
      ['stz', 'timestamp with time zone', '2023-05-06 00:00:00+00', '2024-05-06 05:08:00+00'],
      ['i', 'interval', '01:30:00', '2 days'],
      ['n', 'inet', '9.0.0.10/32', '10.0.0.9/32'],
      ['f', 'double precision', '0.1', '1e+300'],
      ['r', 'real', '0.1', '2'],
      ['big', 'bigint', '3', '9007199254740993'],
      ['fixed', 'character(4)', 'B', 'b'],
      ['cash', 'numeric', '5', 'NaN'],
    ]);
  });

  test('contain no text of a row unless they are to, and the range of everything else', async () => {
    const { columns } = await measure(
      'people',
      `CREATE TYPE size AS ENUM ('small', 'large'); CREATE DOMAIN mail AS varchar(40);
       CREATE TABLE people (id int, name text, home mail, code char(2), size size, born date);
       INSERT INTO people VALUES (1, 'Zoë', 'zoe@example.com', 'DE', 'small', '1999-12-31')`,
      {},
      false,
    );
    const ranges = columns.map(({ name, min, max, distinctCount }) => [name, min, max, distinctCount]);
    expect(ranges).toEqual([
      ['id', '1', '1', 1],
      ['name', null, null, 1],
      ['home', null, null, 1],
      ['code', null, null, 1],
      ['size', 'small', 'small', 1],
      ['born', '1999-12-31', '1999-12-31', 1],
    ]);
  });

  test('cut the least and the greatest text to 200 characters', async () => {
    const { columns } = await measure('long', `CREATE TABLE long AS SELECT repeat('ü', 5000) AS t`);
    expect(columns[0]).toMatchObject({ min: 'ü'.repeat(200), max: 'ü'.repeat(200) });
  });

  test('find texts distinct as their column does', async () => {
    const { columns } = await measure(
      'collated',
      `CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
       CREATE TABLE collated (plain text, folded text COLLATE nocase, short varchar(9) COLLATE nocase);
       INSERT INTO collated VALUES ('a', 'a', 'a'), ('A', 'A', 'A')`,
    );
    // PGlite's ICU lacks the data for it and compares bytes.
    const { rows } = await warehouse.database.query(`SELECT 'a' = 'A' COLLATE nocase AS equal`);
    const expected = z.tuple([z.object({ equal: z.boolean() })]).parse(rows)[0].equal ? 1 : 2;
    expect(columns.map(({ distinctCount }) => distinctCount)).toEqual([2, expected, expected]);
  });

  test('fit into one statement for a table as wide as Postgres allows', async () => {
    const names = Array.from({ length: 1_600 }, (_, index) => `c${index}`);
    const { rowCount, distinctKeys, columns } = await measure(
      'wide',
      `CREATE TABLE wide (${names.map((name, index) => `${name} ${index % 2 ? 'boolean' : 'smallint'}`).join(', ')});
       INSERT INTO wide (c0, c1, c1598, c1599) SELECT g % 5, g % 2 = 0, g, null FROM generate_series(1, 20) g;
       INSERT INTO wide SELECT * FROM wide;`,
    );
    expect([rowCount, distinctKeys, columns.length]).toEqual([40, 20, 1_600]);
    expect(columns[0]).toEqual({ ...figures('c0', 'smallint', 0, 5), min: '0', max: '4' });
    expect(columns[1598]).toEqual({ ...figures('c1598', 'smallint', 0, 20), min: '1', max: '20' });
    expect(columns[1599]).toEqual({ ...figures('c1599', 'boolean', 40, 0), min: null, max: null });
  }, 15_000);

  test.each([
    ['a view', 'CREATE VIEW seen AS SELECT id, name FROM people', 'seen', 3],
    ['a materialized view', 'CREATE MATERIALIZED VIEW kept AS SELECT id, name FROM people', 'kept', 3],
    ['a partitioned table', PARTITIONED, 'parts', 3],
  ])('can be those of %s', async (_kind, statements, table, distinctKeys) => {
    const people = `CREATE TABLE IF NOT EXISTS people (id int, name text);
      TRUNCATE people; INSERT INTO people VALUES (1, 'a'), (2, 'b'), (2, 'c')`;
    const measured = await measure(table, `${people}; ${statements}`);
    expect([measured.rowCount, measured.distinctKeys]).toEqual([3, distinctKeys]);
    expect(measured.columns.map(({ distinctCount }) => distinctCount)).toEqual([2, 3]);
  });

  test('mean the table of exactly this name, whatever is in the name', async () => {
    const table = `Ünï"quoted"; DROP TABLE orders; --`;
    const quoted = `"Q1 ""odd"" $1"."${table.replaceAll('"', '""')}"`;
    const measured = await measure(
      table,
      `CREATE SCHEMA "Q1 ""odd"" $1";
       CREATE TABLE ${quoted} ("Mixed Case" int, "mixed case" int, "a"";b'" text, dropped int, "%s" int);
       ALTER TABLE ${quoted} DROP COLUMN dropped;
       INSERT INTO ${quoted} VALUES (1, 2, 'x', 7), (1, 3, 'x', 8)`,
      { schema: 'Q1 "odd" $1', keyColumns: ['Mixed Case'] },
    );
    expect(measured.distinctKeys).toBe(1);
    expect(measured.columns.map(({ name, min }) => [name, min])).toEqual([
      ['Mixed Case', '1'],
      ['mixed case', '2'],
      [`a";b'`, 'x'],
      ['%s', '7'],
    ]);
  });
});
