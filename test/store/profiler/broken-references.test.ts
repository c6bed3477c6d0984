import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createProfiler } from '../../../src/profiler/profiler.ts';
import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { ruleOn } from '../../support/profiler/bound-rule.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';
import { until } from '../../support/until.ts';

const TABLES = `
  CREATE TABLE orders (id int PRIMARY KEY, customer int);
  INSERT INTO orders VALUES (1, 1), (2, 2), (3, 7), (4, null);
  CREATE TABLE customers (id int);
  INSERT INTO customers VALUES (1), (2), (3);
  CREATE TABLE secrets (id int);
  CREATE ROLE analyst;
  CREATE VIEW over_secrets AS SELECT id FROM secrets;
  ALTER VIEW over_secrets OWNER TO analyst;
  CREATE VIEW dividing AS SELECT id / (id - 2) AS id FROM customers;
  CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS id WITH NO DATA;
  CREATE VIEW over_unfilled AS SELECT id FROM unfilled;
  CREATE VIEW sleeping AS SELECT g AS id FROM generate_series(1, 1000000000000) g;`;

const dataset = { schema: 'public', table: 'orders', keyColumns: [] };
const toTable = (table: string) => ruleOn('customer', { kind: 'reference', schema: 'public', table, column: 'id' });
const figuresOf = ({ checked, passed }: { checked: number; passed: number }) => `${passed} of ${checked}`;

describe.each(WAREHOUSES)('a rule that refers to what cannot be read in %s', (store, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
    await warehouse.database.exec(TABLES);
  }, OPEN_TIMEOUT_MS);
  afterAll(() => warehouse[Symbol.asyncDispose](), OPEN_TIMEOUT_MS);

  const measure = (tables: readonly string[], timeoutMs = 60_000) =>
    createProfiler({ warehouse: warehouse.database, timeoutMs, excludedSchemas: [] }).measure(dataset, [
      ...tables.map(toTable),
      ruleOn('customer', { kind: 'notNull' }),
    ]);

  test.each([
    ['divides by zero', 'dividing', 'the database cannot evaluate public.dividing (SQLSTATE 22012)'],
    [
      'reads what it may not',
      'over_secrets',
      'the warehouse user may not read public.over_secrets, or a table that it reads',
    ],
    ['reads what was never filled', 'over_unfilled', 'something that public.over_unfilled reads has no data yet'],
  ])('is skipped with its reason where that %s, and the others are applied', async (_what, table, reason) => {
    const { rowCount, rules } = await measure([table, 'customers']);
    expect(rowCount).toBe(4);
    expect(rules.map(figuresOf)).toEqual(['0 of 0', '2 of 3', '3 of 4']);
    expect(rules.map(({ skippedBecause }) => skippedBecause)).toEqual([
      expect.stringContaining(
        `rule customer.reference could not be applied to public.orders.customer: ${reason}`,
      ) as string,
      undefined,
      undefined,
    ]);
  });

  test('is skipped where that takes too long, and the profile is made in time', async () => {
    const beganAtMs = performance.now();
    const { rowCount, rules } = await measure(['customers', 'sleeping'], 1_500);
    expect(rowCount).toBe(4);
    expect(rules.map(figuresOf)).toEqual(['2 of 3', '0 of 0', '3 of 4']);
    expect(rules[1]?.skippedBecause).toMatch(
      /took longer than 1\.\d s|not finished within the time limit of the profile/,
    );
    // What the embedded database takes to come back is not the profile's time.
    expect(performance.now() - beganAtMs).toBeLessThan(10_000);
  });

  // The embedded database has one session.
  if (store !== 'Postgres') return;
  describe('beside another session', () => {
    let other: Database;
    beforeAll(() => {
      const connectionString = warehouse.connectionString ?? '';
      other = openPostgres({ connectionString, poolSize: 2, onIdleError: () => undefined });
    });
    afterAll(() => other.close());

    /** Has the other session change a table and wait with the commit until the work is done. */
    const whileChanging = <T>(statements: readonly string[], work: () => Promise<T>) =>
      other.transaction(async (sql) => {
        for (const statement of statements) await sql.query(statement);
        return work();
      });

    async function isWaitedFor(table: string): Promise<boolean> {
      const { rowCount } = await other.query(
        `SELECT FROM pg_locks WHERE NOT granted AND relation = '${table}'::regclass`,
      );
      return rowCount > 0;
    }

    test('a rule that refers to a table under an open ALTER TABLE is skipped', async () => {
      const { rules } = await whileChanging(['ALTER TABLE customers ADD COLUMN name text'], () =>
        measure(['customers', 'orders'], 2_000),
      );
      expect(rules.map(figuresOf)).toEqual(['0 of 0', '2 of 3', '3 of 4']);
      expect(rules[0]?.skippedBecause).toContain('public.customers, or a table that it reads, is locked');
    });

    test('a measured table under an open ALTER TABLE is locked, for however short a time it is asked', async () => {
      const measured = whileChanging(['ALTER TABLE orders ADD COLUMN note text'], () => measure([], 1_000));
      await expect(measured).rejects.toMatchObject({ code: 'TABLE_LOCKED', isPassing: true });
    });

    test('a table that may not be locked, since one may read but some columns, is not waited for', async () => {
      await warehouse.database.exec('GRANT SELECT (id, customer) ON orders TO analyst; SET ROLE analyst');
      try {
        const { measured } = await whileChanging(['TRUNCATE orders', 'INSERT INTO orders VALUES (9, 1)'], async () => {
          const measured = measure([], 20_000).catch((error: unknown) => error);
          await Promise.race([measured, until('the profiler to wait', () => isWaitedFor('orders'))]);
          return { measured };
        });
        expect(await measured).toMatchObject({ code: 'TABLE_LOCKED' });
      } finally {
        await warehouse.database.exec('RESET ROLE; TRUNCATE orders');
        await warehouse.database.exec('INSERT INTO orders VALUES (1, 1), (2, 2), (3, 7), (4, null)');
      }
    });

    test.each([
      ['the other table', 'customers', 'INSERT INTO customers VALUES (1)', [4, '1 of 3', '3 of 4']],
      ['the measured table', 'orders', 'INSERT INTO orders VALUES (9, 1)', [1, '1 of 1', '1 of 1']],
    ])(
      '%s is read as it is when the lock is gone, though it was emptied and filled',
      async (_what, table, refill, figures) => {
        const { measured } = await whileChanging([`TRUNCATE ${table}`, refill], async () => {
          const measured = measure(['customers'], 20_000);
          await until('the profiler to wait', () => isWaitedFor(table));
          return { measured };
        });
        const { rowCount, rules } = await measured;
        expect([rowCount, ...rules.map(figuresOf)]).toEqual(figures);
      },
    );
  });
});
