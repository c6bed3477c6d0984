import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { approvalState, entityState, reject, request } from '../../support/approval-state.ts';
import { approve, create } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const CAROL = { 'x-actor-id': 'carol' };

function setVersion(key: string, version: number) {
  const text = 'UPDATE governance.mdm_entity SET version = $2 WHERE canonical_key = $1';
  return server.parts.database.query(text, [key, version]);
}

async function letterOf(key: string): Promise<number | undefined> {
  const { rows } = await server.parts.database.query(
    `SELECT d.event_offset AS "offset" FROM governance.dead_letter d
     JOIN governance.event_log e ON e.tenant_id = d.tenant_id AND e.stream_offset = d.event_offset
     WHERE d.subscriber = 'approval' AND e.canonical_key = $1`,
    [key],
  );
  const [letter] = rows as { offset: string }[];
  return letter && Number(letter.offset);
}

/** An approved update that could not be applied, because the entity was not at the version that it was made from. */
async function failedUpdate(key: string): Promise<{ id: string; offset: number }> {
  await create(server, { entityType: 'METADATA', canonicalKey: key, change: { name: 'Old', tier: 'TIER5' } });
  const id = await request(server, {
    entityType: 'METADATA',
    canonicalKey: key,
    kind: 'UPDATE',
    expectedVersion: 1,
    change: { name: 'New' },
  });
  await setVersion(key, 5);
  await approve(server, id);
  const offset = await until('the dead letter', () => letterOf(key));
  await setVersion(key, 1);
  return { id, offset };
}

/** Has the work done again, as somebody does who sends a dead letter round again; resolves when it has been. */
async function sendAgain(offset: number): Promise<void> {
  const id = randomUUID();
  const job = { queue: 'approval', id, data: { work: 'approval', tenantId: 'demo', offset } };
  await server.parts.unitOfWork.transaction((tx) => {
    tx.enqueue(job);
    return Promise.resolve();
  });
  await until('the job to be done', async () => {
    const { rows } = await server.parts.database.query('SELECT state FROM pgboss.job WHERE id = $1', [id]);
    return (rows as { state: string }[])[0]?.state === 'completed';
  });
}

test('an approved change that could not be applied leaves the entity as it was, and can be decided anew', async () => {
  const { id } = await failedUpdate('decided_anew');
  expect(await entityState(server, 'decided_anew')).toMatchObject({ name: 'Old', version: 1 });
  expect((await approve(server, id, CAROL)).__typename).toBe('ApproveSuccess');
  await until('the change', async () => (await approvalState(server, id)).appliedAt ?? undefined);
  expect(await entityState(server, 'decided_anew')).toMatchObject({ name: 'New', version: 2 });
});

test('a change that was rejected after it could not be applied is not applied when its dead letter is sent again', async () => {
  const { id, offset } = await failedUpdate('rejected_then');
  expect((await reject(server, id, 'changed my mind', CAROL)).__typename).toBe('RejectSuccess');
  await sendAgain(offset);
  expect(await entityState(server, 'rejected_then')).toMatchObject({ name: 'Old', version: 1 });
  expect(await approvalState(server, id)).toMatchObject({ status: 'REJECTED', appliedAt: null });
});

test('a change that waits for a new decision is not applied when its dead letter is sent again', async () => {
  const { id, offset } = await failedUpdate('waiting_anew');
  await sendAgain(offset);
  const { status, appliedAt } = await approvalState(server, id);
  expect({ status, isApplied: appliedAt !== null }).toEqual({ status: 'PENDING', isApplied: false });
  expect(await entityState(server, 'waiting_anew')).toMatchObject({ name: 'Old', version: 1 });
});
