import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  approvalState,
  creation,
  entityState,
  reject,
  request,
  traceOf,
  withdraw,
} from '../../support/approval-state.ts';
import { approve, create, govern, requestChange } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

test('a creation is nothing but a request until it is approved; then the entity is there, active, at version 1', async () => {
  const requested = await requestChange(server, { ...creation('created'), comment: 'please' });
  expect(requested.approval).toMatchObject({
    status: 'PENDING',
    diff: [
      { field: 'name', before: null, after: '"First"' },
      { field: 'tier', before: null, after: '"tier3"' },
      { field: 'owner', before: null, after: '"anna"' },
    ],
  });
  const id = requested.approval?.id ?? '';
  expect(await entityState(server, 'created')).toBeNull();
  expect(await approvalState(server, id)).toMatchObject({
    comment: 'please',
    decidedBy: null,
    decidedAt: null,
    entity: null,
  });

  expect(await approve(server, id)).toMatchObject({ __typename: 'ApproveSuccess' });
  await until('the change', async () => (await approvalState(server, id)).appliedAt ?? undefined);
  expect(await entityState(server, 'created')).toMatchObject({
    name: 'First',
    tier: 'TIER3',
    status: 'ACTIVE',
    version: 1,
  });
  expect(await approvalState(server, id)).toMatchObject({
    status: 'APPROVED',
    comment: 'fine',
    decidedBy: { actorId: 'bert' },
  });
});

test('an entity keeps its approved value while an update waits, and the diff shows before and after', async () => {
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'kept',
    change: { name: 'Old', tier: 'TIER4', description: 'Same' },
  });
  const before = await entityState(server, 'kept');
  const requested = await requestChange(server, {
    entityType: 'METADATA',
    canonicalKey: 'kept',
    kind: 'UPDATE',
    expectedVersion: 1,
    change: { name: 'New', description: 'Same', dataset: { schema: 's', table: 't' } },
  });
  expect(requested.approval?.diff).toEqual([
    { field: 'name', before: '"Old"', after: '"New"' },
    { field: 'dataset.schema', before: null, after: '"s"' },
    { field: 'dataset.table', before: null, after: '"t"' },
    { field: 'dataset.keyColumns', before: null, after: '[]' },
  ]);
  const id = requested.approval?.id ?? '';
  expect(await entityState(server, 'kept')).toEqual({ ...before, pendingApproval: { id } });

  await approve(server, id);
  const after = await until('the change', async () => {
    const state = await entityState(server, 'kept');
    return state?.version === 2 && state;
  });
  expect(after).toMatchObject({ name: 'New', description: 'Same', tier: 'TIER4', pendingApproval: null });
  expect(after.createdAt).toBe(before?.createdAt);
});

test('what an approval leads to has the correlation id of the request, and each event names the one that led to it', async () => {
  const id = await request(server, creation('traced'));
  await approve(server, id);
  const events = await until('the events', async () => {
    const found = await traceOf(server, id);
    return found.length >= 4 && found;
  });
  const [created, approved, changed, inForce] = events;
  expect(events.map(({ __typename }) => __typename)).toEqual([
    'ApprovalCreatedEvent',
    'ApprovalApprovedEvent',
    'MetadataChangedEvent',
    'MetadataApprovedEvent',
  ]);
  expect(new Set(events.map(({ correlationId }) => correlationId))).toEqual(new Set([created?.id]));
  expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['METADATA_STUDIO_APPROVAL']));
  expect(created?.causationId).toBeNull();
  expect(approved?.causationId).toBe(created?.id);
  expect([changed?.causationId, inForce?.causationId]).toEqual([approved?.id, approved?.id]);
  expect(changed?.payload).toEqual({
    changeType: 'CREATE',
    changedFields: ['name', 'tier', 'owner'],
    version: 1,
    changedBy: { actorId: 'anna' },
  });
});

test('a deprecation takes the entity out of use, says why, and a deprecated entity can be changed no more', async () => {
  await create(server, { entityType: 'METADATA', canonicalKey: 'old', change: { name: 'Old', tier: 'TIER2' } });
  const deprecation = { entityType: 'METADATA', canonicalKey: 'old', kind: 'DEPRECATE', expectedVersion: 1 };
  const id = await request(server, { ...deprecation, comment: 'nobody reads it' });
  expect(await entityState(server, 'old')).toMatchObject({ status: 'ACTIVE', version: 1 });
  await approve(server, id);
  await until('the change', async () => (await entityState(server, 'old'))?.status === 'DEPRECATED');
  expect(await entityState(server, 'old')).toMatchObject({ name: 'Old', version: 2 });
  const events = await traceOf(server, id);
  expect(events.map(({ __typename }) => __typename).slice(2)).toEqual([
    'MetadataChangedEvent',
    'MetadataApprovedEvent',
    'MetadataDeprecatedEvent',
  ]);
  expect(events.at(-1)?.payload).toEqual({ deprecationReason: 'nobody reads it', deprecatedBy: { actorId: 'anna' } });
  const again = await requestChange(server, { ...deprecation, expectedVersion: 2 });
  expect(again.__typename).toBe('ConflictError');
});

test('a KPI reports kpi events, and no metadata events', async () => {
  const kpi = { formula: 'a / b', direction: 'HIGHER_IS_BETTER' };
  const id = await request(server, {
    entityType: 'KPI',
    canonicalKey: 'margin',
    kind: 'CREATE',
    change: { name: 'Margin', tier: 'TIER1', kpi },
  });
  await approve(server, id);
  const events = await until('the events', async () => {
    const found = await traceOf(server, id);
    return found.length >= 4 && found;
  });
  expect(events.map(({ __typename }) => __typename).slice(2)).toEqual(['KpiChangedEvent', 'KpiApprovedEvent']);
});

test('a rejection leaves the entity as it is, tells the reason, and makes room for the next request', async () => {
  await create(server, { entityType: 'METADATA', canonicalKey: 'refused', change: { name: 'Old', tier: 'TIER3' } });
  const before = await entityState(server, 'refused');
  const update = { entityType: 'METADATA', canonicalKey: 'refused', kind: 'UPDATE', expectedVersion: 1 };
  const id = await request(server, { ...update, change: { name: 'New' } });
  expect(await reject(server, id)).toMatchObject({ __typename: 'RejectSuccess' });
  expect(await approvalState(server, id)).toMatchObject({ status: 'REJECTED', comment: 'too early', appliedAt: null });
  expect(await entityState(server, 'refused')).toEqual(before);
  expect((await traceOf(server, id)).at(-1)).toMatchObject({
    __typename: 'ApprovalRejectedEvent',
    payload: { reason: 'too early', rejectedBy: { actorId: 'bert' } },
  });
  await govern(server, { ...update, change: { name: 'Newer' } });
  expect(await entityState(server, 'refused')).toMatchObject({ name: 'Newer', version: 2 });
});

test('a withdrawn request is decided no more, changes nothing, and makes room for the next request', async () => {
  const id = await request(server, creation('withdrawn'));
  expect(await withdraw(server, id)).toMatchObject({ __typename: 'WithdrawApprovalSuccess' });
  expect(await approvalState(server, id)).toMatchObject({
    status: 'WITHDRAWN',
    decidedBy: { actorId: 'anna' },
    appliedAt: null,
  });
  expect(await approve(server, id)).toMatchObject({ __typename: 'ConflictError' });
  expect(await entityState(server, 'withdrawn')).toBeNull();
  expect((await requestChange(server, creation('withdrawn'))).__typename).toBe('RequestApprovalSuccess');
});
