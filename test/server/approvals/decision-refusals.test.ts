import { afterAll, beforeAll, expect, test } from 'vitest';

import { approvalState, creation, entityState, reject, request, withdraw } from '../../support/approval-state.ts';
import { approve, create, DECIDER, govern, REQUESTER } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

test('nobody decides a request of his own: approve and reject are a ForbiddenError, and the request still waits', async () => {
  const id = await request(server, creation('own'));
  expect((await approve(server, id, REQUESTER)).__typename).toBe('ForbiddenError');
  expect((await reject(server, id, 'no', REQUESTER)).__typename).toBe('ForbiddenError');
  expect(await approvalState(server, id)).toMatchObject({ status: 'PENDING', decidedAt: null });
});

test('only the requester withdraws: for everybody else it is a ForbiddenError, before and after the decision', async () => {
  const id = await request(server, creation('others'));
  expect((await withdraw(server, id, DECIDER)).__typename).toBe('ForbiddenError');
  expect((await approvalState(server, id)).status).toBe('PENDING');
  await reject(server, id);
  expect((await withdraw(server, id, DECIDER)).__typename).toBe('ForbiddenError');
});

test.each(['approved', 'rejected', 'withdrawn'])(
  'a request that is %s is decided no more: a ConflictError says by whom',
  async (how) => {
    const id = await request(server, creation(`decided-${how}`));
    if (how === 'approved') await approve(server, id);
    else if (how === 'rejected') await reject(server, id);
    else await withdraw(server, id);
    const decided = await approvalState(server, id);
    const by = how === 'withdrawn' ? 'anna' : 'bert';
    const carol = { 'x-actor-id': 'carol' };
    for (const outcome of [
      await approve(server, id, carol),
      await reject(server, id, 'no', carol),
      await withdraw(server, id),
    ]) {
      expect(outcome.__typename).toBe('ConflictError');
      expect(outcome.message).toContain(`${how} by ${by}`);
    }
    const { status, comment, decidedAt } = await approvalState(server, id);
    expect({ status, comment, decidedAt }).toEqual({
      status: decided.status,
      comment: decided.comment,
      decidedAt: decided.decidedAt,
    });
  },
);

test.each(['', ' ', '\n\t', '\u00a0'])('a rejection needs a reason: %j is a ValidationError', async (reason) => {
  const id = await request(server, creation(`reason-${reason.codePointAt(0) ?? 0}`));
  expect(await reject(server, id, reason)).toMatchObject({ __typename: 'ValidationError' });
  expect((await approvalState(server, id)).status).toBe('PENDING');
});

test('a reason of 10,001 characters is a ValidationError', async () => {
  const id = await request(server, creation('long-reason'));
  expect(await reject(server, id, 'r'.repeat(10_001))).toMatchObject({ __typename: 'ValidationError' });
});

test.each([
  ['comment', 'comment: ""'],
  ['comment', 'comment: " ", reason: "told"'],
  ['comment', ''],
  ['reason', 'reason: " "'],
  ['reason', 'comment: null, reason: " "'],
])('the issue of a rejection without a reason names the field that was sent: %s with {%s}', async (field, sent) => {
  const id = await request(server, creation(`named-${field}-${sent.length}`));
  const { reject: outcome } = await server.query<{ reject: object }, object>(
    `mutation ($id: ID!) { reject(input: { approvalId: $id, ${sent} }) { ... on ValidationError { issues { path } } } }`,
    { id },
    DECIDER,
  );
  expect(outcome).toEqual({ issues: [{ path: [field] }] });
});

test.each(['', 'nothing', 'apr_', 'apr_00000000-0000-7000-8000-000000000000', `apr_${'0'.repeat(10_000)}`, '*', '%'])(
  'an id that is no request’s, such as %j, is a NotFoundError to decide on and null to read',
  async (id) => {
    expect((await approve(server, id)).__typename).toBe('NotFoundError');
    expect((await reject(server, id)).__typename).toBe('NotFoundError');
    expect((await withdraw(server, id)).__typename).toBe('NotFoundError');
    expect(await approvalState(server, id)).toBeNull();
  },
);

test('the id of an entity is no id of a request', async () => {
  const id = await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'entity',
    change: { name: 'E', tier: 'TIER5' },
  });
  expect((await approve(server, id)).__typename).toBe('NotFoundError');
});

const PROFILE = `mutation ($key: String!) {
  requestProfile(input: { entityType: METADATA, canonicalKey: $key }) { __typename ... on Error { message } }
}`;

test('a profile of what is not there, not bound or not in use is refused with the reason', async () => {
  const ask = async (key: string) =>
    (await server.query<{ requestProfile: { __typename: string } }, object>(PROFILE, { key })).requestProfile
      .__typename;
  await create(server, { entityType: 'METADATA', canonicalKey: 'unbound', change: { name: 'U', tier: 'TIER5' } });
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'retired',
    change: { name: 'R', tier: 'TIER5', dataset: { schema: 's', table: 't' } },
  });
  await govern(server, { entityType: 'METADATA', canonicalKey: 'retired', kind: 'DEPRECATE', expectedVersion: 1 });
  expect(await entityState(server, 'retired')).toMatchObject({ status: 'DEPRECATED' });
  expect(await ask('missing')).toBe('NotFoundError');
  expect(await ask('unbound')).toBe('ValidationError');
  expect(await ask('retired')).toBe('ConflictError');
});
