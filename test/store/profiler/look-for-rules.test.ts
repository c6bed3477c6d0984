import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createProfiler } from '../../../src/profiler/profiler.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

const TABLES = `
  CREATE SCHEMA secret;
  CREATE TABLE secret.country (code text PRIMARY KEY);
  INSERT INTO secret.country SELECT 'C' || n FROM generate_series(1, 100) n;
  CREATE TABLE countries (code text PRIMARY KEY);
  INSERT INTO countries SELECT 'C' || n FROM generate_series(1, 100) n;
  CREATE TABLE categories (id int PRIMARY KEY);
  INSERT INTO categories SELECT n FROM generate_series(1, 100) n;
  CREATE TABLE currency (currency_code text PRIMARY KEY);
  INSERT INTO currency VALUES ('CHF');
  CREATE TABLE parents (id int PRIMARY KEY);
  INSERT INTO parents SELECT n FROM generate_series(1, 100) n;
  CREATE TABLE shops (shop_no int);
  INSERT INTO shops SELECT n FROM generate_series(1, 100) n;
  CREATE TABLE sales (
    id int PRIMARY KEY, country_code text, category_id int, currency_code text, shop_no int, parent_id int REFERENCES parents,
    state text, note text
  );
  INSERT INTO sales
    SELECT n, 'C' || 1 + n % 50, 1 + n % 20, CASE WHEN n = 7 THEN 'EUR' ELSE 'CHF' END, 1 + n % 9, 1 + n % 10,
      CASE n % 3 WHEN 0 THEN 'open' WHEN 1 THEN 'sold' END, 'note ' || n
    FROM generate_series(1, 300) n;`;

describe.each(WAREHOUSES)('what could be a rule is looked for in %s', (_, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
    await warehouse.database.exec(TABLES);
  }, OPEN_TIMEOUT_MS);
  afterAll(() => warehouse[Symbol.asyncDispose](), OPEN_TIMEOUT_MS);

  const profiler = () =>
    createProfiler({ warehouse: warehouse.database, timeoutMs: 60_000, excludedSchemas: ['secret'] });
  const columns = ['id', 'country_code', 'category_id', 'currency_code', 'shop_no', 'parent_id', 'state', 'note'];

  test('values of columns that have few, and keys in which all values occur', async () => {
    const look = await profiler().lookForRules({
      schema: 'public',
      table: 'sales',
      columns,
      listed: ['state', 'note', 'gone', 'category_id'],
      keys: [{ schema: 'public', table: 'shops', key: 'shop_no' }],
    });
    expect(look).toEqual({
      primaryKey: ['id'],
      isSample: false,
      values: [
        {
          column: 'state',
          values: [
            { value: 'open', count: 100 },
            { value: 'sold', count: 100 },
          ],
        },
      ],
      // No currency, because one value is not there; no parent, because the database holds it already.
      references: [
        { column: 'category_id', schema: 'public', table: 'categories', key: 'id', checked: 300 },
        { column: 'country_code', schema: 'public', table: 'countries', key: 'code', checked: 300 },
        { column: 'shop_no', schema: 'public', table: 'shops', key: 'shop_no', checked: 300 },
      ],
    });
  });

  test('nothing of a table that cannot be read', async () => {
    const request = { columns, listed: [], keys: [] };
    await expect(profiler().lookForRules({ schema: 'public', table: 'none', ...request })).rejects.toMatchObject({
      code: 'TABLE_NOT_FOUND',
    });
    await expect(profiler().lookForRules({ schema: 'secret', table: 'country', ...request })).rejects.toMatchObject({
      code: 'SCHEMA_NOT_ALLOWED',
    });
  });
});
