import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';

const DASHBOARD = 'https://dashboard.example';
const SECOND = 'http://second.example:8080';
const QUERY = JSON.stringify({ query: '{ viewer { actorId } }' });

let server: TestServer;
let local: TestServer;
beforeAll(async () => {
  [server, local] = await Promise.all([
    startTestServer({ env: { ...AUTH_ENV, CORS_ORIGINS: `${DASHBOARD}, ${SECOND}` } }),
    startTestServer(),
  ]);
});
afterAll(() => Promise.all([server[Symbol.asyncDispose](), local[Symbol.asyncDispose]()]));

function ask(of: TestServer, headers: Record<string, string>, body = QUERY): Promise<Response> {
  return of.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

function preflight(of: TestServer, origin: string, path = '/graphql'): Promise<Response> {
  return of.fetch(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
}

/** Resolves to what became of the socket. */
function openSocket(of: TestServer, origin: string): Promise<string> {
  const socket = new WebSocket(`${of.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { origin });
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_, { statusCode = 0 }) => {
      socket.terminate();
      resolve(`status ${statusCode}`);
    });
    socket.on('error', () => undefined);
  });
}

const readableBy = (response: Response) => response.headers.get('access-control-allow-origin');

test.each([DASHBOARD, SECOND])('a page of %s may ask, and read the response', async (origin) => {
  const response = await ask(server, { origin, ...(await bearerOf()) });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ data: { viewer: { actorId: 'anna' } } });
  expect(readableBy(response)).toBe(origin);
  expect(response.headers.get('vary')).toBe('Origin');
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
});

test('the browser is told beforehand what the page may send', async () => {
  const response = await preflight(server, DASHBOARD);
  expect(response.status).toBe(204);
  expect(readableBy(response)).toBe(DASHBOARD);
  expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST');
  const allowed = response.headers.get('access-control-allow-headers')?.split(', ');
  expect(allowed).toEqual(
    expect.arrayContaining(['authorization', 'content-type', 'x-actor-id', 'traceparent', 'last-event-id']),
  );
  expect(response.headers.get('access-control-max-age')).toBe('7200');
  expect(response.headers.get('vary')).toBe('Origin');
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
});

describe('the page reads why it is refused:', () => {
  test.each([
    ['without a token', 401, {}, QUERY],
    ['with a token that is none', 401, { authorization: 'Bearer x' }, QUERY],
    ['with a body of another type', 415, { 'content-type': 'text/plain' }, QUERY],
    ['with too large a body', 413, {}, ' '.repeat(1024 * 1024 + 1)],
  ])('%s', async (_, status, headers, body) => {
    const response = await ask(server, { origin: DASHBOARD, ...headers }, body);
    expect(response.status).toBe(status);
    expect(readableBy(response)).toBe(DASHBOARD);
    expect(response.headers.get('access-control-expose-headers')).toBe('www-authenticate');
  });

  test('with a query that is wrong', async () => {
    const accept = 'application/graphql-response+json';
    const response = await ask(server, { origin: DASHBOARD, accept, ...(await bearerOf()) }, '{"query":"{"}');
    expect(response.status).toBe(400);
    expect(readableBy(response)).toBe(DASHBOARD);
  });

  test('of a path where there is nothing', async () => {
    const response = await server.fetch('/nothing', { headers: { origin: DASHBOARD } });
    expect(response.status).toBe(404);
    expect(readableBy(response)).toBe(DASHBOARD);
  });
});

test('the schemas of events can be read, too', async () => {
  const response = await server.fetch('/asyncapi.json', { headers: { origin: DASHBOARD } });
  expect(response.status).toBe(200);
  expect(readableBy(response)).toBe(DASHBOARD);
});

describe('neither asks, nor reads, nor opens a socket:', () => {
  test.each([
    'null',
    'https://evil.example',
    `${DASHBOARD}.evil.example`,
    'https://sub.dashboard.example',
    'http://dashboard.example',
    `${DASHBOARD}:8443`,
    'http://second.example',
    'http://localhost:3000',
  ])('%s', async (origin) => {
    for (const response of [await ask(server, { origin, ...(await bearerOf()) }), await preflight(server, origin)]) {
      expect(response.status).toBe(403);
      expect(readableBy(response)).toBeNull();
      expect(response.headers.get('vary')).toBe('Origin');
    }
    expect(await openSocket(server, origin)).toBe('status 403');
  });
});

test.each([DASHBOARD, SECOND])('a page of %s opens a socket', async (origin) => {
  expect(await openSocket(server, origin)).toBe('open');
});

test('no page of another origin reports events or reads metrics', async () => {
  for (const path of ['/events', '/metrics']) {
    for (const [of, origin] of [
      [server, DASHBOARD],
      [local, 'http://localhost:5173'],
    ] as const) {
      const response = await of.fetch(path, { headers: { origin } });
      expect(response.status).toBe(403);
      expect(readableBy(response)).toBeNull();
      expect((await preflight(of, origin, path)).status).toBe(403);
    }
  }
});

describe('without authentication', () => {
  test.each(['http://localhost:5173', 'https://localhost:5173', 'http://127.0.0.1:3000', 'http://[::1]:8080'])(
    'a page of the development server at %s asks and opens a socket',
    async (origin) => {
      const response = await ask(local, { origin });
      expect(response.status).toBe(200);
      expect(readableBy(response)).toBe(origin);
      expect((await preflight(local, origin)).status).toBe(204);
      expect(await openSocket(local, origin)).toBe('open');
    },
  );

  test.each([
    'null',
    'http://localhost.evil.example',
    'http://localhost@evil.example',
    'http://127.0.0.1.evil.example',
    'file://localhost',
    DASHBOARD,
  ])('a page of %s does not', async (origin) => {
    expect((await ask(local, { origin })).status).toBe(403);
    expect((await preflight(local, origin)).status).toBe(403);
    expect(await openSocket(local, origin)).toBe('status 403');
  });
});
