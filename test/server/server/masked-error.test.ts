import { afterAll, beforeAll, expect, test } from 'vitest';

import { refreshed } from '../../support/events/events.ts';
import { type AnswerError, ask } from '../../support/server/answer.ts';
import { askOverSocket, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  // A store that has lost a table: whatever needs it fails as nobody foresaw.
  await server.parts.database.exec('DROP TABLE governance.approval');
});
afterAll(() => server[Symbol.asyncDispose]());

const BROKEN = '{ approvals { edges { cursor } } }';

/** Expects one masked error, and one line in the log under its id. */
function expectMasked(errors: readonly AnswerError[], logged: number): void {
  expect(errors).toHaveLength(1);
  const { message = '', extensions = {} } = errors[0] ?? {};
  expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) as string });
  const { errorId } = extensions as { errorId: string };
  expect(message).toContain(errorId);
  expect(JSON.stringify(errors)).not.toMatch(/governance|relation|insert into|select /i);
  const lines = server.logged.slice(logged).filter(({ level }) => level === 'error');
  expect(lines).toHaveLength(1);
  expect(lines[0]?.fields).toMatchObject({ errorId });
  expect(lines[0]?.fields.err).toBeInstanceOf(Error);
}

test('an unexpected error over HTTP is masked under an id, and logged once under the same', async () => {
  const logged = server.logged.length;
  const { errors, data } = await ask(server, { query: BROKEN });
  expect(data).toBeNull();
  expectMasked(errors, logged);
});

test('an unexpected error over WebSocket likewise, and the socket goes on', async () => {
  const client = server.client();
  const logged = server.logged.length;
  const { errors = [] } = await askOverSocket(client, { query: BROKEN });
  expectMasked(errors, logged);
  expect(await askOverSocket(client, { query: '{ viewer { actorId } }' })).toEqual({
    data: { viewer: { actorId: 'local' } },
  });
});

test('an unexpected error of a mutation likewise, and nothing of the mutation stays', async () => {
  const logged = server.logged.length;
  const query = `mutation { requestApproval(input: {
    entityType: METADATA, canonicalKey: "new", kind: CREATE, change: { name: "New", tier: TIER1 }
  }) { __typename } }`;
  expectMasked((await ask(server, { query })).errors, logged);
  const { data } = await ask(server, { query: '{ events { edges { cursor } } }' });
  expect(data).toEqual({ events: { edges: [] } });
});

test('two unexpected errors in one answer have two ids and two lines', async () => {
  const logged = server.logged.length;
  const { errors } = await ask(server, {
    query: '{ a: approval(id: "apr_1") { id } b: approval(id: "apr_2") { id } viewer { actorId } }',
  });
  const ids = errors.map(({ extensions }) => extensions.errorId);
  expect(new Set(ids).size).toBe(2);
  const lines = server.logged.slice(logged).filter(({ level }) => level === 'error');
  expect(lines.map(({ fields }) => fields.errorId).sort()).toEqual(ids.sort());
});

test('an unexpected error at the start of a subscription ends it alone, masked and logged once', async () => {
  await using other = await startTestServer();
  const client = other.client();
  const sibling = start(client, { query: 'subscription { events { __typename } }' });
  await until('the subscription', () => other.feed.readerCount() === 1);
  await other.parts.database.exec('ALTER TABLE governance.inbox RENAME TO away');
  const logged = other.logged.length;
  const { errors = [] } = await askOverSocket(client, { query: 'subscription { notifications { __typename } }' });
  await other.parts.database.exec('ALTER TABLE governance.away RENAME TO inbox');
  expect(errors).toMatchObject([
    { extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) as string } },
  ]);
  const errorId = errors[0]?.extensions.errorId;
  const lines = () => other.logged.slice(logged).filter(({ fields }) => fields.errorId !== undefined);
  expect(lines().map(({ fields }) => fields.errorId)).toEqual([errorId]);
  await other.bus.emitEvent(refreshed({ table: 'alive' }));
  await until('the sibling to go on', () => sibling.messages.length === 1);
  sibling.complete();
});
