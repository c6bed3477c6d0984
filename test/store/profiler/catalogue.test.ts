import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { TableAccess } from '../../../src/domain/datasets/table-access.ts';
import type { DatasetFinding, DatasetUse } from '../../../src/domain/datasets/warehouse-table.ts';
import type { RuleCheck } from '../../../src/domain/profiling/business-rules/rule-check.ts';
import { createCatalogue } from '../../../src/profiler/catalogue/catalogue.ts';
import { OPEN_TIMEOUT_MS, type Warehouse, WAREHOUSES } from '../../support/profiler/warehouses.ts';

/** Roles belong to the whole server, which may not be this test's own. */
const ROLE = `mdm_catalogue_${process.pid}`;
const HOSTILE = `x"; DROP TABLE a; -- 名😀`;
const TABLES = `
  CREATE SCHEMA sales;
  CREATE SCHEMA "Sales";
  CREATE SCHEMA own;
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE DOMAIN positive AS int NOT NULL CHECK (value > 0);
  CREATE TABLE sales.orders (
    id int PRIMARY KEY, country text NOT NULL, amount numeric(10,2), placed date, paid boolean, mood mood, size positive);
  CREATE TABLE sales.customers (id bigint PRIMARY KEY, name text);
  CREATE TABLE "Sales".orders (id int);
  CREATE TABLE own.secrets (id int);
  CREATE TABLE sales."${HOSTILE.replaceAll('"', '""')}" ("${HOSTILE.replaceAll('"', '""')}" int);
  CREATE TABLE sales."line
feed" (id int);
  CREATE VIEW sales.recent AS SELECT id FROM sales.orders;
  CREATE MATERIALIZED VIEW sales.unfilled AS SELECT 1 AS id WITH NO DATA;
  CREATE SEQUENCE sales.numbers;
  CREATE TABLE sales.parted (id int) PARTITION BY RANGE (id);
  CREATE TABLE sales.parted_1 PARTITION OF sales.parted FOR VALUES FROM (1) TO (9);
  CREATE TABLE sales.guarded (id int);
  ALTER TABLE sales.guarded ENABLE ROW LEVEL SECURITY;
  CREATE ROLE ${ROLE};
  GRANT USAGE ON SCHEMA sales TO ${ROLE};
  GRANT SELECT ON sales.customers, sales.guarded TO ${ROLE};
  GRANT SELECT (id, country) ON sales.orders TO ${ROLE};`;

describe.each(WAREHOUSES)('the catalogue of %s', (_, open) => {
  let warehouse: Warehouse;

  beforeAll(async () => {
    warehouse = await open();
    await warehouse.database.exec(TABLES);
  }, OPEN_TIMEOUT_MS);
  afterAll(async () => {
    await warehouse.database.exec(`DROP OWNED BY ${ROLE}; DROP ROLE ${ROLE}`);
    await warehouse[Symbol.asyncDispose]();
  }, OPEN_TIMEOUT_MS);

  const catalogueFor = (access: TableAccess = {}) =>
    createCatalogue({
      warehouse: warehouse.database,
      excludedSchemas: ['own', 'governance', 'pgboss', 'drizzle'],
      accessOf: () => access,
      // Not what is tested here: machines may be slow.
      waitMs: 60_000,
    });
  const names = async (query = {}, access: TableAccess = {}) =>
    (await catalogueFor(access).list('acme', query, { limit: 100 })).map(({ schema, table }) => `${schema}.${table}`);
  const inspect = async (use: Partial<DatasetUse>, access: TableAccess = {}) => {
    const uses = [{ schema: 'sales', table: 'orders', ...use }];
    return (await catalogueFor(access).inspect('acme', uses)).findings[0];
  };
  const ruleOn = (column: string, check: RuleCheck) => inspect({ column, rule: { canonicalKey: 'rule', check } });

  test('lists what can be measured by schema and name, without partitions, sequences and the server’s own', async () => {
    const sales = ['customers', 'guarded', 'line\nfeed', 'orders', 'parted', 'recent', 'unfilled', HOSTILE];
    const all = ['Sales.orders', ...sales.map((name) => `sales.${name}`)];
    expect(await names()).toEqual(all);
    expect(await catalogueFor().count('acme', {})).toBe(all.length);
    expect(await names({ search: 'ORD sales' })).toEqual(['Sales.orders', 'sales.orders']);
    expect(await names({ search: 'ord', schema: 'sales' })).toEqual(['sales.orders']);
    expect(await names({ search: HOSTILE })).toEqual([`sales.${HOSTILE}`]);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ search: 'sales\0' })).toEqual([]);
    expect(await names({ schema: 'own' })).toEqual([]);
  });

  test('pages go on after a table, each table once', async () => {
    const catalogue = catalogueFor();
    const all = await catalogue.list('acme', {}, { limit: 100 });
    const paged: string[] = [];
    let page = await catalogue.list('acme', {}, { limit: 2 });
    while (page.length > 0) {
      paged.push(...page.map(({ table }) => table));
      page = await catalogue.list('acme', {}, { after: page.at(-1), limit: 2 });
    }
    expect(paged).toEqual(all.map(({ table }) => table));
  });

  test('says what a table is, whether it can be read, and its columns', async () => {
    const catalogue = catalogueFor();
    const find = (table: string) => catalogue.find('acme', { schema: 'sales', table });
    expect(await find('orders')).toMatchObject({ kind: 'TABLE', readable: true });
    expect(await find('parted_1')).toMatchObject({ kind: 'TABLE' });
    expect(await find('recent')).toMatchObject({ kind: 'VIEW', readable: true });
    expect(await find('unfilled')).toMatchObject({ kind: 'MATERIALIZED_VIEW', readable: false });
    expect(await find('numbers')).toBeUndefined();
    expect(await catalogue.find('acme', { schema: 'own', table: 'secrets' })).toBeUndefined();
    expect(await catalogue.find('acme', { schema: 'pg_catalog', table: 'pg_class' })).toBeUndefined();
    const [orders = [], gone] = await catalogue.columnsOf('acme', [
      { schema: 'sales', table: 'orders' },
      { schema: 'sales', table: 'gone' },
    ]);
    expect(gone).toEqual([]);
    expect(orders).toEqual([
      { name: 'id', dataType: 'integer', nullable: false, inPrimaryKey: true },
      { name: 'country', dataType: 'text', nullable: false, inPrimaryKey: false },
      { name: 'amount', dataType: 'numeric(10,2)', nullable: true, inPrimaryKey: false },
      { name: 'placed', dataType: 'date', nullable: true, inPrimaryKey: false },
      { name: 'paid', dataType: 'boolean', nullable: true, inPrimaryKey: false },
      { name: 'mood', dataType: 'mood', nullable: true, inPrimaryKey: false },
      { name: 'size', dataType: 'positive', nullable: false, inPrimaryKey: false },
    ]);
  });

  test('a tenant with schemas sees no others', async () => {
    const access = { schemas: ['Sales', 'own'] };
    expect(await names({}, access)).toEqual(['Sales.orders']);
    expect(await names({ schema: 'sales' }, access)).toEqual([]);
    expect(await catalogueFor(access).find('acme', { schema: 'sales', table: 'orders' })).toBeUndefined();
    const [columns] = await catalogueFor(access).columnsOf('acme', [{ schema: 'sales', table: 'orders' }]);
    expect(columns).toEqual([]);
    expect(await inspect({}, access)).toEqual([
      {
        kind: 'issue',
        path: ['schema'],
        message: 'table sales.orders is in a schema whose tables this tenant may not read',
      },
    ]);
    expect(await inspect({}, { schemas: ['own'] })).toHaveLength(1);
  });

  test('a tenant with a role sees what the role may read', async () => {
    const access = { role: ROLE };
    expect(await names({}, access)).toEqual(['sales.customers', 'sales.guarded', 'sales.orders']);
    const found = await catalogueFor(access).list('acme', {}, { limit: 10 });
    expect(found.map(({ readable }) => readable)).toEqual([true, false, false]);
    const [columns = []] = await catalogueFor(access).columnsOf('acme', [{ schema: 'sales', table: 'orders' }]);
    expect(columns.map(({ name }) => name)).toEqual(['id', 'country']);
    expect(await names({}, { role: ROLE, schemas: ['Sales'] })).toEqual([]);

    const messages = async (use: Partial<DatasetUse>) => texts(await inspect(use, access));
    expect(await messages({ column: 'country' })).toEqual([]);
    expect(await messages({ column: 'amount' })).toEqual([
      'issue: this tenant may not read column sales.orders.amount',
    ]);
    // Neither is a hidden column offered, nor a hidden table.
    expect(await messages({ column: 'amuont' })).toEqual(['issue: there is no column amuont in sales.orders']);
    expect(await messages({ table: 'recent' })).toEqual(['issue: this tenant may not read table sales.recent']);
    expect(await messages({ table: 'recnet' })).toEqual(['warning: there is no table sales.recnet in the warehouse']);
    expect(await messages({ table: 'custmers' })).toEqual([
      'warning: there is no table sales.custmers in the warehouse; did you mean sales.customers?',
    ]);
    // Whether such a schema exists is not told.
    for (const schema of ['Sales', 'nowhere']) {
      expect(await messages({ schema })).toEqual([`issue: this tenant may not read tables in schema ${schema}`]);
    }
  });

  test('a role that cannot be taken opens nothing', async () => {
    const access = { role: `${ROLE}_gone` };
    await expect(names({}, access)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    const { findings, unavailable } = await catalogueFor(access).inspect('acme', [
      { schema: 'sales', table: 'orders' },
    ]);
    expect([findings, unavailable]).toEqual([[[]], expect.stringContaining('WAREHOUSE_ACCESS')]);
  });

  test('the server’s own tables can never be used', async () => {
    for (const schema of ['own', 'governance', 'pg_catalog', 'information_schema']) {
      expect(texts(await inspect({ schema, table: 'any' }))).toEqual([
        `issue: table ${schema}.any is in a schema that cannot be profiled`,
      ]);
    }
  });

  test('a column that does not exist is an issue, and a table that does not is a warning, with near names', async () => {
    expect(await inspect({ column: 'country', keyColumns: ['id'] })).toEqual([]);
    expect(await inspect({ column: 'Country', keyColumns: ['id', 'plaecd', 'nothing_like_it'] })).toEqual([
      { kind: 'issue', path: ['column'], message: 'there is no column Country in sales.orders; did you mean country?' },
      {
        kind: 'issue',
        path: ['keyColumns', '1'],
        message: 'there is no column plaecd in sales.orders; did you mean placed?',
      },
      { kind: 'issue', path: ['keyColumns', '2'], message: 'there is no column nothing_like_it in sales.orders' },
    ]);
    expect(await inspect({ table: 'order', column: 'id' })).toEqual([
      {
        kind: 'warning',
        path: ['table'],
        message: 'there is no table sales.order in the warehouse; did you mean sales.orders?',
      },
    ]);
    expect(texts(await inspect({ schema: 'sale' }))).toEqual([
      'warning: there is no table sale.orders in the warehouse; did you mean sales.orders or Sales.orders?',
    ]);
    expect(texts(await inspect({ table: `${HOSTILE}!` }))).toEqual([
      `warning: there is no table sales.${HOSTILE}! in the warehouse; did you mean sales.${HOSTILE}?`,
    ]);
    expect(await inspect({ table: HOSTILE, column: HOSTILE, keyColumns: [HOSTILE] })).toEqual([]);
    expect(texts(await inspect({ table: 'unfilled' }))).toEqual([
      'warning: materialized view sales.unfilled has no data yet',
    ]);
  });

  test.each<readonly [string, RuleCheck, string]>([
    ['country', { kind: 'numberRange', min: 1 }, 'a number range requires numbers, but the type is text'],
    ['amount', { kind: 'dateRange', min: '2024-01-01' }, 'a date range requires dates or timestamps'],
    ['amount', { kind: 'pattern', pattern: 'a' }, 'a pattern requires text'],
    ['id', { kind: 'length', max: 3 }, 'a length requires text'],
    ['id', { kind: 'acceptedValues', values: ['1', 'two'] }, 'not all of its accepted values are numbers'],
    ['paid', { kind: 'acceptedValues', values: ['yes'] }, 'not all of its accepted values are true or false'],
    ['placed', { kind: 'acceptedValues', values: ['today'] }, 'not all of its accepted values are dates'],
    [
      'country',
      { kind: 'reference', schema: 'sales', table: 'customers', column: 'id' },
      'its values cannot be compared with those of sales.customers.id (text and bigint)',
    ],
  ])('a rule that its column’s type can never pass is an issue: %s, %j', async (column, check, reason) => {
    const findings = await ruleOn(column, check);
    expect(findings).toMatchObject([{ kind: 'issue', path: ['rule', check.kind] }]);
    expect(findings?.[0]?.message).toContain(reason);
  });

  test.each<readonly [string, RuleCheck]>([
    ['country', { kind: 'notNull' }],
    ['country', { kind: 'pattern', pattern: '^[A-Z]{2}$' }],
    ['country', { kind: 'acceptedValues', values: ['DE', '名'] }],
    ['mood', { kind: 'acceptedValues', values: ['sad'] }],
    ['size', { kind: 'numberRange', min: 1 }],
    ['id', { kind: 'reference', schema: 'sales', table: 'customers', column: 'id' }],
  ])('a rule that fits is none: %s, %j', async (column, check) => {
    expect(await ruleOn(column, check)).toEqual([]);
  });

  test('what a rule refers to is checked as its own table is', async () => {
    const refer = (table: string, column: string, schema = 'sales') =>
      ruleOn('id', { kind: 'reference', schema, table, column });
    expect(await refer('customers', 'Id')).toEqual([
      {
        kind: 'issue',
        path: ['rule', 'reference', 'column'],
        message: 'there is no column Id in sales.customers; did you mean id?',
      },
    ]);
    expect(await refer('custmers', 'id')).toMatchObject([{ kind: 'warning', path: ['rule', 'reference', 'table'] }]);
    expect(await refer('secrets', 'id', 'own')).toMatchObject([
      { kind: 'issue', path: ['rule', 'reference', 'schema'] },
    ]);
  });

  test('many uses take as many statements as one', async () => {
    const texts: string[] = [];
    const counting = createCatalogue({
      warehouse: {
        readOnly: (options, work) =>
          warehouse.database.readOnly(options, (sql) =>
            work({
              query(text, ...rest) {
                texts.push(text);
                return sql.query(text, ...rest);
              },
            }),
          ),
      },
      excludedSchemas: [],
      accessOf: () => ({}),
      waitMs: 60_000,
    });
    const use = (table: string): DatasetUse => ({ schema: 'sales', table, column: 'id' });
    await counting.inspect('acme', [use('gone')]);
    const one = texts.splice(0).length;
    await counting.inspect(
      'acme',
      Array.from({ length: 100 }, (_, index) => use(`gone_${index}`)),
    );
    expect(texts.length).toBe(one);
    expect(one).toBeLessThanOrEqual(4);
  });
});

function texts(findings: readonly DatasetFinding[] = []): string[] {
  return findings.map(({ kind, message }) => `${kind}: ${message}`);
}
