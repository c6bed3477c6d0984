import { request as httpRequest } from 'node:http';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ask, codeOf, post, read } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const VIEWER = '{ viewer { actorId } }';
const MUTATION = `mutation { reportDataRefresh(input: {
  entityUrn: "urn:test", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
}) { __typename } }`;

async function position(): Promise<string> {
  return (await server.query<{ streamPosition: string }, object>('{ streamPosition }')).streamPosition;
}

/** What a browser would not let a page send: any header, Host among them. Resolves to the status. */
function send(
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<number | undefined> {
  const { method = 'POST', path = '/graphql', headers = {}, body = JSON.stringify({ query: MUTATION }) } = options;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${server.url}${path}`,
      { method, headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('a request that is no GraphQL request is BAD_USER_INPUT, whoever finds it out:', () => {
  test.each([
    ['no body', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"{ viewer { actorId } }"'],
    ['no query', '{}'],
    ['a query that is null', '{"query": null}'],
    ['a query that is a number', '{"query": 5}'],
    ['an empty query', '{"query": ""}'],
    ['a query of nothing but a comment', '{"query": "# nothing"}'],
    ['variables that are a list', JSON.stringify({ query: VIEWER, variables: [1] })],
    ['variables that are text', JSON.stringify({ query: VIEWER, variables: '{}' })],
    ['an operation that is not there', JSON.stringify({ query: VIEWER, operationName: 'Other' })],
    ['two operations and no name', JSON.stringify({ query: 'query A { streamPosition } query B { streamPosition }' })],
    ['a list of requests', JSON.stringify([{ query: VIEWER }, { query: VIEWER }])],
    ['a syntax error', JSON.stringify({ query: '{ viewer {' })],
    ['a field that is not there', JSON.stringify({ query: '{ nothing }' })],
    [
      'a variable of the wrong type',
      JSON.stringify({ query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: {} } }),
    ],
    ['a variable left out', JSON.stringify({ query: 'query ($id: ID!) { node(id: $id) { id } }' })],
    [
      'an enum value that is not there',
      JSON.stringify({ query: '{ entities(filter: { tiers: [TIER9] }) { edges { cursor } } }' }),
    ],
    ['a subscription', JSON.stringify({ query: 'subscription { events { __typename } }' })],
  ])('%s', async (_, body) => {
    const logged = server.logged.length;
    const answer = await post(server, body);
    expect(answer.data).toBeNull();
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.text).not.toMatch(/node_modules|at .*\.js/);
    expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test.each([
    ['variables that are no JSON', '?query={viewer{actorId}}&variables=nonsense'],
    ['variables that are no JSON behind a second question mark', '?a=?&query={viewer{actorId}}&variables=nonsense'],
    ['extensions that are no JSON', '?query={viewer{actorId}}&extensions=nonsense'],
    ['no query', ''],
    ['a mutation, which GET must not do', `?query=${encodeURIComponent(MUTATION)}`],
    [
      'a mutation beside a query',
      `?operationName=B&query=${encodeURIComponent(`query A { viewer { actorId } } ${MUTATION.replace('mutation', 'mutation B')}`)}`,
    ],
    ['a subscription', `?query=${encodeURIComponent('subscription { events { __typename } }')}`],
  ])('by GET, %s', async (_, search) => {
    const before = await position();
    const logged = server.logged.length;
    const answer = await read(await server.fetch(`/graphql${search}`, { headers: { accept: 'application/json' } }));
    expect(answer.data).toBeNull();
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
    expect(await position()).toBe(before);
  });
});

test('a query by GET is answered', async () => {
  const answer = await read(await server.fetch(`/graphql?query=${encodeURIComponent(VIEWER)}`));
  expect(answer.data).toEqual({ viewer: { actorId: 'local' } });
});

test('a wrong request has a status that says so for those who ask for graphql-response+json', async () => {
  const accept = { accept: 'application/graphql-response+json' };
  for (const query of ['{ viewer {', '{ nothing }']) expect((await ask(server, { query }, accept)).status).toBe(400);
  expect((await ask(server, { query: VIEWER }, accept)).status).toBe(200);
});

describe('what a page of somebody else could make a browser send is refused before anything is read:', () => {
  test.each([
    ['a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', 415, { 'content-type': 'multipart/form-data; boundary=x' }],
    ['plain text', 415, { 'content-type': 'text/plain' }],
    ['no type at all', 415, { 'content-type': '' }],
    ['bare GraphQL', 415, { 'content-type': 'application/graphql' }],
    ['something like JSON', 415, { 'content-type': 'application/jsonp' }],
    ['JSON of another kind', 415, { 'content-type': 'application/json-patch+json' }],
    ['a foreign origin', 403, { origin: 'https://evil.example' }],
    ['an origin that is null', 403, { origin: 'null' }],
    ['an origin with our host in its path', 403, { origin: 'https://evil.example/127.0.0.1' }],
    ['an origin that begins like this machine', 403, { origin: 'http://127.0.0.1.evil.example' }],
    ['a foreign host', 403, { host: 'evil.example' }],
    ['a foreign host that begins like ours', 403, { host: 'localhost.evil.example' }],
    ['a foreign host with our name as user', 400, { host: '127.0.0.1@evil.example' }],
  ])('%s has status %i', async (_, status, headers) => {
    const before = await position();
    expect(await send({ headers: headers as unknown as Record<string, string> })).toBe(status);
    expect(await position()).toBe(before);
  });

  test('and what our own page sends is taken', async () => {
    const before = await position();
    expect(await send({ headers: { origin: server.url, 'content-type': 'application/json; charset=utf-8' } })).toBe(
      200,
    );
    expect(await position()).not.toBe(before);
  });

  test('a foreign origin is refused on every path but those of health, and is never named in the answer', async () => {
    for (const path of ['/', '/graphql', '/nothing']) {
      const answer = await server.fetch(path, { headers: { origin: 'https://evil.example' } });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    const preflight = await server.fetch('/graphql', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example' },
    });
    expect(preflight.status).toBe(403);
  });
});

describe('a body', () => {
  const padded = (bytes: number) => {
    const body = JSON.stringify({ query: VIEWER });
    return body + ' '.repeat(bytes - body.length);
  };

  test('of a megabyte is read, and one of a byte more has status 413', async () => {
    expect(await send({ body: padded(1024 * 1024) })).toBe(200);
    expect(await send({ body: padded(1024 * 1024 + 1) })).toBe(413);
  });

  test('of no given length is read, and one that goes on behind a megabyte has status 413', async () => {
    const headers = { 'transfer-encoding': 'chunked' };
    expect(await send({ headers, body: padded(1024 * 1024) })).toBe(200);
    expect(await send({ headers, body: padded(1024 * 1024 + 1) })).toBe(413);
    expect(await send({ headers, body: padded(20 * 1024 * 1024) })).toBe(413);
  });

  test.each(['-1', 'NaN', '1e9', '0x10'])('of the length %s is refused', async (length) => {
    expect(await send({ headers: { 'content-length': length } }).catch(() => 400)).toBeGreaterThanOrEqual(400);
  });
});

test.each([
  '/nothing',
  '/graphql/',
  '//graphql',
  '/graphql/../health',
  '/graphqlx',
  '/%67raphql',
  '/health',
  '/favicon.ico',
])('there is nothing at %s: status 404', async (path) => {
  expect(await send({ path, body: JSON.stringify({ query: VIEWER }) })).toBe(404);
});

test.each(['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'])('%s is no way to ask: status 405', async (method) => {
  expect(await send({ method, body: '' })).toBe(405);
});
