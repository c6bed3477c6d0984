import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { createAnswerSize } from '../../../src/schema/kit/answer-size.ts';
import { createMaskError } from '../../../src/server/graphql/mask-error.ts';
import { createGraphQLSocket, type GraphQLSocketServer } from '../../../src/server/socket/graphql-socket.ts';
import { frame, frameHeader } from '../../support/process/web-socket-frame.ts';
import { viewerOf } from '../../support/server/viewer.ts';
import { until } from '../../support/until.ts';

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: { never: { type: GraphQLString, resolve: () => new Promise(() => undefined) } },
  }),
});
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const INIT = JSON.stringify({ type: 'connection_init' });

let http: Server;
let sockets: GraphQLSocketServer;

/** A server of nothing but sockets, with small limits and short times. */
async function serve(limits: Partial<Parameters<typeof createGraphQLSocket>[1]> = {}): Promise<number> {
  sockets = createGraphQLSocket(
    {
      schema,
      contextFor: () => ({ answer: createAnswerSize(10_000) }),
      authenticate: () => Promise.resolve(viewerOf()),
      maskError: createMaskError(logger),
      logger,
    },
    { maxSockets: 50, maxUnacknowledged: 50, closingMs: 20, ...limits },
  );
  http = createServer();
  http.on('upgrade', (request, socket, head) => {
    if (!sockets.upgrade(request, socket, head)) socket.end('HTTP/1.1 503 \r\n\r\n');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return (http.address() as AddressInfo).port;
}

afterEach(async () => {
  await sockets.close(0);
  await new Promise((resolve) => http.close(resolve));
});

/** A client that answers nothing by itself, not even a close. */
async function openRaw(port: number): Promise<Socket & { received: Buffer }> {
  const client = Object.assign(connect(port, '127.0.0.1'), { received: Buffer.alloc(0) });
  client.on('error', () => undefined);
  client.on('data', (chunk) => (client.received = Buffer.concat([client.received, chunk])));
  client.write(
    'GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n',
  );
  await until('the upgrade', () => client.received.includes('\r\n\r\n'));
  return client;
}

/** What the server sent last: the code and reason of its close frame. */
function closeIn({ received }: { received: Buffer }): [number, string] {
  const at = received.lastIndexOf(0x88);
  return [received.readUInt16BE(at + 2), received.subarray(at + 4).toString()];
}

async function openAcknowledged(port: number): Promise<Socket & { received: Buffer }> {
  const client = await openRaw(port);
  client.write(frame(INIT));
  await until('the acknowledgement', () => client.received.includes('connection_ack'));
  return client;
}

test('300 strangers who send 250 KB of a message that never ends are all cut off', async () => {
  const port = await serve({ maxSockets: 1_000, maxUnacknowledged: 1_000 });
  const clients = await Promise.all(Array.from({ length: 300 }, () => openRaw(port)));
  const closed = clients.map((client) => once(client, 'close'));
  for (const client of clients) client.write(Buffer.concat([frameHeader(250_000), Buffer.alloc(249_000)]));
  await Promise.all(closed);
  await until('nobody', () => sockets.socketCount() === 0);
});

test('what a stranger sends too much is told: 1009', async () => {
  const port = await serve();
  const client = await openRaw(port);
  client.write(Buffer.concat([frameHeader(20_000), Buffer.alloc(16_384)]));
  await once(client, 'close');
  expect(closeIn(client)).toEqual([1009, 'More than 16384 bytes before the acknowledgement']);
});

test('a token of 15,000 characters is not too much, and after the acknowledgement neither is a message of 200 KB', async () => {
  const port = await serve();
  const client = await openRaw(port);
  client.write(frame(JSON.stringify({ type: 'connection_init', payload: { authorization: 'x'.repeat(15_000) } })));
  await until('the acknowledgement', () => client.received.includes('connection_ack'));
  client.write(frame(JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(200_000) } })));
  await until('the pong', () => client.received.includes('"pong"'));
  client.destroy();
});

test('an acknowledged client whose message never ends is closed with 1008, and cut when it does not answer', async () => {
  const port = await serve({ messageMs: 100 });
  const client = await openAcknowledged(port);
  client.write(Buffer.concat([frameHeader(250_000), Buffer.alloc(1_000)]));
  await once(client, 'close');
  expect(closeIn(client)).toEqual([1008, 'A message took too long']);
});

test('a client that is silent after its acknowledgement stays', async () => {
  const port = await serve({ messageMs: 500, initMs: 500 });
  const client = await openAcknowledged(port);
  // As long as the one that is cut for its message takes.
  const other = await openAcknowledged(port);
  other.write(frameHeader(10));
  await once(other, 'close');
  await until('the end of the other', () => sockets.socketCount() === 1);
  expect(client.closed).toBe(false);
  client.destroy();
});

test('a socket that says nothing is closed with 4408, and cut when it does not answer', async () => {
  const port = await serve({ initMs: 50 });
  const client = await openRaw(port);
  await once(client, 'close');
  expect(closeIn(client)[0]).toBe(4408);
});

test('one socket more than may be unacknowledged ends the oldest of those, and no acknowledged one', async () => {
  const port = await serve({ maxUnacknowledged: 3 });
  const acknowledged = await openAcknowledged(port);
  const waiting: Socket[] = [];
  for (let n = 0; n < 5; n++) waiting.push(await openRaw(port));
  await until('the end of two', () => sockets.socketCount() === 4);
  await until('the news of it', () => waiting.filter(({ closed }) => closed).length === 2);
  expect(waiting.map(({ closed }) => closed)).toEqual([true, true, false, false, false]);
  expect(acknowledged.closed).toBe(false);
  for (const client of [acknowledged, ...waiting]) client.destroy();
});

test('one socket more than there may be is refused with 503, and there is room again when one has gone', async () => {
  const port = await serve({ maxSockets: 2 });
  const open = () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    socket.on('error', () => undefined);
    return socket;
  };
  const first = open();
  await Promise.all([first, open()].map((socket) => once(socket, 'open')));
  const [, response] = (await once(open(), 'unexpected-response')) as [unknown, { statusCode: number }];
  expect(response.statusCode).toBe(503);
  first.terminate();
  await until('room', () => sockets.socketCount() === 1);
  await once(open(), 'open');
});

test.each(['x'.repeat(100), '語'.repeat(40), 'x'.repeat(100_000)])(
  'an id that is not free closes with 4409, however long it is',
  async (id) => {
    const port = await serve();
    const client = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    await once(client, 'open');
    const closed = once(client, 'close');
    client.send(INIT);
    await once(client, 'message');
    const subscribe = JSON.stringify({ type: 'subscribe', id, payload: { query: '{ never }' } });
    client.send(subscribe);
    client.send(subscribe);
    const [code, reason] = (await closed) as [number, Buffer];
    expect(code).toBe(4409);
    expect(reason.toString()).toMatch(/^Subscriber for /);
    expect(reason.length).toBeLessThan(124);
  },
);
