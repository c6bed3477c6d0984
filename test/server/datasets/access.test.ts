import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../src/store/database/postgres.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { create, requestChange } from '../../support/governance.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/store/test-database.ts';
import { until } from '../../support/until.ts';

/** Roles belong to the whole server, which may not be this test's own. */
const USER = `mdm_user_${process.pid}`;
const ROLE = `mdm_globex_${process.pid}`;
const MISSING = `mdm_missing_${process.pid}`;
const ROLES = ['VIEWER', 'STEWARD', 'APPROVER', 'ADMIN'];

/** What there is of each tenant: acme has a schema, globex a role, and initech is not named. */
const TABLES = `
  CREATE SCHEMA acme; CREATE SCHEMA globex; CREATE SCHEMA shared;
  CREATE TABLE acme.orders (id int PRIMARY KEY, code text);
  CREATE TABLE globex.orders (id int PRIMARY KEY, code text, pay int);
  CREATE TABLE shared.codes (code text PRIMARY KEY);
  INSERT INTO acme.orders VALUES (1, 'a'); INSERT INTO globex.orders VALUES (1, 'g', 5); INSERT INTO shared.codes VALUES ('a');
  CREATE ROLE ${USER} LOGIN PASSWORD 'reads'; CREATE ROLE ${ROLE}; GRANT ${ROLE} TO ${USER};
  GRANT USAGE ON SCHEMA acme, globex, shared TO ${USER}; GRANT SELECT ON ALL TABLES IN SCHEMA acme, globex, shared TO ${USER};
  GRANT USAGE ON SCHEMA globex TO ${ROLE}; GRANT SELECT (id, code) ON globex.orders TO ${ROLE};`;

let warehouse: TestDatabase;
let owner: Database;
let server: TestServer;
let store: Database;
const tenants = new Map<string, { requester: Record<string, string>; decider: Record<string, string> }>();

/** A store that is not closed with a server. */
const kept = (database: Database): Database => ({ ...database, close: () => Promise.resolve() });

const envOf = (access: object | undefined): Record<string, string> => {
  const url = new URL(warehouse.connectionString);
  url.username = USER;
  url.password = 'reads';
  return { ...AUTH_ENV, WAREHOUSE_URL: url.href, ...(access && { WAREHOUSE_ACCESS: JSON.stringify(access) }) };
};

beforeAll(async () => {
  warehouse = await openTestDatabase();
  owner = openPostgres({ connectionString: warehouse.connectionString, poolSize: 2, onIdleError: () => undefined });
  await owner.exec(TABLES);
  store = await openPostgresStore();
  for (const tenant of ['acme', 'globex', 'initech', 'hooli']) {
    const bearer = (sub: string) => bearerOf({ tenant, sub: `${tenant}-${sub}`, roles: ROLES });
    tenants.set(tenant, { requester: await bearer('anna'), decider: await bearer('bert') });
  }
  await bindAll();
  const access = { acme: { schemas: ['acme'] }, globex: { role: ROLE }, hooli: { role: MISSING } };
  server = await startTestServer({ database: kept(store), env: envOf(access) });
});

/** While tenants share all tables, each is bound to some of others. */
async function bindAll(): Promise<void> {
  await using open = await startTestServer({ database: kept(store), env: envOf(undefined) });
  const [acmes, globexs] = [
    { schema: 'acme', table: 'orders' },
    { schema: 'globex', table: 'orders' },
  ];
  const reference = { schema: 'shared', table: 'codes', column: 'code' };
  const change = { name: 'R', tier: 'TIER5', dataset: { ...acmes, column: 'code' } };
  const businessRule = { severity: 'INFO', check: { reference } };
  const rule = { entityType: 'BUSINESS_RULE' as const, canonicalKey: 'codes', change: { ...change, businessRule } };
  await create(open, rule, of('acme'));
  for (const [tenant, key, dataset] of [
    ['acme', 'own', acmes],
    ['acme', 'theirs', globexs],
    ['globex', 'codes_of_own', { ...globexs, column: 'code', keyColumns: ['id'] }],
    ['globex', 'whole_of_own', globexs],
    ['globex', 'of_acme', acmes],
    ['hooli', 'without_role', acmes],
  ] as const) {
    await create(open, metadata(key, dataset), of(tenant));
  }
}
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await store.close();
  await owner.exec(`DROP OWNED BY ${USER}, ${ROLE}; DROP ROLE ${USER}; DROP ROLE ${ROLE}`);
  await owner.close();
  await warehouse[Symbol.asyncDispose]();
});

const of = (tenant: string) => tenants.get(tenant) ?? { requester: {}, decider: {} };

async function tablesOf(tenant: string): Promise<string[]> {
  const query = '{ datasets { edges { node { schema table } } } }';
  const { data } = await ask<{ datasets: { edges: { node: { schema: string; table: string } }[] } }>(
    server,
    { query },
    of(tenant).requester,
  );
  return data?.datasets.edges.map(({ node }) => `${node.schema}.${node.table}`) ?? [];
}

const metadata = (canonicalKey: string, dataset: object) => ({
  entityType: 'METADATA' as const,
  canonicalKey,
  change: { name: 'E', tier: 'TIER5', dataset },
});
const refusalOf = async (tenant: string, entity: object) =>
  (await requestChange(server, { ...entity, kind: 'CREATE' }, of(tenant).requester)).message;

test('each tenant is shown its own tables, and one that is not named none', async () => {
  expect(await tablesOf('acme')).toEqual(['acme.orders']);
  expect(await tablesOf('globex')).toEqual(['globex.orders']);
  expect(await tablesOf('initech')).toEqual([]);
});

test('a request for the table of another tenant is refused, as its own or as what a rule refers to', async () => {
  const theirs = { schema: 'globex', table: 'orders' };
  const notOpen = 'in a schema whose tables this tenant may not read';
  expect(await refusalOf('acme', metadata('a', theirs))).toContain(notOpen);
  expect(await refusalOf('initech', metadata('a', theirs))).toContain(notOpen);
  expect(await refusalOf('globex', metadata('a', { schema: 'acme', table: 'orders' }))).toContain('may not read');
  expect(await refusalOf('globex', metadata('a', { ...theirs, column: 'pay' }))).toContain('may not read column');
  const rule = (column: string, reference: object) => ({
    entityType: 'BUSINESS_RULE',
    canonicalKey: 'rule',
    change: {
      name: 'R',
      tier: 'TIER5',
      dataset: { schema: column, table: 'orders', column: 'code' },
      businessRule: { severity: 'INFO', check: { reference } },
    },
  });
  const codes = { schema: 'shared', table: 'codes', column: 'code' };
  expect(await refusalOf('acme', rule('acme', codes))).toContain(notOpen);
  expect(await refusalOf('globex', rule('globex', codes))).toContain('may not read tables in schema shared');
});

test('an import of the table of another tenant is refused row by row', async () => {
  const query = `mutation ($rows: [ImportEntityInput!]!) { importEntities(input: { rows: $rows, onBadRow: SKIP }) {
    ... on ImportEntitiesSuccess { created badRows { row issues { path message } } warnings { path message } }
  } }`;
  const row = (canonicalKey: string, dataset: object) => ({
    entityType: 'METADATA',
    canonicalKey,
    content: { name: 'E', tier: 'TIER5', dataset },
  });
  const rows = [
    row('new', { schema: 'acme', table: 'orders' }),
    row('theirs', { schema: 'globex', table: 'orders' }),
    row('missing', { schema: 'acme', table: 'order' }),
    row('column', { schema: 'acme', table: 'orders', column: 'Code' }),
  ];
  const { data } = await ask(server, { query, variables: { rows } }, of('acme').requester);
  expect(data).toEqual({
    importEntities: {
      created: 2,
      badRows: [
        {
          row: 1,
          issues: [
            {
              path: ['content', 'dataset', 'schema'],
              message: 'table globex.orders is in a schema whose tables this tenant may not read',
            },
          ],
        },
        {
          row: 3,
          issues: [
            {
              path: ['content', 'dataset', 'column'],
              message: 'there is no column Code in acme.orders; did you mean code?',
            },
          ],
        },
      ],
      warnings: [
        {
          path: ['content', 'dataset', 'table'],
          message: 'there is no table acme.order in the warehouse; did you mean acme.orders?',
        },
      ],
    },
  });
});

interface Outcome {
  rowCount?: number;
  errorCode?: string;
  errorMessage?: string;
}

async function outcomeOf(tenant: string, canonicalKey: string): Promise<Outcome> {
  const query = `query ($keys: [String!]) {
    events(filter: { canonicalKeys: $keys, types: [METADATA_PROFILE_COMPLETED, METADATA_PROFILE_FAILED] }) { edges { node {
      ... on MetadataProfileCompletedEvent { payload { rowCount } }
      ... on MetadataProfileFailedEvent { payload { errorCode errorMessage } }
    } } }
  }`;
  return until('the outcome', async () => {
    const { data } = await ask<{ events: { edges: { node: { payload: Outcome } }[] } }>(
      server,
      { query, variables: { keys: [canonicalKey] } },
      of(tenant).requester,
    );
    return data?.events.edges[0]?.node.payload;
  });
}

test('what was bound before is not measured on behalf of a tenant who may not read it', async () => {
  const request = `mutation ($key: String!) {
    requestProfile(input: { entityType: METADATA, canonicalKey: $key, priority: HIGH }) { __typename }
  }`;
  const measured = async (tenant: string, key: string) => {
    await ask(server, { query: request, variables: { key } }, of(tenant).requester);
    return outcomeOf(tenant, key);
  };
  expect(await measured('acme', 'own')).toEqual({ rowCount: 1 });
  const query = '{ entity(entityType: METADATA, canonicalKey: "own") { latestProfile { rules { skippedBecause } } } }';
  const { text } = await ask(server, { query }, of('acme').requester);
  expect(text).toContain(
    'table shared.codes, which rule codes refers to, is in a schema whose tables this tenant may not',
  );
  expect(await measured('acme', 'theirs')).toMatchObject({
    errorCode: 'PERMISSION_DENIED',
    errorMessage: 'table globex.orders is in a schema whose tables this tenant may not read',
  });
  // The role may read two of three columns, and nothing in the other schema.
  expect(await measured('globex', 'codes_of_own')).toEqual({ rowCount: 1 });
  expect(await measured('globex', 'whole_of_own')).toMatchObject({ errorCode: 'PERMISSION_DENIED' });
  expect(await measured('globex', 'of_acme')).toMatchObject({ errorCode: 'PERMISSION_DENIED' });
  expect(await measured('hooli', 'without_role')).toMatchObject({
    errorCode: 'PERMISSION_DENIED',
    errorMessage: expect.stringContaining('no role for this tenant') as string,
  });
});

test('at the start, the server says which role it cannot take, and that tenants share tables', async () => {
  const taken = await until('the warning', () => server.logged.find(({ fields }) => fields.role === MISSING));
  expect(taken).toMatchObject({ level: 'warn', fields: { tenant: 'hooli' } });
  expect(server.logged.filter(({ fields }) => fields.role === ROLE)).toEqual([]);
  await using shared = await startTestServer({ database: kept(store), env: envOf(undefined) });
  await until('the warning', () => shared.logged.some(({ message }) => message.includes('tenants share all tables')));
});
