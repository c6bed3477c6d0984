import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { creation } from '../../support/approval-state.ts';
import { approve, govern, requestChange } from '../../support/governance.ts';
import { notificationOwnerOf } from '../../support/inbox.ts';
import { ask } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { untilIdle } from '../../support/until-idle.ts';

const ROLES = ['VIEWER', 'STEWARD', 'APPROVER'];
const [asNamed, asSigned, asBert] = await Promise.all(
  ['Anna@Example.com', 'anna@example.com', 'bert@example.com'].map((sub) => bearerOf({ sub, roles: ROLES })),
);
if (!asNamed || !asSigned || !asBert) throw new Error('no token');
const WARNINGS = `mutation ($input: RequestApprovalInput!) {
  requestApproval(input: $input) { ... on RequestApprovalSuccess { approval { id } warnings { path message } } }
}`;

function withOwner(canonicalKey: string, owner: string) {
  const { change, ...input } = creation(canonicalKey);
  return { ...input, change: { ...change, owner } };
}
async function warningsOf(server: TestServer, input: object, headers: Record<string, string>) {
  const { requestApproval } = await server.query<{ requestApproval: { warnings: { message: string }[] } }, object>(
    WARNINGS,
    { input },
    headers,
  );
  return requestApproval.warnings;
}

describe('where the case of ids is ignored', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ env: { ...AUTH_ENV, ACTOR_ID_CASE: 'ignore' } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('both spellings are one person: she is told of what is hers, and does not approve what she has requested', async () => {
    const { approval } = await requestChange(server, withOwner('hers', 'Anna@Example.com'), asBert);
    expect((await approve(server, approval?.id ?? '', asNamed)).__typename).toBe('ApproveSuccess');
    await untilIdle(server.parts.database, 'acme');
    const own = await requestChange(
      server,
      { entityType: 'METADATA', canonicalKey: 'hers', kind: 'UPDATE', expectedVersion: 1, change: { name: 'Other' } },
      asNamed,
    );
    expect(await approve(server, own.approval?.id ?? '', asSigned)).toMatchObject({ __typename: 'ForbiddenError' });
    expect((await approve(server, own.approval?.id ?? '', asBert)).__typename).toBe('ApproveSuccess');
    await untilIdle(server.parts.database, 'acme');
    // Of the request and of the decision by others, and never of her own doing.
    const told = (await notificationOwnerOf(server, asSigned)).told.map(({ kind }) => kind);
    expect(told.reverse()).toEqual(['APPROVAL_CREATED', 'APPROVAL_APPROVED']);
    const viewer = await ask(server, { query: '{ viewer { actorId } }' }, asNamed);
    expect(viewer).toMatchObject({ data: { viewer: { actorId: 'anna@example.com' } } });
  });

  test('an owner who was named before case was ignored is told too, of what is done and of what it affects, once', async () => {
    const owner = 'Dora@Example.com';
    const dora = await bearerOf({ sub: 'dora@example.com', roles: ROLES });
    const kpi = { formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom: ['base'] };
    const by = { requester: asBert, decider: asSigned };
    await govern(server, withOwner('base', owner), by);
    await govern(
      server,
      { ...withOwner('derived', owner), entityType: 'KPI', change: { name: 'K', tier: 'TIER3', owner, kpi } },
      by,
    );
    await server.parts.database.query(`UPDATE governance.mdm_entity SET owner = $1 WHERE owner = $2`, [
      owner,
      'dora@example.com',
    ]);
    await untilIdle(server.parts.database, 'acme');
    const before = await notificationOwnerOf(server, dora);
    const update = { entityType: 'METADATA', canonicalKey: 'base', kind: 'UPDATE' };
    await govern(server, { ...update, expectedVersion: 1, change: { name: 'By Bert' } }, by);
    await untilIdle(server.parts.database, 'acme');
    const told = (await notificationOwnerOf(server, dora)).told.slice(0, -before.told.length).map(({ kind }) => kind);
    expect(told.sort()).toEqual(['APPROVAL_APPROVED', 'APPROVAL_CREATED', 'IMPACT']);
    await govern(
      server,
      { ...update, expectedVersion: 2, change: { name: 'Her own' } },
      { requester: dora, decider: asBert },
    );
    await untilIdle(server.parts.database, 'acme');
    const later = (await notificationOwnerOf(server, dora)).told
      .slice(0, -(before.told.length + told.length))
      .map(({ kind }) => kind);
    expect(later).toEqual(['APPROVAL_APPROVED']);
  });

  test('an owner who is known under another spelling is no stranger', async () => {
    expect(await warningsOf(server, withOwner('known', 'BERT@example.com'), asSigned)).toEqual([]);
    expect(await warningsOf(server, withOwner('mine', 'ANNA@example.com'), asSigned)).toEqual([]);
  });
});

describe('where ids are compared exactly', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ env: AUTH_ENV });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('two spellings are two people, and whoever names one whom nobody knows is warned', async () => {
    const unknown = 'Nobody with the id "Anna@Example.com" has requested, decided or followed anything here.';
    const exactly = 'Ids are compared exactly, upper and lower case included';
    // She is known by the very request that names her otherwise.
    const byHerself = await warningsOf(server, withOwner('first', 'Anna@Example.com'), asSigned);
    expect(byHerself).toEqual([
      { path: ['change', 'owner'], message: `${unknown} ${exactly}; known here is "anna@example.com".` },
    ]);
    const byOther = await warningsOf(server, withOwner('second', 'Anna@Example.com'), asBert);
    expect(byOther).toEqual(byHerself);
    expect(await warningsOf(server, withOwner('third', 'anna@example.com'), asBert)).toEqual([]);
    expect(await warningsOf(server, creation('fourth'), asNamed)).toEqual([]);
    expect(await warningsOf(server, withOwner('fifth', 'bert@example.com'), asBert)).toEqual([]);

    const own = await requestChange(server, creation('own'), asSigned);
    expect((await approve(server, own.approval?.id ?? '', asNamed)).__typename).toBe('ApproveSuccess');
  });
});
