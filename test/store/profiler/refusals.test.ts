import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Dataset } from '../../../src/domain/entities/entity.ts';
import type { BoundRule } from '../../../src/domain/profiling/business-rules/bound-rule.ts';
import { createProfiler } from '../../../src/profiler/profiler.ts';
import { refusalOf } from '../../../src/profiler/refusal.ts';
import { type Database, DatabaseUnavailableError } from '../../../src/store/database/sql.ts';
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
  CREATE VIEW on_unfilled AS SELECT id FROM unfilled;
  CREATE TABLE half (id int, pay int);
  CREATE TABLE hidden (id int);
  CREATE VIEW window_on_hidden AS SELECT id FROM hidden;
  CREATE TABLE broad (${Array.from({ length: 100 }, (_, index) => `c${index} int`).join(', ')});
  CREATE TABLE guarded (id int, secret text);
  INSERT INTO guarded VALUES (1, 'top secret');
  ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
  CREATE VIEW window_on_guarded AS SELECT id FROM guarded;
  CREATE ROLE reader;
  GRANT SELECT ON orders, window_on_hidden, guarded, window_on_guarded TO reader;
  ALTER VIEW window_on_guarded OWNER TO reader;
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
      'table private.orders is in a schema that cannot be profiled',
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
      'table information_schema.tables is in a schema that cannot be profiled',
    ],
    [
      'a temporary table',
      'SCHEMA_NOT_ALLOWED',
      dataset({ schema: 'pg_temp_3', table: 'tables' }),
      [],
      'table pg_temp_3.tables is in a schema that cannot be profiled',
    ],
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
      'materialized view public.unfilled has no data yet',
    ],
    [
      'a view over a materialized view without data',
      'NOT_MEASURABLE',
      dataset({ table: 'on_unfilled' }),
      [],
      'something that public.on_unfilled reads has no data yet, such as a materialized view that was never refreshed',
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
      'public.losing, or a table that it reads, no longer exists',
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
      'table private.orders, which rule id.reference refers to, is in a schema that cannot be profiled',
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
          message: `the warehouse user may not read ${message}`,
        });
      await denied('column public.half.pay', dataset({ table: 'half' }));
      await denied('public.window_on_hidden, or a table that it reads', dataset({ table: 'window_on_hidden' }));
      const secret = 'column public.hidden.id, which rule id.reference on public.orders.id refers to';
      const { rules } = await measure(dataset(), [reference('public', 'hidden', 'id')]);
      expect(rules[0]?.skippedBecause).toBe(`the warehouse user may not read ${secret}`);
      const { columns } = await measure(dataset({ table: 'half', column: 'id', keyColumns: ['id'] }));
      expect(columns.map(({ name }) => name)).toEqual(['id']);
    } finally {
      await warehouse.database.exec('RESET ROLE');
    }
  });

  test('a table that row level security hides is refused, and not taken for an empty one', async () => {
    expect((await measure(dataset({ table: 'guarded' }))).rowCount, 'its owner sees it').toBe(1);
    await warehouse.database.exec('SET ROLE reader');
    try {
      const denied = (table: string, message: string) =>
        expect(measure(dataset({ table }))).rejects.toMatchObject({
          code: 'PERMISSION_DENIED',
          message,
        });
      const hidden = (purpose = '') =>
        `row-level security may hide rows of table public.guarded${purpose} from the warehouse user`;
      await denied('guarded', hidden());
      await denied(
        'window_on_guarded',
        'the warehouse user may not read public.window_on_guarded, or a table that it reads',
      );
      const { rowCount, rules } = await measure(dataset(), [
        reference('public', 'guarded', 'id'),
        reference('public', 'window_on_guarded', 'id'),
      ]);
      expect(rowCount).toBe(1);
      expect(rules).toMatchObject([
        {
          checked: 0,
          skippedBecause: hidden(', which rule id.reference on public.orders.id refers to'),
        },
        { checked: 0, skippedBecause: expect.stringContaining('may not read public.window_on_guarded') as string },
      ]);
    } finally {
      await warehouse.database.exec('RESET ROLE');
    }
  });

  test('what takes too long is ended, and the database goes on working', async () => {
    await expect(measure(dataset({ table: 'endless' }), [], 500)).rejects.toMatchObject({
      name: 'ProfileError',
      code: 'TIMEOUT',
      message: 'measuring public.endless took longer than 0.5 s',
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

test.each([
  ['WAREHOUSE_UNAVAILABLE', ['57P01', '57P03', '53300', '08P01', '28P01', '3D000', 'ECONNRESET', undefined]],
  ['FOREIGN_SERVER_UNAVAILABLE', ['08001', '08006', 'HV00N']],
  ['TABLE_LOCKED', ['55P03']],
  ['WAREHOUSE_FAILED', ['40001', '40P01', '53100', '53200', '58030', 'XX000']],
])('%s is an error that may pass, and says so', (code, causes) => {
  for (const cause of causes) {
    const failure = Object.assign(new Error('lost'), { code: cause });
    const isOfConnection = code === 'WAREHOUSE_UNAVAILABLE';
    const error = refusalOf(isOfConnection ? new DatabaseUnavailableError(failure) : failure, dataset(), 1_000);
    expect([cause, error?.code, error?.isPassing]).toEqual([cause, code, true]);
    expect(error).not.toHaveProperty('cause');
  }
});

test.each(['22012', '42P16', '0A000', '53400', '55000', 'XX001', 'P0001', '2F003', 'HV005'])(
  'what the warehouse refuses with %s it refuses again',
  (code) => {
    const error = refusalOf(Object.assign(new Error('lost'), { code }), dataset(), 1_000);
    expect([error?.code, error?.isPassing]).toEqual(['NOT_MEASURABLE', false]);
  },
);

test('an error of another origin is no refusal', async () => {
  const failure = new TypeError('a fault of this program');
  const warehouse = { readOnly: () => Promise.reject(failure) } as Partial<Database> as Database;
  const profiler = createProfiler({ warehouse, timeoutMs: 1_000, excludedSchemas: [] });
  await expect(profiler.measure(dataset(), [])).rejects.toBe(failure);
});
