import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Dataset } from '../../../src/domain/entities/entity.ts';
import type { BoundRule } from '../../../src/domain/profiling/bound-rule.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { ruleOn } from '../../support/profiler/bound-rule.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

const TABLES = `
  CREATE TABLE orders (id int PRIMARY KEY, note text);
  INSERT INTO orders VALUES (1, 'top secret');
  CREATE SCHEMA private;
  CREATE TABLE private.orders (id int);
  CREATE SEQUENCE numbers;
  CREATE TABLE nothing ();
  CREATE VIEW endless AS SELECT g AS id FROM generate_series(1, 1000000000000) g;
  CREATE VIEW broken AS SELECT note::int AS id FROM orders;
  CREATE FUNCTION shout() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'top secret'; END $$;
  CREATE VIEW shouting AS SELECT shout() AS id;
  CREATE FUNCTION scribble() RETURNS int LANGUAGE sql AS $$ INSERT INTO orders VALUES (2, 'b') RETURNING id $$;
  CREATE VIEW scribbling AS SELECT scribble() AS id;
  CREATE FUNCTION lost() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM gone); END $$;
  CREATE VIEW losing AS SELECT lost() AS id;
  CREATE VIEW matching AS SELECT id FROM orders WHERE note ~ (note || '(');
  CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS id WITH NO DATA;
  CREATE TABLE half (id int, pay int);
  CREATE TABLE hidden (id int);
  CREATE VIEW window_on_hidden AS SELECT id FROM hidden;
  CREATE TABLE broad (${Array.from({ length: 100 }, (_, index) => `c${index} int`).join(', ')});
  CREATE ROLE reader;
  GRANT SELECT ON orders, window_on_hidden TO reader;
  GRANT SELECT (id) ON half TO reader;
  ALTER VIEW window_on_hidden OWNER TO reader;`;

const dataset = (change: Partial<Dataset> = {}): Dataset => ({
  schema: 'public',
  table: 'orders',
  keyColumns: [],
  ...change,
});
const reference = (schema: string, table: string, column: string) =>
  ruleOn('id', { kind: 'reference', schema, table, column });

describe.each(WAREHOUSES)('what cannot be measured in %s', (_, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
    await warehouse.database.exec(TABLES);
  }, OPEN_TIMEOUT_MS);
  afterAll(() => warehouse[Symbol.asyncDispose](), OPEN_TIMEOUT_MS);

  const measure = (what: Dataset, rules: readonly BoundRule[] = [], timeoutMs = 60_000) =>
    createProfiler({ warehouse: warehouse.database, timeoutMs, excludedSchemas: ['private'] }).measure(what, rules);

  test.each<readonly [string, string, Dataset, readonly BoundRule[], string]>([
    ['a table that is not there', 'TABLE_NOT_FOUND', dataset({ table: 'order' }), [], 'there is no table public.order'],
    ['a name in other case', 'TABLE_NOT_FOUND', dataset({ table: 'Orders' }), [], 'there is no table public.Orders'],
    ['a schema that is not there', 'TABLE_NOT_FOUND', dataset({ schema: 'shop' }), [], 'there is no table shop.orders'],
    ['a sequence', 'TABLE_NOT_FOUND', dataset({ table: 'numbers' }), [], 'there is no table public.numbers'],
    [
      'SQL as a name',
      'TABLE_NOT_FOUND',
      dataset({ table: `x"; DROP TABLE orders; --` }),
      [],
      'there is no table public.x"',
    ],
    [
      'SQL as a schema',
      'TABLE_NOT_FOUND',
      dataset({ schema: `public'; --` }),
      [],
      `there is no table public'; --.orders`,
    ],
    ['a name that no table can have', 'TABLE_NOT_FOUND', dataset({ table: 'a\0' }), [], 'there is no table public.a'],
    ['a name of half a character', 'TABLE_NOT_FOUND', dataset({ table: '\ud83d' }), [], 'there is no table public.'],
    ['a bound column that is not there', 'COLUMN_NOT_FOUND', dataset({ column: 'nr' }), [], 'orders has no column nr'],
    ['a system column', 'COLUMN_NOT_FOUND', dataset({ column: 'ctid' }), [], 'orders has no column ctid'],
    [
      'a key column that is not there',
      'COLUMN_NOT_FOUND',
      dataset({ keyColumns: ['id', 'nr'] }),
      [],
      'has no column nr, which is part of its key',
    ],
    [
      'SQL as a column',
      'COLUMN_NOT_FOUND',
      dataset({ column: 'id" FROM orders --' }),
      [],
      'has no column id" FROM orders --',
    ],
    [
      'a schema that is excluded',
      'SCHEMA_NOT_ALLOWED',
      dataset({ schema: 'private' }),
      [],
      'table private.orders is in a schema that is off limits',
    ],
    [
      'the catalog',
      'SCHEMA_NOT_ALLOWED',
      dataset({ schema: 'pg_catalog', table: 'pg_authid' }),
      [],
      'pg_catalog.pg_authid',
    ],
    [
      'the information schema',
      'SCHEMA_NOT_ALLOWED',
      dataset({ schema: 'information_schema', table: 'tables' }),
      [],
      'off limits',
    ],
    ['a temporary table', 'SCHEMA_NOT_ALLOWED', dataset({ schema: 'pg_temp_3', table: 'tables' }), [], 'off limits'],
    [
      'a table without columns',
      'NOT_MEASURABLE',
      dataset({ table: 'nothing' }),
      [],
      'table public.nothing has no columns',
    ],
    [
      'a materialized view without data',
      'NOT_MEASURABLE',
      dataset({ table: 'unfilled' }),
      [],
      'no data yet in materialized view public.unfilled',
    ],
    [
      'a value that the view cannot convert',
      'NOT_MEASURABLE',
      dataset({ table: 'broken' }),
      [],
      'cannot evaluate public.broken (SQLSTATE 22P02)',
    ],
    [
      'a view that raises an error',
      'NOT_MEASURABLE',
      dataset({ table: 'shouting' }),
      [],
      'cannot evaluate public.shouting (SQLSTATE P0001)',
    ],
    [
      'a view that writes',
      'NOT_MEASURABLE',
      dataset({ table: 'scribbling' }),
      [],
      'cannot evaluate public.scribbling (SQLSTATE 25006)',
    ],
    [
      'a view whose own pattern is invalid',
      'NOT_MEASURABLE',
      dataset({ table: 'matching' }),
      [ruleOn('id', { kind: 'notNull' })],
      'cannot evaluate public.matching (SQLSTATE 2201B)',
    ],
    [
      'a view that misses a table',
      'TABLE_NOT_FOUND',
      dataset({ table: 'losing' }),
      [],
      'public.losing, or a table that it or a rule of it reads, is gone',
    ],
  ])('%s is refused with %s', async (_what, code, what, rules, message) => {
    const error: unknown = await measure(what, rules).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ name: 'ProfileError', code });
    expect(String(error)).toContain(message);
    expect(JSON.stringify(error) + String(error), 'no value of a row').not.toContain('secret');
    expect(error).not.toHaveProperty('cause');
  });

  test.each<readonly [string, BoundRule, string]>([
    [
      'on a column that is not there',
      ruleOn('nr', { kind: 'notNull' }),
      'has no column nr, which rule nr.notNull checks',
    ],
    [
      'with a reference to no table',
      reference('public', 'shops', 'id'),
      'there is no table public.shops, which rule id.reference on public.orders.id refers to',
    ],
    [
      'with a reference to no column',
      reference('public', 'orders', 'nr'),
      'table public.orders has no column nr, which rule id.reference on public.orders.id refers to',
    ],
    [
      'with a reference into an excluded schema',
      reference('private', 'orders', 'id'),
      'table private.orders, which rule id.reference refers to, is in a schema that is off limits',
    ],
  ])('a rule %s is skipped, and says why; the table is measured all the same', async (_what, rule, message) => {
    const { rowCount, rules } = await measure(dataset(), [rule, ruleOn('id', { kind: 'notNull' })]);
    expect(rowCount).toBe(1);
    expect(rules).toMatchObject([
      { checked: 0, passed: 0 },
      { checked: 1, passed: 1 },
    ]);
    expect(rules.map(({ skippedBecause }) => skippedBecause)).toEqual([
      expect.stringContaining(message) as string,
      undefined,
    ]);
  });

  test('a column that may not be read is refused, by name, before any is read', async () => {
    await warehouse.database.exec('SET ROLE reader');
    try {
      const denied = (message: string, what: Dataset) =>
        expect(measure(what)).rejects.toMatchObject({
          code: 'PERMISSION_DENIED',
          message: `the warehouse's user may not read ${message}`,
        });
      await denied('column public.half.pay', dataset({ table: 'half' }));
      await denied('public.window_on_hidden or what it is made from', dataset({ table: 'window_on_hidden' }));
      const secret = 'column public.hidden.id, which rule id.reference on public.orders.id refers to';
      const { rules } = await measure(dataset(), [reference('public', 'hidden', 'id')]);
      expect(rules[0]?.skippedBecause).toBe(`the warehouse's user may not read ${secret}`);
      const { columns } = await measure(dataset({ table: 'half', column: 'id', keyColumns: ['id'] }));
      expect(columns.map(({ name }) => name)).toEqual(['id']);
    } finally {
      await warehouse.database.exec('RESET ROLE');
    }
  });

  test('what takes too long is ended, and the database goes on working', async () => {
    await expect(measure(dataset({ table: 'endless' }), [], 500)).rejects.toMatchObject({
      name: 'ProfileError',
      code: 'TIMEOUT',
      message: 'measuring public.endless takes longer than 0.5 s',
    });
    await expect(measure(dataset())).resolves.toMatchObject({ rowCount: 1 });
  });

  test('nothing that a profile set stays set', async () => {
    const settings = `SELECT name, setting FROM pg_settings WHERE name !~ '^transaction_' ORDER BY name`;
    const before = await warehouse.database.query(settings);
    await measure(dataset({ table: 'broad' }));
    expect(await warehouse.database.query(settings)).toEqual(before);
  });
});

test('an error that may pass is passed on as it is', async () => {
  for (const code of ['ECONNRESET', '57P01', '40001', '53300', '08006', 'HV00N', undefined]) {
    const failure = Object.assign(new Error('lost'), { code });
    const warehouse = { readOnly: () => Promise.reject(failure) } as Partial<Database> as Database;
    const profiler = createProfiler({ warehouse, timeoutMs: 1_000, excludedSchemas: [] });
    await expect(profiler.measure(dataset(), [])).rejects.toBe(failure);
  }
});
