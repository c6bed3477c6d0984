import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { approvalState, creation, reject, request } from '../../support/approval-state.ts';
import { DECIDER, REQUESTER } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';

const NOBODYS = 'apr_00000000-0000-7000-8000-000000000000';

const DECIDE = `mutation ($decisions: [ApprovalDecisionInput!]!) {
  decideApprovals(input: { decisions: $decisions }) {
    __typename
    ... on DecideApprovalsSuccess { outcomes {
      __typename
      ... on ApprovalDecisionSuccess { approval { id status } }
      ... on Error { message }
      ... on ValidationError { issues { path } }
      ... on ConflictError { decidedBy { actorId } }
    } }
    ... on ValidationError { issues { path } }
  }
}`;
interface Outcome {
  __typename: string;
  approval?: { id: string; status: string };
  issues?: { path: string[] }[];
  decidedBy?: { actorId: string };
}
interface Decided {
  __typename: string;
  outcomes: (Outcome | null)[];
  issues?: { path: string[] }[];
}

const COMMENT = `mutation ($id: ID!, $text: String!) {
  commentOnApproval(input: { approvalId: $id, text: $text }) {
    __typename ... on CommentOnApprovalSuccess { comment { text author { actorId } } approval { id } }
  }
}`;

describe.each(STORES)('on %s', (_, open) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await open() });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function decide(decisions: object[], headers: Record<string, string> = DECIDER): Promise<Decided> {
    return (await server.query<{ decideApprovals: Decided }, object>(DECIDE, { decisions }, headers)).decideApprovals;
  }
  const comment = async (id: string, text: string, headers: Record<string, string> = DECIDER) =>
    (await server.query<{ commentOnApproval: Outcome }, object>(COMMENT, { id, text }, headers)).commentOnApproval;

  test('each decision has its own outcome, in order, and one that is refused does not stop the others', async () => {
    const [first, lost, unreasoned, refused, last] = await Promise.all(
      ['bulk_1', 'bulk_2', 'bulk_3', 'bulk_4', 'bulk_5'].map((key) => request(server, creation(key))),
    );
    await reject(server, lost ?? '', 'first', { 'x-actor-id': 'carol' });
    const { outcomes } = await decide([
      { approvalId: first, decision: 'APPROVE', comment: 'fine' },
      { approvalId: lost, decision: 'APPROVE' },
      { approvalId: unreasoned, decision: 'REJECT' },
      { approvalId: NOBODYS, decision: 'APPROVE' },
      { approvalId: first, decision: 'REJECT', comment: 'or not' },
      { approvalId: refused, decision: 'REJECT', comment: 'no' },
      { approvalId: last, decision: 'APPROVE' },
    ]);
    expect(outcomes).toMatchObject([
      { __typename: 'ApprovalDecisionSuccess', approval: { id: first, status: 'APPROVED' } },
      { __typename: 'ConflictError', decidedBy: { actorId: 'carol' } },
      { __typename: 'ValidationError', issues: [{ path: ['decisions', '2', 'comment'] }] },
      { __typename: 'NotFoundError' },
      { __typename: 'ValidationError', issues: [{ path: ['decisions', '4', 'approvalId'] }] },
      { __typename: 'ApprovalDecisionSuccess', approval: { id: refused, status: 'REJECTED' } },
      { __typename: 'ApprovalDecisionSuccess', approval: { id: last, status: 'APPROVED' } },
    ]);
    expect((await approvalState(server, unreasoned ?? '')).status).toBe('PENDING');
    expect(await approvalState(server, refused ?? '')).toMatchObject({ status: 'REJECTED', comment: 'no' });
  });

  test('his own request among them is a ForbiddenError', async () => {
    const id = await request(server, creation('bulk_own'));
    const { outcomes } = await decide([{ approvalId: id, decision: 'APPROVE' }], REQUESTER);
    expect(outcomes).toMatchObject([{ __typename: 'ForbiddenError' }]);
  });

  test('100 decisions are taken; none and 101 are a ValidationError, and none of them is tried', async () => {
    const id = await request(server, creation('bulk_many'));
    const decisions = Array.from({ length: 101 }, () => ({ approvalId: NOBODYS, decision: 'APPROVE' }));
    for (const wrong of [[], [{ approvalId: id, decision: 'APPROVE' }, ...decisions.slice(1)]]) {
      expect(await decide(wrong)).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['decisions'] }] });
    }
    expect((await approvalState(server, id)).status).toBe('PENDING');
    expect((await decide(decisions.slice(1))).outcomes).toHaveLength(100);
  });

  test('comments are kept in order with their authors, before and after the decision, and decide nothing', async () => {
    const id = await request(server, creation('talked_about'));
    expect(await comment(id, 'Why?')).toMatchObject({
      __typename: 'CommentOnApprovalSuccess',
      comment: { text: 'Why?', author: { actorId: 'bert' } },
      approval: { id },
    });
    await comment(id, 'Because.', REQUESTER);
    expect((await approvalState(server, id)).status).toBe('PENDING');
    await reject(server, id);
    await comment(id, 'Pity.', REQUESTER);
    const query = `query ($id: ID!, $after: String) { approval(id: $id) {
      comments(first: 2, after: $after) { edges { node { text author { actorId } } } pageInfo { hasNextPage endCursor } }
    } }`;
    const page = async (after?: string) =>
      (
        await server.query<
          { approval: { comments: { edges: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } },
          object
        >(query, { id, after })
      ).approval.comments;
    const { edges, pageInfo } = await page();
    expect(edges).toEqual([
      { node: { text: 'Why?', author: { actorId: 'bert' } } },
      { node: { text: 'Because.', author: { actorId: 'anna' } } },
    ]);
    expect((await page(pageInfo.endCursor)).edges).toEqual([{ node: { text: 'Pity.', author: { actorId: 'anna' } } }]);
  });

  test('a comment that says nothing, or too much, or about nothing is refused', async () => {
    const id = await request(server, creation('ill_said'));
    for (const text of ['', ' \n', 'c'.repeat(10_001)]) {
      expect((await comment(id, text)).__typename).toBe('ValidationError');
    }
    expect((await comment(NOBODYS, 'Hello')).__typename).toBe('NotFoundError');
  });
});
