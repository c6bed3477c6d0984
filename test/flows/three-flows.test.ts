import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { create } from '../support/governance.ts';
import { STORES } from '../support/stores.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { until } from '../support/until.ts';

describe.each(STORES)('the flows on %s', (_, openStore) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec(`
    CREATE SCHEMA sales;
    CREATE TABLE sales.transactions (id int PRIMARY KEY, amount numeric, currency text);
    INSERT INTO sales.transactions SELECT n, n, 'EUR' FROM generate_series(1, 200) n;
  `);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  interface Completed {
    profileCompleted: { cursor: string; causationId: string; correlationId: string; payload: Record<string, unknown> };
  }

  const COMPLETED = `subscription {
  profileCompleted {
    cursor causationId correlationId
    payload { canonicalKey qualityScore qualityGrade rowCount completeness uniqueness validity triggeredBy { actorId } }
  }
}`;

  test('an approved tier 1 entity is profiled, and a dashboard sees the result over its WebSocket', async () => {
    const events = server.client().iterate<Completed>({ query: COMPLETED });
    await until('the subscription', () => server.feed.followerCount() === 1);

    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'earnings_per_share',
      change: { name: 'Earnings', tier: 'TIER1', dataset: { schema: 'sales', table: 'transactions' } },
    });

    const { value } = (await events.next()) as { value: { data: Completed } };
    expect(value.data.profileCompleted.payload).toEqual({
      canonicalKey: 'earnings_per_share',
      qualityScore: 100,
      qualityGrade: 'A',
      rowCount: 200,
      completeness: 100,
      uniqueness: 100,
      validity: 100,
      triggeredBy: { actorId: 'bert' },
    });
    const trace = await server.query<{ eventTrace: { __typename: string }[] }, object>(
      `query ($id: ID!) { eventTrace(correlationId: $id) { __typename } }`,
      { id: value.data.profileCompleted.correlationId },
    );
    expect(trace.eventTrace.map(({ __typename }) => __typename)).toEqual([
      'ApprovalCreatedEvent',
      'ApprovalApprovedEvent',
      'MetadataChangedEvent',
      'MetadataApprovedEvent',
      'MetadataProfileCompletedEvent',
    ]);
    await events.return?.();
  });
});
