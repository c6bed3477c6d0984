import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { loadConfig } from '../../../src/config.ts';
import { requestApproval } from '../../../src/workflow/approvals/request-approval.ts';
import { approvalState, entityState, reject, request, traceOf, withdraw } from '../../support/approval-state.ts';
import { DECIDER, requestChange, REQUESTER } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

const POLICY = '{"TIER1":{"approvers":2,"dueDays":3},"TIER2":{"approvers":3}}';
const CAROL = { 'x-actor-id': 'carol' };
const DORA = { 'x-actor-id': 'dora' };

const CONFLICT =
  '... on ConflictError { decidedBy { actorId } decidedAt currentApproval { id status approvalsGiven } }';
const APPROVE = `mutation ($id: ID!) { approve(input: { approvalId: $id }) {
  __typename
  ... on ApproveSuccess { approval { status approvalsGiven approvalsNeeded requiredRole votes { actor { actorId } } } }
  ... on Error { message } ${CONFLICT}
} }`;

interface Approved {
  __typename: string;
  message?: string;
  decidedBy?: { actorId: string } | null;
  decidedAt?: string | null;
  approval?: {
    id: string;
    status: string;
    approvalsGiven: number;
    approvalsNeeded: number;
    votes: { actor: { actorId: string } }[];
  };
}

async function approve(server: TestServer, id: string, headers: Record<string, string>): Promise<Approved> {
  return (await server.query<{ approve: Approved }, object>(APPROVE, { id }, headers)).approve;
}

const creation = (canonicalKey: string, tier = 'TIER1') => ({
  entityType: 'METADATA',
  canonicalKey,
  kind: 'CREATE',
  change: { name: 'First', tier },
});

async function countOf(server: TestServer, id: string, type: string): Promise<number> {
  return (await traceOf(server, id)).filter(({ __typename }) => __typename === type).length;
}

const isApplied = (server: TestServer, id: string) =>
  until('the change', async () => (await approvalState(server, id)).appliedAt ?? undefined);

describe.each(STORES)('on %s', (_, open) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await open(), env: { APPROVAL_POLICY: POLICY } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('a first vote of two decides nothing and is no event; the second decides, and the change is applied once', async () => {
    const id = await request(server, creation('two_votes'));
    expect(await approve(server, id, DECIDER)).toMatchObject({
      __typename: 'ApproveSuccess',
      approval: { status: 'PENDING', approvalsGiven: 1, approvalsNeeded: 2, requiredRole: 'APPROVER' },
    });
    expect(await countOf(server, id, 'ApprovalApprovedEvent')).toBe(0);
    const { approval } = await approve(server, id, CAROL);
    expect(approval).toMatchObject({ status: 'APPROVED', approvalsGiven: 2 });
    expect(approval?.votes.map(({ actor }) => actor.actorId)).toEqual(['bert', 'carol']);
    await isApplied(server, id);
    expect(await countOf(server, id, 'ApprovalApprovedEvent')).toBe(1);
  });

  test('nobody votes twice: the second time is a ConflictError, as vote and as rejection, and counts for nothing', async () => {
    const id = await request(server, creation('voted_twice'));
    await approve(server, id, DECIDER);
    expect(await approve(server, id, DECIDER)).toMatchObject({
      __typename: 'ConflictError',
      decidedBy: null,
      currentApproval: { id, status: 'PENDING', approvalsGiven: 1 },
    });
    expect((await reject(server, id)).__typename).toBe('ConflictError');
    expect((await approvalState(server, id)).status).toBe('PENDING');
  });

  test('one who rejects is enough, whoever has voted for it before; the requester may still withdraw as well', async () => {
    const [rejected, withdrawn] = [
      await request(server, creation('one_against')),
      await request(server, creation('taken_back')),
    ];
    for (const id of [rejected, withdrawn]) await approve(server, id, DECIDER);
    expect((await reject(server, rejected, 'no', CAROL)).__typename).toBe('RejectSuccess');
    expect((await withdraw(server, withdrawn)).__typename).toBe('WithdrawApprovalSuccess');
    expect((await approve(server, rejected, DORA)).__typename).toBe('ConflictError');
  });

  test('the requester cannot be one of the two', async () => {
    const id = await request(server, creation('own_vote'));
    await approve(server, id, DECIDER);
    expect((await approve(server, id, REQUESTER)).__typename).toBe('ForbiddenError');
  });

  test('ten who vote at once where two are needed: two succeed, eight see who was first, and there is one approval', async () => {
    const id = await request(server, creation('stormed'));
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => approve(server, id, { 'x-actor-id': `approver-${index}` })),
    );
    const lost = outcomes.filter(({ __typename }) => __typename === 'ConflictError');
    expect(lost).toHaveLength(8);
    expect(outcomes.filter(({ __typename }) => __typename === 'ApproveSuccess')).toHaveLength(2);
    const { decidedBy } = (
      await server.query<{ approval: { decidedBy: { actorId: string } } }, object>(
        'query ($id: ID!) { approval(id: $id) { decidedBy { actorId } } }',
        { id },
      )
    ).approval;
    for (const conflict of lost) {
      expect(conflict).toMatchObject({ decidedBy, currentApproval: { id, status: 'APPROVED' } });
      expect(conflict.decidedAt).toEqual(expect.any(String));
    }
    await isApplied(server, id);
    expect(await countOf(server, id, 'ApprovalApprovedEvent')).toBe(1);
    expect(await entityState(server, 'stormed')).toMatchObject({ version: 1 });
  });

  test('a change out of a weighty tier takes what that tier takes, and shows that it is outdated when it is', async () => {
    const id = await request(server, creation('demoted'));
    await approve(server, id, DECIDER);
    await approve(server, id, CAROL);
    await isApplied(server, id);
    const update = await request(server, {
      entityType: 'METADATA',
      canonicalKey: 'demoted',
      kind: 'UPDATE',
      expectedVersion: 1,
      change: { tier: 'TIER5' },
    });
    const look = async () =>
      (
        await server.query<{ approval: object }, object>(
          'query ($id: ID!) { approval(id: $id) { approvalsNeeded outdated } }',
          { id: update },
        )
      ).approval;
    expect(await look()).toEqual({ approvalsNeeded: 2, outdated: false });
    await server.parts.database.query(`UPDATE governance.mdm_entity SET version = 2 WHERE canonical_key = 'demoted'`);
    expect(await look()).toEqual({ approvalsNeeded: 2, outdated: true });

    // It cannot be applied, and goes back to the approvers: all votes are to be given anew.
    await approve(server, update, DECIDER);
    await approve(server, update, CAROL);
    await until('its return', async () => (await approvalState(server, update)).status === 'PENDING');
    await server.parts.database.query(`UPDATE governance.mdm_entity SET version = 1 WHERE canonical_key = 'demoted'`);
    expect(await approve(server, update, DECIDER)).toMatchObject({
      approval: { status: 'PENDING', approvalsGiven: 1 },
    });
    expect(await approve(server, update, CAROL)).toMatchObject({ approval: { status: 'APPROVED', approvalsGiven: 2 } });
    await isApplied(server, update);
    expect(await entityState(server, 'demoted')).toMatchObject({ tier: 'TIER5', version: 2 });
  });

  test('a request keeps the policy that held when it was made, and a later one has the new policy', async () => {
    const made = await request(server, creation('kept_policy'));
    const parts = { ...server.parts, approvalPolicies: loadConfig({}).approvalPolicies };
    const actor = { actorId: 'anna', actorType: 'HUMAN' as const };
    const viewer = { tenantId: 'demo', actor, roles: [], sources: [] };
    const outcome = await requestApproval(parts, viewer, {
      entityType: 'METADATA',
      canonicalKey: 'new_policy',
      kind: 'CREATE',
      change: { name: 'New', tier: 'tier1' },
    });
    expect(outcome).toMatchObject({ approval: { approversNeeded: 1, dueAt: null } });
    expect(await approve(server, made, DECIDER)).toMatchObject({ approval: { status: 'PENDING', approvalsNeeded: 2 } });
  });

  test('a due date comes from the request, or else from the policy; whoever is late finds it overdue', async () => {
    const look = 'dueAt overdue';
    const read = async (id: string) =>
      (
        await server.query<{ approval: { dueAt: string | null; overdue: boolean } }, object>(
          `query ($id: ID!) { approval(id: $id) { ${look} } }`,
          { id },
        )
      ).approval;
    const own = new Date(server.now().getTime() + 60_000).toISOString();
    const byRequest = await request(server, { ...creation('due_soon'), dueAt: own });
    const byPolicy = await request(server, creation('due_in_days'));
    const never = await request(server, creation('due_never', 'TIER5'));
    expect(await read(byRequest)).toEqual({ dueAt: own, overdue: false });
    const { dueAt } = await read(byPolicy);
    expect(Math.round((Date.parse(dueAt ?? '') - server.now().getTime()) / 86_400_000)).toBe(3);
    expect(await read(never)).toEqual({ dueAt: null, overdue: false });

    server.advance(120_000);
    expect(await read(byRequest)).toEqual({ dueAt: own, overdue: true });
    const listed = async (overdue: boolean) => {
      const query = `query ($overdue: Boolean) { approvals(first: 100, filter: { overdue: $overdue }) { edges { node { id } } } }`;
      const data = await server.query<{ approvals: { edges: { node: { id: string } }[] } }, object>(query, { overdue });
      return data.approvals.edges.map(({ node }) => node.id);
    };
    expect(await listed(true)).toEqual([byRequest]);
    expect(await listed(false)).toEqual(expect.arrayContaining([byPolicy, never]));
    expect(await listed(false)).not.toContain(byRequest);
    await withdraw(server, byRequest);
    expect((await read(byRequest)).overdue).toBe(false);
  });

  test.each([-1, 0, 3_651 * 86_400_000])('a due date %d ms from now is a ValidationError', async (inMs) => {
    const dueAt = new Date(server.now().getTime() + inMs).toISOString();
    const { __typename, issues } = await requestChange(server, { ...creation('due_wrong'), dueAt });
    expect([__typename, issues?.[0]?.path]).toEqual(['ValidationError', ['dueAt']]);
  });
});

test('the role of the tier is asked for: without it, a decision is a ForbiddenError that names it', async () => {
  await using server = await startTestServer({ env: { ...AUTH_ENV, APPROVAL_POLICY: '{"TIER1":{"role":"ADMIN"}}' } });
  const requester = await bearerOf({ sub: 'anna', roles: ['VIEWER', 'STEWARD'] });
  const plain = await bearerOf({ sub: 'bert', roles: ['VIEWER', 'APPROVER'] });
  const admin = await bearerOf({ sub: 'carol', roles: ['VIEWER', 'APPROVER', 'ADMIN'] });
  const { approval } = await requestChange(server, creation('for_admins'), requester);
  const id = approval?.id ?? '';
  for (const outcome of [await approve(server, id, plain), await reject(server, id, 'no', plain)]) {
    expect(outcome).toMatchObject({ __typename: 'ForbiddenError' });
    expect(outcome.message).toContain('ADMIN');
  }
  expect(await approve(server, id, admin)).toMatchObject({ approval: { status: 'APPROVED' } });
});
