import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { STORES } from '../../support/store/stores.ts';

const IMPORT = `mutation ($input: ImportEntitiesInput!) {
  importEntities(input: $input) {
    __typename
    ... on ImportEntitiesSuccess { created updated unchanged badRowCount badRows { row issues { path message } } }
    ... on BadRowsError { message badRowCount badRows { row issues { path message } } }
    ... on ValidationError { issues { path message } }
  }
}`;
interface Imported {
  importEntities: {
    __typename: string;
    message?: string;
    badRowCount?: number;
    badRows?: { row: number; issues: { path: string[]; message: string }[] }[];
  };
}
const METRICS_TOKEN = 'a-token-of-the-metrics-that-is-long-enough';
const row = (canonicalKey: string, content: object = {}) => ({
  entityType: 'METADATA',
  canonicalKey,
  content: { name: canonicalKey, tier: 'TIER3', ...content },
});
const kpi = (canonicalKey: string, computedFrom: string[]) => ({
  ...row(canonicalKey, { kpi: { formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom } }),
  entityType: 'KPI',
});

describe.each(STORES)('the mutation importEntities on %s', (_, openStore) => {
  let server: TestServer;
  let admin: { authorization: string };
  beforeAll(async () => {
    server = await startTestServer({ env: { ...AUTH_ENV, METRICS_TOKEN }, database: await openStore() });
    admin = await bearerOf({ sub: 'olga', roles: ['VIEWER', 'ADMIN'] });
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function run(rows: object[], onBadRow?: string, headers: Record<string, string> = admin) {
    const variables = { input: { rows, onBadRow } };
    const { data, text } = await ask<Imported>(server, { query: IMPORT, variables }, headers);
    if (!data) throw new Error(text);
    return data.importEntities;
  }

  test('takes entities over in the name of the administrator, and does nothing the second time', async () => {
    const rows = [kpi('revenue', ['orders']), row('orders', { dataset: { schema: 'sales', table: 'orders' } })];
    const success = { __typename: 'ImportEntitiesSuccess', created: 0, updated: 0, unchanged: 0, badRowCount: 0 };
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(await run(rows, undefined, { ...admin, traceparent })).toEqual({ ...success, created: 2, badRows: [] });
    expect(await run(rows)).toEqual({ ...success, unchanged: 2, badRows: [] });
    expect(await run([row('orders', { name: 'All orders' })])).toMatchObject({ ...success, updated: 1 });

    const query = `{ events { edges { node {
      __typename
      ... on EventEnvelope { source traceparent }
      ... on MetadataChangedEvent { payload { canonicalKey version changedBy { actorId actorType } } }
      ... on KpiChangedEvent { payload { canonicalKey version changedBy { actorId actorType } } }
    } } } }`;
    const { data } = await ask<{ events: { edges: { node: object }[] } }>(server, { query }, admin);
    const changedBy = { actorId: 'olga', actorType: 'HUMAN' };
    const of = (canonicalKey: string, version: number) => ({
      source: 'SYSTEM_MIGRATION',
      payload: { canonicalKey, version, changedBy },
    });
    expect(data?.events.edges.map(({ node }) => node)).toMatchObject([
      { ...of('revenue', 1), __typename: 'KpiChangedEvent' },
      {
        ...of('orders', 1),
        __typename: 'MetadataChangedEvent',
        traceparent: expect.stringContaining('0af7651916') as unknown,
      },
      of('orders', 2),
    ]);
  });

  test('is counted among the events, and logged by number', async () => {
    await run([row('counted_1'), row('counted_2')]);
    const response = await server.fetch('/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    expect(await response.text()).toMatch(
      /^mdm_events_total\{type="metadata.changed",source="system.migration"\} [2-9]$/m,
    );
    expect(server.logged).toContainEqual({
      level: 'info',
      message: 'events',
      fields: { tenantId: 'acme', type: 'metadata.changed', source: 'system.migration', count: 2 },
    });
  });

  test('says of each bad row where it is and what is wrong; nothing goes in, or the others do, as asked', async () => {
    const rows = [row('good'), row('no key'), kpi('lost', ['good', 'nowhere'])];
    const badRows = [
      { row: 1, issues: [{ path: ['canonicalKey'], message: expect.any(String) as unknown }] },
      { row: 2, issues: [{ path: ['content', 'kpi', 'computedFrom', '1'], message: expect.any(String) as unknown }] },
    ];
    // What is wrong with a row by itself is found first, and is enough to refuse all.
    expect(await run(rows)).toEqual({
      __typename: 'BadRowsError',
      message: '1 of 3 rows is invalid; nothing was imported.',
      badRowCount: 1,
      badRows: badRows.slice(0, 1),
    });
    expect(await run(rows, 'SKIP')).toEqual({
      __typename: 'ImportEntitiesSuccess',
      created: 1,
      updated: 0,
      unchanged: 0,
      badRowCount: 2,
      badRows,
    });
  });

  test('names the first hundred of many bad rows, ten things wrong with each, and says how many there are', async () => {
    const lost = Array.from({ length: 30 }, (_, index) => `lost_${index}`);
    const result = await run(Array.from({ length: 120 }, (_, index) => kpi(`k${index}`, lost)));
    expect(result).toMatchObject({ __typename: 'BadRowsError', badRowCount: 120 });
    expect(result.badRows?.map(({ row }) => row)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(result.badRows?.[0]?.issues).toHaveLength(10);
  });

  test('takes at most 1,000 rows', async () => {
    const rows = Array.from({ length: 1_001 }, (_, index) => row(`many_${index}`));
    expect(await run(rows)).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['rows'] }] });
    expect(await run(rows.slice(1))).toMatchObject({ __typename: 'ImportEntitiesSuccess', created: 1_000 });
    expect(await run([])).toMatchObject({ __typename: 'ImportEntitiesSuccess', created: 0, unchanged: 0 });
  });
});
