import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

import { afterEach, expect, test } from 'vitest';

import { createMaskError } from '../../../src/server/graphql/mask-error.ts';
import { createHealthHttp } from '../../../src/server/health/health-http.ts';
import { createHttpServer, type HttpServerParts } from '../../../src/server/http/http-server.ts';
import { until } from '../../support/until.ts';

const opened: { server?: Server; sockets: Socket[]; logged: object[] } = { sockets: [], logged: [] };
afterEach(() => {
  for (const socket of opened.sockets.splice(0)) socket.destroy();
  opened.server?.close().closeAllConnections();
  opened.logged.length = 0;
});

/** A server whose routes lead nowhere, but for what a test gives it. */
async function listen(changes: Partial<HttpServerParts> = {}): Promise<void> {
  const server = createHttpServer({
    graphql: () => Promise.reject(new Error('a secret of the server')),
    events: () => undefined,
    metrics: () => undefined,
    signIn: { kind: 'none' },
    onAnswered: () => undefined,
    onDropped: () => undefined,
    maskError: createMaskError({
      info: () => undefined,
      warn: () => undefined,
      error: (fields) => opened.logged.push(fields),
    }),
    sockets: { upgrade: () => true, socketCount: () => 0, close: () => Promise.resolve() },
    isLocal: false,
    allowsOrigin: () => false,
    answerHealth: createHealthHttp(() => Promise.reject(new Error('a secret of the server'))),
    limits: { requestTimeoutSeconds: 1, keepAliveSeconds: 75, maxConnections: 100 },
    ...changes,
  });
  opened.server = server;
  await once(server.listen(0, '127.0.0.1'), 'listening');
}

/** Sends bytes as they are, and gathers what comes back. */
function send(bytes: string): { socket: Socket; received: () => string; closed: () => boolean } {
  const { port } = opened.server?.address() as AddressInfo;
  let text = '';
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (chunk) => (text += chunk.toString())).on('error', () => undefined);
  socket.write(bytes);
  opened.sockets.push(socket);
  return { socket, received: () => text, closed: () => socket.closed };
}

const POST = 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n';

test('a connection is kept for its next request as long as the setting says', async () => {
  await listen();
  const { received } = send('GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n');
  await until('the answer', () => received().includes('"ok"'));
  expect(received()).toMatch(/^HTTP\/1\.1 200 /);
  expect(received()).toMatch(/keep-alive: timeout=75\r\n/i);
});

test('a connection that goes silent in the middle of a request, or before it, is closed when the time is over', async () => {
  await listen({
    graphql: async (request) => {
      await once(request.resume(), 'close');
    },
  });
  const silent = [
    '',
    'POST /graphql HTTP/1.1\r\nhost: a\r\n',
    `${POST}content-length: 100\r\n\r\n{"query"`,
    `${POST}transfer-encoding: chunked\r\n\r\n8\r\n{"query"\r\n`,
  ].map(send);
  await until('the end of all', () => silent.every(({ closed }) => closed()));
});

test('connections beyond the limit are closed at once, and told of', async () => {
  let dropped = 0;
  await listen({
    onDropped: () => dropped++,
    limits: { requestTimeoutSeconds: 60, keepAliveSeconds: 75, maxConnections: 2 },
  });
  const connections = [send(''), send(''), send('')];
  await until('the end of one', () => connections.some(({ closed }) => closed()));
  expect(connections.filter(({ closed }) => closed())).toHaveLength(1);
  expect(dropped).toBe(1);
});

test.each(['POST /graphql', 'GET /health/ready'])(
  'what fails at %s is masked, and logged once under the id that the client is told',
  async (route) => {
    await listen();
    const { received } = send(`${route} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\r\n`);
    await until('the answer', () => received().includes('errorId'));
    expect(received()).toMatch(/^HTTP\/1\.1 500 /);
    expect(received()).not.toMatch(/secret|node_modules/);
    expect(opened.logged).toHaveLength(1);
  },
);

test.each(['/graphql', '/events', '/metrics', '/', '/asyncapi.json', '/nothing'])(
  'a Host header that names no host is a bad request at %s',
  async (path) => {
    await listen();
    const { received } = send(`GET ${path} HTTP/1.1\r\nhost: a b\r\n\r\n`);
    await until('the answer', () => received().includes('\r\n\r\n'));
    expect(received()).toMatch(/^HTTP\/1\.1 400 /);
    expect(received()).toMatch(/content-type: application\/(problem\+)?json/);
    expect(opened.logged).toEqual([]);
  },
);

test('an upgrade with such a header is a bad request, too', async () => {
  await listen();
  const { received } = send('GET /graphql HTTP/1.1\r\nhost: a b\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
  await until('the answer', () => received() !== '');
  expect(received()).toMatch(/^HTTP\/1\.1 400 /);
});

test('what browsers do not open is answered as it is to programs, whatever they accept; the rest is the dashboard', async () => {
  const answered: string[] = [];
  const answerWith = (name: string) => (_: unknown, response: ServerResponse) => {
    answered.push(name);
    response.end();
  };
  await listen({
    graphql: (request, response) => {
      answerWith('graphql')(request, response);
      return Promise.resolve();
    },
    events: answerWith('events'),
    metrics: answerWith('metrics'),
    answerHealth: createHealthHttp(() => Promise.resolve({ status: 'ok', missing: [] })),
  });
  const { port } = opened.server?.address() as AddressInfo;
  const ask = async (path: string, accept: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } });
    return [response.headers.get('content-type'), response.status];
  };
  for (const accept of ['text/html,*/*', 'application/json']) {
    for (const path of ['/health/live', '/health/ready', '/auth/config', '/asyncapi.json']) {
      expect(await ask(path, accept)).toEqual(['application/json', 200]);
    }
    await ask('/events', accept);
    await ask('/metrics', accept);
  }
  await ask('/graphql', 'application/json');
  expect(answered).toEqual(['events', 'metrics', 'events', 'metrics', 'graphql']);
  expect(await ask('/entities', 'application/json')).toEqual(['application/json', 404]);
  // Without a build, it is advice in plain text.
  expect((await ask('/entities', 'text/html'))[0]).toMatch(/^text\//);
});
