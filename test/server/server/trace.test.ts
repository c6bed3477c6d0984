import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { approve, create, DECIDER, requestChange, REQUESTER } from '../../support/governance.ts';
import { ask } from '../../support/server/answer.ts';
import { askOverSocket } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

/** A trace of its own for each number. */
const trace = (number: number) => `00-${String(number).padStart(32, 'a')}-00f067aa0ba902b7-01`;

const REPORT = `mutation ($table: String!, $rows: SafeInt!) { reportDataRefresh(input: {
  entityUrn: "urn:test", schema: "sales", table: $table, rowsAffected: $rows, refreshType: FULL
}) { ... on ReportDataRefreshSuccess { event { correlationId traceparent } } } }`;
interface Reported {
  reportDataRefresh: { event: { correlationId: string; traceparent: string | null } };
}

interface Traced {
  __typename: string;
  traceparent: string | null;
}

async function traceOf(server: TestServer, correlationId: string): Promise<Traced[]> {
  const query = `query ($id: ID!) { eventTrace(correlationId: $id) { ... on EventEnvelope { __typename traceparent } } }`;
  return (await server.query<{ eventTrace: Traced[] }, object>(query, { id: correlationId })).eventTrace;
}

describe.each(STORES)('on %s', (_, openStore) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec(`
      CREATE SCHEMA sales;
      CREATE TABLE sales.orders (id int PRIMARY KEY, amount numeric);
      INSERT INTO sales.orders SELECT n, n FROM generate_series(1, 100) n;
    `);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('the trace of a refresh is on its event, on the profile that follows, and on the drop of quality', async () => {
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'orders',
      change: { name: 'Orders', tier: 'TIER1', dataset: { schema: 'sales', table: 'orders' } },
    });
    await until('the first profile', async () => {
      const { entity } = await server.query<{ entity: { latestProfile: object | null } }, object>(
        '{ entity(entityType: METADATA, canonicalKey: "orders") { latestProfile { rowCount } } }',
      );
      return entity.latestProfile !== null;
    });
    await server.warehouse.exec('UPDATE sales.orders SET amount = NULL');

    const { data } = await ask<Reported>(
      server,
      { query: REPORT, variables: { table: 'orders', rows: 100 } },
      { traceparent: trace(1) },
    );
    const correlationId = data?.reportDataRefresh.event.correlationId ?? '';
    const events = await until('the drop', async () => {
      const found = await traceOf(server, correlationId);
      return found.length === 3 && found;
    });
    expect(events).toEqual(
      ['DataRefreshedEvent', 'MetadataProfileCompletedEvent', 'DataQualityDegradedEvent'].map((__typename) => ({
        __typename,
        traceparent: trace(1),
      })),
    );
  });

  test('the trace of a decision is on what follows from it; without one the trace of the request goes on', async () => {
    const applied = async (canonicalKey: string, decider: Record<string, string>) => {
      const change = { name: canonicalKey, tier: 'TIER3' };
      const input = { entityType: 'METADATA', canonicalKey, kind: 'CREATE', change };
      const { approval } = await requestChange(server, input, { ...REQUESTER, traceparent: trace(2) });
      const id = approval?.id ?? '';
      expect((await approve(server, id, decider)).__typename).toBe('ApproveSuccess');
      const { events } = await server.query<{ events: { edges: { node: { correlationId: string } }[] } }, object>(
        '{ events(last: 1, filter: { types: [APPROVAL_CREATED] }) { edges { node { ... on EventEnvelope { correlationId } } } } }',
      );
      return until('the application', async () => {
        const found = await traceOf(server, events.edges[0]?.node.correlationId ?? '');
        return found.length === 4 && found.map(({ traceparent }) => traceparent);
      });
    };
    expect(await applied('with', { ...DECIDER, traceparent: trace(3) })).toEqual([2, 3, 3, 3].map(trace));
    expect(await applied('without', DECIDER)).toEqual([2, 2, 2, 2].map(trace));
  });

  test('over a WebSocket the operation names its trace, or the connection does', async () => {
    const send = async (connection: object, extensions?: Record<string, unknown>) => {
      const variables = { table: 'unbound', rows: 1 };
      const payload = { query: REPORT, variables, ...(extensions && { extensions }) };
      const { data } = await askOverSocket(server.client({ ...connection }), payload);
      return (data as unknown as Reported).reportDataRefresh.event.traceparent;
    };
    expect(await send({}, { traceparent: trace(4) })).toBe(trace(4));
    expect(await send({ traceparent: trace(5) })).toBe(trace(5));
    expect(await send({ traceparent: trace(5) }, { traceparent: trace(4) })).toBe(trace(4));
    expect(await send({})).toBeNull();
  });

  test.each(['nonsense', trace(6).toUpperCase(), `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`])(
    'the header %s is ignored, and the request is not',
    async (traceparent) => {
      const variables = { table: 'unbound', rows: 1 };
      const { data } = await ask<Reported>(server, { query: REPORT, variables }, { traceparent });
      expect(data?.reportDataRefresh.event.traceparent).toBeNull();
    },
  );
});
