import { describe, expect, test } from 'vitest';

import type { Database } from '../../../src/store/database/sql.ts';
import { create, DECIDER, requestChange } from '../../support/governance.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { serverTest } from '../../support/server/server-test.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { countStatements } from '../../support/store/statement-count.ts';

interface Dataset {
  table: string;
  entities: { canonicalKey: string }[];
  columns: { name: string; rules: { canonicalKey: string }[] }[];
}
interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: Dataset }[];
}

const DATASETS = `query ($search: String, $schema: String, $first: Int, $after: String) {
  datasets(search: $search, schema: $schema, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { schema table kind readable entities { canonicalKey } columns { name dataType rules { canonicalKey } } } }
  }
}`;
const DATASET = `query ($schema: String!, $table: String!) {
  dataset(schema: $schema, table: $table) { table columns { name nullable inPrimaryKey } }
}`;

async function page(server: TestServer, variables: object): Promise<Page> {
  return (await server.query<{ datasets: Page }, object>(DATASETS, variables)).datasets;
}

const ofTable = (table: string, column?: string) => ({ schema: 'listed', table, ...(column && { column }) });
const rule = (canonicalKey: string, table: string, column: string) => ({
  entityType: 'BUSINESS_RULE' as const,
  canonicalKey,
  change: {
    name: 'Rule',
    tier: 'TIER5',
    dataset: ofTable(table, column),
    businessRule: { severity: 'INFO', check: { notNull: true } },
  },
});

describe('datasets', () => {
  serverTest('come with what is bound to them, page by page, in few statements', async ({ server }) => {
    await server.warehouse.exec(`
      CREATE SCHEMA listed;
      CREATE TABLE listed.orders (id int PRIMARY KEY, amount numeric);
      CREATE TABLE listed."x\u0001" (id int);
      CREATE VIEW listed.recent AS SELECT * FROM listed.orders;`);
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'orders',
      change: { name: 'Orders', tier: 'TIER5', dataset: ofTable('orders') },
    });
    await create(server, rule('amount_there', 'orders', 'amount'));
    const all = await page(server, { schema: 'listed' });
    expect(all.totalCount).toBe(3);
    expect(all.edges.map(({ node }) => node)).toEqual([
      {
        ...{ schema: 'listed', table: 'orders', kind: 'TABLE', readable: true },
        entities: [{ canonicalKey: 'orders' }],
        columns: [
          { name: 'id', dataType: 'integer', rules: [] },
          { name: 'amount', dataType: 'numeric', rules: [{ canonicalKey: 'amount_there' }] },
        ],
      },
      expect.objectContaining({ table: 'recent', kind: 'VIEW', entities: [] }),
      expect.objectContaining({ table: 'x\u0001' }),
    ]);

    const tables: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo }: Page = await page(server, { search: 'LISTED.', first: 1, after });
      tables.push(...edges.map(({ node }) => node.table));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(tables).toEqual(['orders', 'recent', 'x\u0001']);
  });

  serverTest('are found by name, or there is none', async ({ server }) => {
    await server.warehouse.exec('CREATE SCHEMA found; CREATE TABLE found.orders (id int PRIMARY KEY, note text)');
    const find = async (schema: string, table: string) =>
      (await server.query<{ dataset: unknown }, object>(DATASET, { schema, table })).dataset;
    expect(await find('found', 'orders')).toEqual({
      table: 'orders',
      columns: [
        { name: 'id', nullable: false, inPrimaryKey: true },
        { name: 'note', nullable: true, inPrimaryKey: false },
      ],
    });
    expect(await find('found', 'Orders')).toBeNull();
    for (const own of ['governance', 'pgboss', 'drizzle', 'governance_loading']) {
      expect((await page(server, { schema: own })).edges).toEqual([]);
    }
    expect(await find('governance', 'mdm_entity')).toBeNull();
  });

  serverTest('refuse pages that are none', async ({ server }) => {
    for (const variables of [{ first: 0 }, { first: 101 }, { after: 'nonsense' }]) {
      expect(codeOf(await ask(server, { query: DATASETS, variables }))).toBe('BAD_USER_INPUT');
    }
  });
});

describe('a request', () => {
  const metadata = (canonicalKey: string, dataset: object) => ({
    entityType: 'METADATA',
    canonicalKey,
    kind: 'CREATE',
    change: { name: 'E', tier: 'TIER5', dataset },
  });

  serverTest(
    'for columns that do not exist, or a rule that cannot fit, is refused with what may be meant',
    async ({ server }) => {
      await server.warehouse.exec('CREATE SCHEMA world; CREATE TABLE world.countries (id int, country text)');
      const countries = { schema: 'world', table: 'countries' };
      const refused = await requestChange(
        server,
        metadata('one', { ...countries, column: 'Country', keyColumns: ['ID'] }),
      );
      expect(refused).toMatchObject({
        __typename: 'ValidationError',
        issues: [
          {
            path: ['change', 'dataset', 'column'],
            message: 'there is no column Country in world.countries; did you mean country?',
          },
          {
            path: ['change', 'dataset', 'keyColumns', '0'],
            message: 'there is no column ID in world.countries; did you mean id?',
          },
        ],
      });
      const misfit = {
        entityType: 'BUSINESS_RULE',
        canonicalKey: 'positive',
        kind: 'CREATE',
        change: {
          name: 'Rule',
          tier: 'TIER5',
          dataset: { ...countries, column: 'country' },
          businessRule: { severity: 'INFO', check: { numberRange: { min: 0 } } },
        },
      };
      expect(await requestChange(server, misfit)).toMatchObject({
        __typename: 'ValidationError',
        issues: [
          {
            path: ['change', 'businessRule', 'check', 'numberRange'],
            message:
              'rule positive does not fit column world.countries.country: a number range requires numbers, but the type is text',
          },
        ],
      });
      // Each member of a rule is checked with those that the rule has already.
      const dataset = { ...countries, column: 'id' };
      await create(server, { ...misfit, entityType: 'BUSINESS_RULE', change: { ...misfit.change, dataset } });
      const update = { ...misfit, kind: 'UPDATE', expectedVersion: 1 };
      const change = { businessRule: { severity: 'INFO', check: { pattern: 'a' } } };
      expect((await requestChange(server, { ...update, change })).message).toContain('a pattern requires text');
      const moved = { dataset: { ...countries, column: 'country' } };
      expect((await requestChange(server, { ...update, change: moved })).message).toContain('requires numbers');
    },
  );

  serverTest('for what does not exist yet is made with a warning, which approvers see', async ({ server }) => {
    await server.warehouse.exec('CREATE SCHEMA later; CREATE TABLE later.orders (id int)');
    const query = `mutation ($input: RequestApprovalInput!) { requestApproval(input: $input) {
      ... on RequestApprovalSuccess { approval { id } warnings { path message } } } }`;
    const input = metadata('later', { schema: 'later', table: 'ordres', column: 'any' });
    const { requestApproval } = await server.query<
      { requestApproval: { approval: { id: string }; warnings: object[] } },
      object
    >(query, { input });
    const warnings = [
      {
        path: ['change', 'dataset', 'table'],
        message: 'there is no table later.ordres in the warehouse; did you mean later.orders?',
      },
    ];
    expect(requestApproval.warnings).toEqual(warnings);
    const { id } = requestApproval.approval;
    const read = '{ approval(id: "' + id + '") { warnings { path message } } }';
    expect(await server.query(read, {}, DECIDER)).toEqual({ approval: { warnings } });
  });

  serverTest('is checked for columns of lineage, references and formulas too', async ({ server }) => {
    await server.warehouse.exec('CREATE SCHEMA lined; CREATE TABLE lined.orders (id int, amount int)');
    const orders = { schema: 'lined', table: 'orders' };
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'lined_orders',
      change: { name: 'Orders', tier: 'TIER5', dataset: orders },
    });
    const lineage = {
      from: { entityType: 'METADATA', canonicalKey: 'lined_orders', column: 'amuont' },
      to: { entityType: 'METADATA', canonicalKey: 'lined_orders', column: 'id' },
    };
    const line = { entityType: 'LINEAGE', canonicalKey: 'line', kind: 'CREATE' };
    expect(await requestChange(server, { ...line, change: { name: 'L', tier: 'TIER5', lineage } })).toMatchObject({
      issues: [
        {
          path: ['change', 'lineage', 'from', 'column'],
          message: 'there is no column amuont in lined.orders; did you mean amount?',
        },
      ],
    });
    const kpi = (canonicalKey: string, definition: object) => ({
      entityType: 'KPI',
      canonicalKey,
      kind: 'CREATE',
      change: { name: 'K', tier: 'TIER5', kpi: { direction: 'HIGHER_IS_BETTER', ...definition } },
    });
    expect(await requestChange(server, kpi('k1', { formula: 'a', computedFrom: ['lined_ordres'] }))).toMatchObject({
      issues: [
        {
          path: ['change', 'kpi', 'computedFrom', '0'],
          message: 'there is no METADATA lined_ordres; did you mean lined_orders?',
        },
      ],
    });
    const query = `mutation ($input: RequestApprovalInput!) { requestApproval(input: $input) {
      ... on RequestApprovalSuccess { warnings { message } } } }`;
    const warned = async (input: object) => await server.query<object, object>(query, { input });
    expect(await warned(kpi('k2', { formula: 'sum(lined_orders)' }))).toEqual({
      requestApproval: {
        warnings: [{ message: 'it mentions METADATA lined_orders, which computedFrom does not list' }],
      },
    });
    expect(await warned(kpi('k3', { formula: 'sum(lined_order) / 2', computedFrom: ['lined_orders'] }))).toEqual({
      requestApproval: {
        warnings: [
          { message: 'it mentions lined_order, which computedFrom does not list; did you mean lined_orders?' },
        ],
      },
    });
  });

  serverTest('for the name of an entity whose table is gone is not refused', async ({ server }) => {
    await server.warehouse.exec('CREATE SCHEMA gone; CREATE TABLE gone.orders (id int)');
    const dataset = { schema: 'gone', table: 'orders', column: 'id' };
    const change = { name: 'E', tier: 'TIER5', dataset };
    await create(server, { entityType: 'METADATA', canonicalKey: 'gone', change });
    await server.warehouse.exec('ALTER TABLE gone.orders RENAME id TO key');
    const rename = { entityType: 'METADATA', canonicalKey: 'gone', kind: 'UPDATE', expectedVersion: 1 };
    expect(await requestChange(server, { ...rename, change: { name: 'F' } })).toMatchObject({
      __typename: 'RequestApprovalSuccess',
    });
  });
});

test('a page of datasets takes as many statements for 12 tables as for 2', async () => {
  const store = countStatements(await openPostgresStore());
  let reads = 0;
  const database: Database = {
    ...store.database,
    readOnly(...asked) {
      reads++;
      return store.database.readOnly(...asked);
    },
  };
  await using server = await startTestServer({ database });
  const tables = Array.from({ length: 12 }, (_, index) => `CREATE TABLE many.t${index} (id int);`);
  await server.warehouse.exec(`CREATE SCHEMA many; ${tables.join('')}`);
  const countOf = async (first: number) => {
    const before = store.count('wanted."table"') + reads;
    await page(server, { schema: 'many', first });
    return store.count('wanted."table"') + reads - before;
  };
  // The page, their number, the columns, the entities and the rules.
  expect([await countOf(2), await countOf(12)]).toEqual([5, 5]);
});
