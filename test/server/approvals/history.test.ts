import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { creation, reject } from '../../support/approval-state.ts';
import { govern, requestChange } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';

const HISTORY = `query ($key: String!, $first: Int, $after: String) {
  entity(entityType: METADATA, canonicalKey: $key) {
    versions(first: $first, after: $after) {
      edges { node {
        version kind origin changedAt requestedBy { actorId } decidedBy { actorId } diff { field before after }
        content { name tier owner definition } approval { id status comment }
      } }
      pageInfo { hasNextPage endCursor }
    }
    first: atVersion(version: 1) { content { name owner } }
    missing: atVersion(version: 99) { version }
  }
}`;
interface History {
  versions: {
    edges: { node: Record<string, unknown> & { version: number } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
  first: object;
  missing: null;
}

describe.each(STORES)('the history of an entity in %s', (_, openStore) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await govern(server, { ...creation('changing'), comment: 'please' });
    const change = { entityType: 'METADATA', canonicalKey: 'changing', kind: 'UPDATE' };
    const rejected = await requestChange(server, { ...change, expectedVersion: 1, change: { name: 'Never' } });
    await reject(server, rejected.approval?.id ?? '');
    await govern(server, { ...change, expectedVersion: 1, change: { name: 'Second', owner: 'dora' } });
    await govern(server, { ...change, kind: 'DEPRECATE', expectedVersion: 2 });
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function historyOf(key: string, page: object = {}): Promise<History> {
    return (await server.query<{ entity: History }, object>(HISTORY, { key, ...page })).entity;
  }

  test('holds each change that was applied: who, when, what, and the approval behind it', async () => {
    const { versions, first, missing } = await historyOf('changing');
    const by = { origin: 'APPROVAL', requestedBy: { actorId: 'anna' }, decidedBy: { actorId: 'bert' } };
    const approval = { id: expect.any(String) as string, status: 'APPROVED', comment: 'fine' };
    expect(versions.edges.map(({ node }) => node)).toMatchObject([
      {
        ...by,
        version: 3,
        kind: 'DEPRECATE',
        diff: [{ field: 'status', before: '"ACTIVE"', after: '"DEPRECATED"' }],
        content: { name: 'Second' },
        approval,
      },
      {
        ...by,
        version: 2,
        kind: 'UPDATE',
        diff: [
          { field: 'name', before: '"First"', after: '"Second"' },
          { field: 'owner', before: '"anna"', after: '"dora"' },
        ],
        content: { name: 'Second', tier: 'TIER3', owner: 'dora', definition: null },
        approval,
      },
      { ...by, version: 1, kind: 'CREATE', content: { name: 'First', owner: 'anna' }, approval },
    ]);
    expect(first).toEqual({ content: { name: 'First', owner: 'anna' } });
    expect(missing).toBeNull();
  });

  test('is read in pages', async () => {
    const one = (await historyOf('changing', { first: 2 })).versions;
    expect(one.edges.map(({ node }) => node.version)).toEqual([3, 2]);
    expect(one.pageInfo.hasNextPage).toBe(true);
    const two = (await historyOf('changing', { first: 2, after: one.pageInfo.endCursor })).versions;
    expect(two.edges.map(({ node }) => node.version)).toEqual([1]);
    expect(two.pageInfo.hasNextPage).toBe(false);
  });
});
