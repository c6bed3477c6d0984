import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { DECIDER, REQUESTER } from '../../support/governance.ts';
import { follow, notificationOwnerOf } from '../../support/inbox.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

const SET = `id status atomic itemCount comment correlationId counts { pending approved applied rejected withdrawn }
  items(first: 100) { edges { node { id canonicalKey status changeSet { id } correlationId } } pageInfo { hasNextPage } }`;
const REQUEST = `mutation ($input: RequestChangeSetInput!) { requestChangeSet(input: $input) {
  __typename ... on Error { message } ... on ValidationError { issues { path message } }
  ... on RequestChangeSetSuccess { warnings { path } changeSet { ${SET} } } } }`;
const DECIDE = `mutation ($input: DecideChangeSetInput!) { decideChangeSet(input: $input) {
  __typename ... on Error { message } ... on DecideChangeSetSuccess { changeSet { ${SET} } } } }`;

interface Item {
  id: string;
  canonicalKey: string;
  status: string;
  changeSet: { id: string };
  correlationId: string;
}
interface ChangeSet {
  id: string;
  status: string;
  correlationId: string;
  counts: Record<string, number>;
  items: { edges: { node: Item }[]; pageInfo: { hasNextPage: boolean } };
}
interface Result {
  __typename: string;
  issues?: { path: string[] }[];
  changeSet: ChangeSet;
}

const FRANK = { 'x-actor-id': 'frank' };
const term = (canonicalKey: string, relatedTerms: string[] = []) => ({
  entityType: 'GLOSSARY',
  canonicalKey,
  kind: 'CREATE',
  change: { name: canonicalKey, tier: 'TIER3', glossary: { definition: 'What it is.', relatedTerms } },
});

describe.each(STORES)('change sets over GraphQL on %s', (_, open) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await open() });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function request(input: object): Promise<Result> {
    return (await server.query<{ requestChangeSet: Result }, object>(REQUEST, { input }, REQUESTER)).requestChangeSet;
  }
  async function decide(input: object, headers = DECIDER): Promise<Result> {
    return (await server.query<{ decideChangeSet: Result }, object>(DECIDE, { input }, headers)).decideChangeSet;
  }
  const setOf = async (id: string) =>
    (await server.query<{ changeSet: ChangeSet }, object>(`query ($id: ID!) { changeSet(id: $id) { ${SET} } }`, { id }))
      .changeSet;
  const kindsOf = async (headers: Record<string, string>) =>
    (await notificationOwnerOf(server, headers)).told.map(({ kind, title }) => `${kind} ${title}`).reverse();

  test('ten entities are one request, one decision and one notification for each person', async () => {
    const known = await request({ items: [term('base')] });
    await decide({ changeSetId: known.changeSet.id, decision: 'APPROVE' });
    await until('the term', async () => (await setOf(known.changeSet.id)).counts.applied === 1);
    await untilIdle(server.parts.database);
    await follow(server, 'base', FRANK, 'follow', 'GLOSSARY');
    const before = (await kindsOf(REQUESTER)).length;

    const items = [
      ...Array.from({ length: 9 }, (_, at) => term(`part_${at}`, [at === 8 ? 'base' : `part_${at + 1}`])),
      {
        entityType: 'GLOSSARY',
        canonicalKey: 'base',
        kind: 'UPDATE',
        expectedVersion: 1,
        change: { glossary: { definition: 'The base.', relatedTerms: ['part_0'] } },
      },
    ];
    const { changeSet, __typename } = await request({ items, atomic: true, comment: 'All terms' });
    expect(__typename).toBe('RequestChangeSetSuccess');
    expect(changeSet).toMatchObject({ status: 'PENDING', atomic: true, itemCount: 10, comment: 'All terms' });
    expect(changeSet.items.edges.map(({ node }) => node.canonicalKey)).toEqual(items.map((item) => item.canonicalKey));
    expect(new Set(changeSet.items.edges.map(({ node }) => node.correlationId)).size).toBe(1);

    const decided = await decide({ changeSetId: changeSet.id, decision: 'APPROVE', comment: 'Good' });
    expect(decided.changeSet).toMatchObject({ status: 'APPROVED', counts: { pending: 0, approved: 10 } });
    await until('all to be applied', async () => (await setOf(changeSet.id)).counts.applied === 10);
    await untilIdle(server.parts.database);

    expect((await kindsOf(REQUESTER)).slice(before)).toEqual([
      'APPROVAL_APPROVED bert approved 10 changes, requested by anna',
    ]);
    expect(await kindsOf(FRANK)).toEqual([
      'APPROVAL_CREATED anna asks for 10 changes',
      'APPROVAL_APPROVED bert approved 10 changes, requested by anna',
    ]);
    // The decider knows, and follows nothing.
    expect(await kindsOf(DECIDER)).toEqual([]);
    const { rows } = await server.parts.database.query('SELECT id FROM governance.dead_letter');
    expect(rows).toEqual([]);
  });

  test('of items that are decided one by one, people are told when none is left, whatever the last decision was', async () => {
    const before = (await kindsOf(REQUESTER)).length;
    const { changeSet } = await request({ items: ['x', 'y', 'z', 'withdrawn'].map((key) => term(`one_${key}`)) });
    const [x, y, z, last] = changeSet.items.edges.map(({ node }) => node.id);
    await decide({ changeSetId: changeSet.id, items: [{ approvalId: x, decision: 'APPROVE' }] });
    await decide({ changeSetId: changeSet.id, items: [{ approvalId: y, decision: 'APPROVE', comment: 'yes' }] });
    await decide({ changeSetId: changeSet.id, items: [{ approvalId: z, decision: 'REJECT', comment: 'too vague' }] });
    await untilIdle(server.parts.database);
    expect(await kindsOf(REQUESTER)).toHaveLength(before);

    const withdraw = 'mutation ($id: ID!) { withdrawApproval(input: { approvalId: $id }) { __typename } }';
    await server.query(withdraw, { id: last }, REQUESTER);
    await untilIdle(server.parts.database);
    expect((await kindsOf(REQUESTER)).slice(before).sort()).toEqual([
      'APPROVAL_APPROVED bert approved 2 changes, requested by anna',
      'APPROVAL_REJECTED bert rejected 1 change, requested by anna',
    ]);
    const [told] = (await notificationOwnerOf(server, REQUESTER)).told.filter(
      ({ kind }) => kind === 'APPROVAL_REJECTED',
    );
    expect(told?.text).toBe(
      'bert rejected 1 change of one change set, requested by anna: create one_z (glossary term). Nothing changes. Reason: too vague',
    );
    expect(await setOf(changeSet.id)).toMatchObject({
      status: 'APPROVED',
      counts: { pending: 0, approved: 2, rejected: 1, withdrawn: 1 },
    });
  });

  test('a set is found by its status, by its id and by its items, page by page', async () => {
    const { changeSet } = await request({ items: Array.from({ length: 5 }, (_, at) => term(`paged_${at}`)) });
    const query = `query ($id: ID!, $cursor: String) {
      node(id: $id) { ... on ChangeSet { items(first: 2, after: $cursor) { edges { node { canonicalKey } } pageInfo { hasNextPage endCursor } } } }
      last: changeSet(id: $id) { items(last: 2) { edges { node { canonicalKey } } pageInfo { hasPreviousPage } } }
      approvals(filter: { changeSetId: $id }) { edges { node { canonicalKey } } }
      pending: changeSets(filter: { statuses: [PENDING] }) { edges { node { id } } }
      rejected: changeSets(filter: { statuses: [REJECTED] }) { edges { node { id } } }
    }`;
    interface Keys {
      edges: { node: { canonicalKey: string } }[];
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
    }
    interface Found {
      node: { items: Keys };
      last: { items: Keys };
      approvals: Keys;
      pending: { edges: { node: { id: string } }[] };
      rejected: { edges: { node: { id: string } }[] };
    }
    const read = (cursor?: string) => server.query<Found, object>(query, { id: changeSet.id, cursor });
    const keysOf = ({ edges }: Keys) => edges.map(({ node }) => node.canonicalKey);
    const first = await read();
    expect(keysOf(first.node.items)).toEqual(['paged_0', 'paged_1']);
    expect(first.node.items.pageInfo.hasNextPage).toBe(true);
    const third = await read((await read(first.node.items.pageInfo.endCursor)).node.items.pageInfo.endCursor);
    expect(keysOf(third.node.items)).toEqual(['paged_4']);
    expect(third.node.items.pageInfo.hasNextPage).toBe(false);
    expect(keysOf(first.last.items)).toEqual(['paged_3', 'paged_4']);
    expect(first.last.items.pageInfo.hasPreviousPage).toBe(true);
    expect(first.approvals.edges).toHaveLength(5);
    expect(first.pending.edges.map(({ node }) => node.id)).toContain(changeSet.id);

    await decide({ changeSetId: changeSet.id, decision: 'REJECT', comment: 'no' });
    const after = await read();
    expect(after.pending.edges.map(({ node }) => node.id)).not.toContain(changeSet.id);
    expect(after.rejected.edges.map(({ node }) => node.id)).toContain(changeSet.id);
  });

  test('a decision for all excludes decisions about items, and one of them is needed', async () => {
    const { changeSet } = await request({ items: [term('either')] });
    const id = changeSet.items.edges[0]?.node.id;
    const changeSetId = changeSet.id;
    const items = [{ approvalId: id, decision: 'APPROVE' }];
    for (const wrong of [
      { changeSetId },
      { changeSetId, decision: 'APPROVE', items },
      { changeSetId, decision: 'REJECT' },
      { changeSetId, items: [] },
      { changeSetId, items: [...items, ...items] },
      { changeSetId, items, comment: 'for all' },
    ]) {
      expect((await decide(wrong)).__typename).toBe('ValidationError');
    }
    expect((await setOf(changeSetId)).status).toBe('PENDING');
    expect((await decide({ changeSetId, items }, REQUESTER)).__typename).toBe('ForbiddenError');
  });
});
