import { afterAll, beforeAll, expect, test } from 'vitest';

import { refreshed } from '../../support/events/events.ts';
import { create, REQUESTER } from '../../support/governance.ts';
import { ask } from '../../support/server/answer.ts';
import { askOverSocket, type Message, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

const LIMIT = 20_000;
let server: TestServer;
/** Position of the requester's inbox before anything was told. */
let position: string;
beforeAll(async () => {
  server = await startTestServer({ env: { MAX_ANSWER_BYTES: String(LIMIT) } });
  const { notifications } = await server.query<{ notifications: { position: string } }, object>(
    '{ notifications { position } }',
    {},
    REQUESTER,
  );
  position = notifications.position;
  const change = { name: 'Big', tier: 'TIER5', description: 'x'.repeat(9_000) };
  await create(server, { entityType: 'METADATA', canonicalKey: 'big', change });
});
afterAll(() => server[Symbol.asyncDispose]());

const aliased = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
const TOO_LARGE = { code: 'RESPONSE_TOO_LARGE', limitBytes: LIMIT };

/** Both ways that an operation may come; a limit that holds on one of them only is no limit. */
const WAYS: [string, (query: string) => Promise<Message>][] = [
  ['HTTP', (query) => ask(server, { query }, REQUESTER)],
  ['WebSocket', (query) => askOverSocket(server.client({ ...REQUESTER }), { query })],
];

test.each(WAYS)('an answer that is too large is one error, over %s', async (_, run) => {
  const logged = server.logged.length;
  const query = (count: number) => `{ entities(first: 100) { edges { node { ${aliased(count, 'description')} } } } }`;
  expect((await run(query(2))).errors ?? []).toEqual([]);
  const { data, errors = [] } = await run(query(90));
  expect(data).toBeNull();
  expect(errors.map(({ extensions }) => extensions)).toEqual([TOO_LARGE]);
  expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
});

test.each(WAYS)(
  'a mutation whose answer is too large has happened, and the error says so, over %s',
  async (way, run) => {
    const mutation = (name: string, fields: string) =>
      `${name}(input: { entityType: METADATA, canonicalKey: "big" }) {
       ... on ${name === 'follow' ? 'FollowSuccess' : 'UnfollowSuccess'} { entity { ${fields} } } }`;
    const { errors = [] } = await run(
      `mutation { done: ${mutation('follow', aliased(90, 'description'))} not: ${mutation('unfollow', 'id')} }`,
    );
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ ...TOO_LARGE, executed: ['done'] }]);
    const { data } = await run('{ entity(entityType: METADATA, canonicalKey: "big") { followed } }');
    expect(data, way).toEqual({ entity: { followed: true } });
    await run(`mutation { ${mutation('unfollow', 'id')} }`);
  },
);

test('an event that is too large is the error of one message, with the cursor behind which the stream goes on', async () => {
  const { messages, hasEnded, complete } = start(server.client(), {
    query: `subscription { events(filter: { types: [DATA_REFRESHED] }) {
      ... on DataRefreshedEvent { ${aliased(95, 'payload { service { table } }')} } } }`,
  });
  await until('the subscription', () => server.feed.readerCount() === 1);
  for (const table of ['a', 'b'.repeat(200), 'c']) await server.bus.emitEvent(refreshed({ table }));
  await until('all three', () => messages.length === 3);
  expect(hasEnded()).toBe(false);
  expect(messages.map(({ data, errors }) => [data != null, errors?.[0]?.extensions.code])).toEqual([
    [true, undefined],
    [false, 'RESPONSE_TOO_LARGE'],
    [true, undefined],
  ]);
  complete();

  const onwards = start<{ events: { payload: { service: { table: string } } } }>(server.client(), {
    query: `subscription ($after: String) { events(filter: { types: [DATA_REFRESHED] }, after: $after) {
      ... on DataRefreshedEvent { payload { service { table } } } } }`,
    variables: { after: messages[1]?.errors?.[0]?.extensions.cursor },
  });
  await until('what is left', () => onwards.messages.length === 1);
  expect(onwards.messages[0]?.data?.events.payload.service.table).toBe('c');
});

test('a notification that is too large has its cursor in the error, too', async () => {
  const { messages } = start(server.client({ ...REQUESTER }), {
    query: `subscription ($after: String) { notifications(after: $after) { entity { ${aliased(90, 'description')} } } }`,
    variables: { after: position },
  });
  await until('the notification', () => messages.length > 0);
  expect(messages[0]?.errors?.[0]?.extensions).toMatchObject({ ...TOO_LARGE, cursor: expect.any(String) });
});
