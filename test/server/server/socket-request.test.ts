import { connect } from 'node:net';

import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { refreshed } from '../../support/events/events.ts';
import { askOverSocket, type Operation, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const VIEWER = { query: '{ viewer { actorId } }' };
const EVENTS = { query: 'subscription { events { ... on DataRefreshedEvent { payload { service { table } } } } }' };

/** Expects the subscription to be alive: it shows what happens now. */
async function expectAlive(operation: Operation): Promise<void> {
  const known = operation.messages.length;
  await server.bus.emitEvent(refreshed({ table: 'alive' }));
  await until('the event', () => operation.messages.length > known);
  expect(operation.hasEnded()).toBe(false);
}

describe('an operation that is refused ends alone, with BAD_USER_INPUT, and its sibling subscription lives:', () => {
  test.each([
    ['a syntax error', { query: '{ viewer {' }],
    ['no operation', { query: '' }],
    ['a field that is not there', { query: '{ nothing }' }],
    ['a subscription to what is not there', { query: 'subscription { nothing }' }],
    [
      'two fields in one subscription',
      { query: 'subscription { events { __typename } other: events { __typename } }' },
    ],
    ['an operation that is not there', { ...VIEWER, operationName: 'Other' }],
    [
      'a variable of the wrong type',
      { query: 'query ($n: Int) { entities(first: $n) { edges { cursor } } }', variables: { n: 'x' } },
    ],
    [
      'a variable of a subscription of the wrong type',
      { query: 'subscription ($after: String) { events(after: $after) { __typename } }', variables: { after: {} } },
    ],
    ['a variable left out', { query: 'query ($id: ID!) { node(id: $id) { id } }' }],
    ['arguments that no page has', { query: '{ entities(first: -1) { edges { cursor } } }' }],
    ['a cursor that is none', { query: 'subscription { events(after: "nothing") { __typename } }' }],
    ['a subscription of which nothing is left', { query: 'subscription { events @skip(if: true) { __typename } }' }],
    ['more tokens than there may be', { query: `{ ${'viewer { actorId } '.repeat(1_000)} }` }],
  ])('%s', async (_, payload) => {
    const client = server.client();
    const sibling = start(client, EVENTS);
    await until('the subscription', () => server.feed.readerCount() === 1);
    const logged = server.logged.length;
    const { errors = [] } = await askOverSocket(client, payload);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    await expectAlive(sibling);
    expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
    sibling.complete();
    await until('the end', () => server.feed.readerCount() === 0);
  });
});

test('a socket carries 100 operations at a time: each one more is RATE_LIMITED, and the others live', async () => {
  const client = server.client();
  const operations = Array.from({ length: 100 }, () => start(client, EVENTS));
  await until('all subscriptions', () => server.feed.readerCount() === 100);
  const refused = await Promise.all([askOverSocket(client, EVENTS), askOverSocket(client, VIEWER)]);
  for (const { errors = [] } of refused) {
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['RATE_LIMITED']);
  }
  await server.bus.emitEvent(refreshed({ table: 'all' }));
  await until('the event everywhere', () => operations.every(({ messages }) => messages.length > 0));

  operations[0]?.complete();
  await until('room', () => server.feed.readerCount() === 99);
  expect(await askOverSocket(client, VIEWER)).toEqual({ data: { viewer: { actorId: 'local' } } });
  for (const operation of operations) operation.complete();
  await until('the end of all', () => server.feed.readerCount() === 0);
});

/** Opens a socket as a browser or a program might, and tells what became of it. */
function open(options: {
  path?: string;
  headers?: Record<string, string>;
  protocol?: string;
  send?: string[];
  /** Whether to wait for more than the acknowledgement. */
  goesOn?: boolean;
}): Promise<string> {
  const { path = '/graphql', headers = {}, protocol = 'graphql-transport-ws', send = [], goesOn = false } = options;
  return new Promise((resolve) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`, protocol, { headers });
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(`status ${response.statusCode ?? 0}`);
    });
    socket.on('error', () => {
      resolve('refused');
    });
    socket.on('open', () => {
      for (const text of send) socket.send(text);
    });
    socket.on('message', (data: Buffer) => {
      if (!goesOn && data.toString().includes('connection_ack')) resolve('acknowledged');
    });
    socket.on('close', (code) => {
      resolve(`closed with ${code}`);
    });
  });
}

const INIT = JSON.stringify({ type: 'connection_init' });

test.each([
  ['a foreign origin', { headers: { origin: 'https://evil.example' } }, 'status 403'],
  ['an origin that is null', { headers: { origin: 'null' } }, 'status 403'],
  ['a foreign host', { headers: { host: 'evil.example' } }, 'status 403'],
  ['another path', { path: '/nothing' }, 'status 404'],
  ['another path with a slash', { path: '/graphql/' }, 'status 404'],
  ['an old protocol', { protocol: 'graphql-ws' }, 'refused'],
  ['no JSON', { send: ['nonsense'] }, 'closed with 4400'],
  ['a message of no known type', { send: ['{"type": "start"}'] }, 'closed with 4400'],
  ['a message that is a list', { send: ['[]'] }, 'closed with 4400'],
  [
    'an operation before the acknowledgement',
    { send: [JSON.stringify({ type: 'subscribe', id: '1', payload: VIEWER })] },
    'closed with 4401',
  ],
  ['two beginnings', { send: [INIT, INIT], goesOn: true }, 'closed with 4429'],
  ['a message of more than 256 KiB', { send: [INIT.padEnd(256 * 1024 + 1)] }, 'closed with 1009'],
])('a socket with %s is refused', async (_, options, expected) => {
  const logged = server.logged.length;
  const became = await open(options);
  expect(became).toBe(expected);
  expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
});

test('a subscription that is completed before it stands leaves nothing behind', async () => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const received: { type: string; id?: string }[] = [];
  socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString()) as { type: string; id?: string }));
  socket.on('open', () => {
    socket.send(INIT);
  });
  await until('the acknowledgement', () => received.some(({ type }) => type === 'connection_ack'));
  for (let n = 0; n < 50; n++) {
    socket.send(JSON.stringify({ type: 'subscribe', id: `s${n}`, payload: EVENTS }));
    socket.send(JSON.stringify({ type: 'complete', id: `s${n}` }));
  }
  // The store answers in turn: when this is answered, the subscriptions have been, too.
  socket.send(JSON.stringify({ type: 'subscribe', id: 'last', payload: { query: '{ streamPosition }' } }));
  await until('the last answer', () => received.some(({ type, id }) => type === 'complete' && id === 'last'));
  await until('no subscription', () => server.feed.readerCount() === 0);
  socket.close();
});

test('a refused upgrade is hung up on, even on a client that does not hang up itself', async () => {
  // A server of its own: one with such a client could not be closed.
  await using other = await startTestServer();
  const { hostname, port } = new URL(other.url);
  const client = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  let answer = '';
  let isClosed = false;
  client.on('data', (chunk) => (answer += chunk.toString()));
  client.on('close', () => (isClosed = true));
  client.on('error', () => undefined);
  client.write(
    `GET /graphql HTTP/1.1\r\nhost: ${hostname}\r\norigin: https://evil.example\r\n` +
      'connection: upgrade\r\nupgrade: websocket\r\n\r\n',
  );
  try {
    await until('the refusal', () => answer.startsWith('HTTP/1.1 403'));
    // What is written to a socket that is gone is answered with its end.
    await until('the end', () => isClosed || (client.write('x'), false));
  } finally {
    client.destroy();
  }
});

test('a socket of our own page is taken', async () => {
  expect(await open({ headers: { origin: server.url }, send: [INIT] })).toBe('acknowledged');
});

test('a message that only a server sends closes the socket, and is no error of the server', async () => {
  const logged = server.logged.length;
  expect(await open({ send: [JSON.stringify({ type: 'connection_ack' })] })).toMatch(/^closed with 4/);
  expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
});

test('the same operation id twice closes the socket with 4409, as the protocol says', async () => {
  const client = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    generateID: () => 'the same',
    retryAttempts: 0,
  });
  const first = start(client, EVENTS);
  await until('the subscription', () => server.feed.readerCount() === 1);
  const second = start(client, EVENTS);
  expect([await first.ended, await second.ended]).toEqual([4409, 4409]);
  await until('the end', () => server.feed.readerCount() === 0);
});
