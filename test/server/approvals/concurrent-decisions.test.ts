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
import { approve, DECIDER, requestChange } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const CAROL = { 'x-actor-id': 'carol' };

test('of two who approve at the same time one succeeds and one is told of the conflict, and the change is applied once', async () => {
  const id = await request(server, creation('contested'));
  const outcomes = await Promise.all([approve(server, id, DECIDER), approve(server, id, CAROL)]);
  expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['ApproveSuccess', 'ConflictError']);
  await until('the change', async () => (await approvalState(server, id)).appliedAt ?? undefined);
  expect(await entityState(server, 'contested')).toMatchObject({ version: 1 });
  const types = (await traceOf(server, id)).map(({ __typename }) => __typename);
  expect(types.filter((type) => type === 'ApprovalApprovedEvent')).toHaveLength(1);
  expect(types.filter((type) => type === 'MetadataChangedEvent')).toHaveLength(1);
});

test('an approval and a rejection at the same time leave one decision, and the entity agrees with it', async () => {
  const id = await request(server, creation('torn'));
  const [approved, rejected] = await Promise.all([approve(server, id, CAROL), reject(server, id)]);
  expect(
    [approved, rejected].map(({ __typename }) => __typename).filter((type) => type === 'ConflictError'),
  ).toHaveLength(1);
  const { status } = await approvalState(server, id);
  expect(status).toBe(approved.__typename === 'ApproveSuccess' ? 'APPROVED' : 'REJECTED');
  if (status === 'APPROVED')
    await until('the change', async () => (await approvalState(server, id)).appliedAt ?? undefined);
  expect((await entityState(server, 'torn')) !== null).toBe(status === 'APPROVED');
});

test('a withdrawal and an approval at the same time leave one decision', async () => {
  const id = await request(server, creation('withheld'));
  const outcomes = await Promise.all([withdraw(server, id), approve(server, id)]);
  expect(outcomes.filter(({ __typename }) => __typename === 'ConflictError')).toHaveLength(1);
});

test('of ten requests for one new entity at the same time one waits, and nine are told of the conflict', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      requestChange(server, creation('wanted'), { 'x-actor-id': `steward-${index}` }),
    ),
  );
  const types = outcomes.map(({ __typename }) => __typename).sort();
  expect(types).toEqual([...Array<string>(9).fill('ConflictError'), 'RequestApprovalSuccess']);
});

test('the same approval twenty times at once is one approval', async () => {
  const id = await request(server, creation('hasty'));
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => approve(server, id)));
  expect(outcomes.filter(({ __typename }) => __typename === 'ApproveSuccess')).toHaveLength(1);
  await until('the change', async () => (await approvalState(server, id)).appliedAt ?? undefined);
  expect(await traceOf(server, id)).toHaveLength(4);
});
