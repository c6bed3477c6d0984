import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { creation, request, traceOf } from '../../support/approval-state.ts';
import { approve, requestChange } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

const LIST = 'query ($filter: ApprovalFilter) { approvals(filter: $filter) { edges { node { canonicalKey } } } }';
interface List {
  approvals: { edges: { node: { canonicalKey: string } }[] };
}

describe.each(STORES)('requests in %s', (_, openStore) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    for (const [requester, tier] of [
      ['anna', 'TIER1'],
      ['anna', 'TIER3'],
      ['Carla', 'TIER1'],
    ] as const) {
      const { change, ...input } = creation(`of_${requester}_${tier}`);
      await requestChange(server, { ...input, change: { ...change, tier } }, { 'x-actor-id': requester });
    }
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  test.each([
    [{ requestedBy: ['anna'] }, ['of_anna_TIER3', 'of_anna_TIER1']],
    [{ requestedBy: ['carla', 'nobody'] }, []],
    [{ requestedBy: ['Carla', 'anna'] }, ['of_Carla_TIER1', 'of_anna_TIER3', 'of_anna_TIER1']],
    [{ requestedBy: [] }, []],
    [{ tiers: ['TIER1'] }, ['of_Carla_TIER1', 'of_anna_TIER1']],
    [{ tiers: ['TIER1', 'TIER2'], requestedBy: ['anna'] }, ['of_anna_TIER1']],
    [{ tiers: ['TIER5'] }, []],
  ])('filtered by %j, newest first', async (filter, expected) => {
    const { approvals } = await server.query<List, object>(LIST, { filter });
    expect(approvals.edges.map(({ node }) => node.canonicalKey)).toEqual(expected);
  });

  test('name the correlation id of all that they led to', async () => {
    const id = await request(server, creation('traced'));
    await approve(server, id);
    const query = 'query ($id: ID!) { approval(id: $id) { correlationId appliedAt } }';
    interface Found {
      approval: { correlationId: string; appliedAt: string | null };
    }
    const { approval } = await until('the change to be applied', async () => {
      const found = await server.query<Found, object>(query, { id });
      return found.approval.appliedAt !== null && found;
    });
    const trace = await traceOf(server, id);
    expect(new Set(trace.map(({ correlationId }) => correlationId))).toEqual(new Set([approval.correlationId]));
    expect(trace.map(({ __typename }) => __typename)).toEqual(
      expect.arrayContaining(['ApprovalCreatedEvent', 'ApprovalApprovedEvent', 'MetadataApprovedEvent']),
    );
  });
});
