import { once } from 'node:events';
import { connect } from 'node:net';
import { inspect } from 'node:util';

import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { ask, codeOf } from '../../support/server/answer.ts';
import { askOverSocket, closeCodeOf, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import {
  AUTH_ENV,
  bearerOf,
  HOUR_MS,
  makeKeyToken,
  makeToken,
  secondsOf,
  unsignedToken,
} from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: AUTH_ENV });
});
afterAll(() => server[Symbol.asyncDispose]());

const VIEWER = '{ viewer { actorId tenantId roles } }';
const bearer = async (token: string | Promise<string>) => `Bearer ${await token}`;
const forbidden = 4403;

test('a good token tells who asks, over HTTP and over WebSocket', async () => {
  const headers = await bearerOf({ tenant: 'acme', sub: 'anna', roles: ['VIEWER', 'STEWARD'] });
  const viewer = { actorId: 'anna', tenantId: 'acme', roles: ['VIEWER', 'STEWARD'] };
  expect(await ask(server, { query: VIEWER }, headers)).toMatchObject({ status: 200, data: { viewer } });
  expect(await askOverSocket(server.client(headers), { query: VIEWER })).toEqual({ data: { viewer } });
});

test('the names of connection parameters have no case, as those of headers have none', async () => {
  const { authorization } = await bearerOf();
  const answer = await askOverSocket(server.client({ AUTHORIZATION: authorization }), { query: VIEWER });
  expect(answer.data).toMatchObject({ viewer: { actorId: 'anna' } });
});

/** Each is an Authorization header, or undefined for none. */
const REFUSED: Record<string, () => Promise<string | undefined>> = {
  'no token': () => Promise.resolve(undefined),
  'an empty header': () => Promise.resolve(''),
  'another scheme': () => Promise.resolve('Basic YW5uYTpzZWNyZXQ='),
  'a scheme without a token': () => Promise.resolve('Bearer '),
  'two tokens': async () => `${await bearer(makeToken())} ${await makeToken()}`,
  'a text that is no token': () => Promise.resolve('Bearer not-a-token'),
  'a token with a part missing': async () => bearer((await makeToken()).split('.').slice(0, 2).join('.')),
  'a token whose claims were changed': async () => {
    const [header, , signature] = (await makeToken()).split('.');
    const [, claims] = (await makeToken({ tenant: 'globex' })).split('.');
    return `Bearer ${[header, claims, signature].join('.')}`;
  },
  'an expired token': () => bearer(makeToken({ exp: secondsOf(new Date(Date.now() - HOUR_MS)) })),
  'a token that is not valid yet': () => bearer(makeToken({ nbf: secondsOf(new Date(Date.now() + HOUR_MS)) })),
  'a token without an expiry': () => bearer(makeToken({ exp: undefined })),
  'a token whose expiry is text': () => bearer(makeToken({ exp: '2099-01-01' })),
  'a token signed with another secret': () =>
    bearer(makeToken({}, { secret: 'a guess of more than thirty-two characters, too' })),
  'a token of another algorithm': () => bearer(makeToken({}, { alg: 'HS512' })),
  'an unsigned token': () => bearer(unsignedToken()),
  'a token of another issuer': () => bearer(makeToken({ iss: 'https://other.example' })),
  'a token without an issuer': () => bearer(makeToken({ iss: undefined })),
  'a token for another audience': () => bearer(makeToken({ aud: 'billing' })),
  'a token without an audience': () => bearer(makeToken({ aud: undefined })),
  'a token without a subject': () => bearer(makeToken({ sub: undefined })),
  'a token with an empty subject': () => bearer(makeToken({ sub: '' })),
  'a token with a very long subject': () => bearer(makeToken({ sub: 'a'.repeat(201) })),
  'a token without a tenant': () => bearer(makeToken({ tenant: undefined })),
  'a token with an empty tenant': () => bearer(makeToken({ tenant: '' })),
  'a token with a path for a tenant': () => bearer(makeToken({ tenant: '../globex' })),
  'a token with a pattern for a tenant': () => bearer(makeToken({ tenant: '*' })),
  'a token with an upper case tenant': () => bearer(makeToken({ tenant: 'ACME' })),
  'a token with a line break behind the tenant': () => bearer(makeToken({ tenant: 'acme\n' })),
  'a token with a tenant of 200 characters': () => bearer(makeToken({ tenant: 'a'.repeat(200) })),
  'a token with a list of tenants': () => bearer(makeToken({ tenant: ['acme'] })),
  'a token with an unknown role': () => bearer(makeToken({ roles: ['VIEWER', 'ROOT'] })),
  'a token with a role in lower case': () => bearer(makeToken({ roles: ['viewer'] })),
  'a token whose roles are no list': () => bearer(makeToken({ roles: 'VIEWER' })),
  'a token without roles': () => bearer(makeToken({ roles: undefined })),
  'a token with an unknown source': () => bearer(makeToken({ sources: ['etl.pipeline', 'anything'] })),
  'a token with an unknown kind of actor': () => bearer(makeToken({ actor_type: 'ROBOT' })),
  // Postgres cannot keep this character, so that such an actor could not be kept with what he did.
  'a token with a NUL in the subject': () => bearer(makeToken({ sub: 'an\u0000na' })),
};

describe.each(Object.entries(REFUSED))('%s', (_, makeHeader) => {
  test('is UNAUTHENTICATED over HTTP, with status 401 and nothing of the token in the answer', async () => {
    const header = await makeHeader();
    const answer = await ask(server, { query: VIEWER }, header === undefined ? {} : { authorization: header });
    expect(answer).toMatchObject({ status: 401, data: null });
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
    for (const part of (header ?? '').split(/[ .]/).filter((text) => text.length > 8)) {
      expect(answer.text).not.toContain(part);
    }
    expect(answer.text).not.toMatch(/globex|a{100}|an\\u0000na|ROOT|ROBOT/);
  });

  test('closes the WebSocket with 4403', async () => {
    const header = await makeHeader();
    expect(await closeCodeOf(server.client(header === undefined ? {} : { authorization: header }))).toBe(forbidden);
  });
});

test('no line of the log has a token, whether it was accepted, refused, or could not be judged', async () => {
  const accepted = await makeToken();
  const { privateKey } = await generateKeyPair('RS256');
  const unjudged = makeKeyToken(privateKey, { alg: 'RS256', kid: 'first' });
  const headers = [bearer(accepted), bearer(unjudged), ...Object.values(REFUSED).map((makeHeader) => makeHeader())];
  // The keys of this issuer cannot be had, which is logged.
  const { AUTH_SECRET: _, ...claims } = AUTH_ENV;
  await using helpless = await startTestServer({ env: { ...claims, AUTH_JWKS_URL: 'http://127.0.0.1:1/keys' } });
  for (const header of await Promise.all(headers)) {
    const credentials: Record<string, string> = header === undefined ? {} : { authorization: header };
    for (const asked of [server, helpless]) await ask(asked, { query: VIEWER }, credentials);
    await closeCodeOf(helpless.client(credentials));
  }
  await askOverSocket(server.client({ authorization: `Bearer ${accepted}` }), { query: VIEWER });

  expect(helpless.logged.map(({ message }) => message)).toContain('a token could not be checked');
  const lines = inspect([...server.logged, ...helpless.logged], { depth: Infinity, maxStringLength: Infinity });
  for (const header of await Promise.all(headers)) {
    for (const part of (header ?? '').split(/[ .]/).filter((text) => text.length > 12))
      expect(lines).not.toContain(part);
  }
}, 60_000);

test('an authorization that is no text closes the WebSocket with 4403', async () => {
  expect(await closeCodeOf(server.client({ authorization: { token: await makeToken() } }))).toBe(forbidden);
});

test.each(['{ vewer { x } webhoks { secre } }', '{ viewer {', ''])(
  'a stranger is told nothing of the schema, whatever the document: %j',
  async (query) => {
    const answer = await ask(server, { query });
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.text).not.toMatch(/viewer|webhooks|secret|Syntax/);
    const response = await server.fetch(`/graphql?query=${encodeURIComponent(query)}`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  },
);

test('an operation before connection_init closes the WebSocket with 4401, whatever the document', async () => {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: string[] = [];
  socket.on('message', (data: Buffer) => messages.push(data.toString()));
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ vewer { x } }' } }));
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(4401);
  expect(messages).toEqual([]);
});

test('a stranger is answered before the body is there, and loses the connection', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString()));
  const headers = 'host: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1048576\r\n\r\n';
  socket.write(`POST /graphql HTTP/1.1\r\n${headers}${'x'.repeat(1_048_000)}`);
  await once(socket, 'end');
  expect(received).toMatch(/^HTTP\/1\.1 401 /);
  expect(received).toContain('UNAUTHENTICATED');
  socket.end();
});

test('the actor header of a local server chooses nobody where tokens are asked for', async () => {
  expect(codeOf(await ask(server, { query: VIEWER }, { 'x-actor-id': 'bert' }))).toBe('UNAUTHENTICATED');
  const answer = await ask(server, { query: VIEWER }, { ...(await bearerOf()), 'x-actor-id': 'bert' });
  expect(answer.data).toMatchObject({ viewer: { actorId: 'anna' } });
});

test('a socket is closed with 4403 at the moment its token expires, and its subscriptions end with it', async () => {
  const expiresAt = new Date((secondsOf(new Date()) + 2) * 1000);
  const client = server.client(await bearerOf({ exp: secondsOf(expiresAt) }));
  const operation = start(client, { query: 'subscription { events { __typename } }' });
  await until('the subscription', () => server.feed.readerCount() === 1);
  expect(await operation.ended).toBe(forbidden);
  const lateMs = Date.now() - expiresAt.getTime();
  expect(lateMs).toBeGreaterThan(-50);
  expect(lateMs).toBeLessThan(3_000);
  await until('the subscription to end', () => server.feed.readerCount() === 0);
});

test.each([
  ['in a hundred years', secondsOf(new Date(Date.now() + 876_000 * HOUR_MS))],
  ['when no calendar can say', 9_999_999_999_999],
])('a token that expires %s does not close its socket at once', async (_, exp) => {
  const client = server.client(await bearerOf({ exp }));
  const subscription = start(client, { query: 'subscription { events { __typename } }' });
  expect((await askOverSocket(client, { query: VIEWER })).data).toMatchObject({ viewer: { actorId: 'anna' } });
  expect(subscription.hasEnded()).toBe(false);
  subscription.complete();
});
