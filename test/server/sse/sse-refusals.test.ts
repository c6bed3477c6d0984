import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { refreshed, rejected } from '../../support/events/events.ts';
import { read } from '../../support/server/answer.ts';
import { openSse } from '../../support/server/sse.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf, HOUR_MS, secondsOf } from '../../support/server/token.ts';
import { until } from '../../support/until.ts';

const EVENTS = 'subscription { events { ... on EventEnvelope { id cursor } } }';
const VIEWER = '{ viewer { actorId } }';
const REPORT = `mutation { reportDataRefresh(input: {
  entityUrn: "urn:test", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
}) { __typename } }`;
const DASHBOARD = 'https://dashboard.example';
const SSE = { accept: 'text/event-stream' };

let server: TestServer;
let headers: { authorization: string };
beforeAll(async () => {
  server = await startTestServer({ env: { ...AUTH_ENV, CORS_ORIGINS: DASHBOARD, MAX_EVENT_STREAMS: '2' } });
  headers = await bearerOf({ roles: ['VIEWER', 'PRODUCER'] });
});
afterAll(() => server[Symbol.asyncDispose]());

function get(query: string, more: Record<string, string> = headers): Promise<Response> {
  return server.fetch(`/graphql?query=${encodeURIComponent(query)}`, { headers: { ...SSE, ...more } });
}

function post(body: string, more: Record<string, string> = {}): Promise<Response> {
  return server.fetch('/graphql', {
    method: 'POST',
    headers: { ...SSE, 'content-type': 'application/json', ...headers, ...more },
    body,
  });
}

describe('what is no request of a known person gets no stream, but a status and a reason as JSON:', () => {
  test.each([
    ['without a token', 401, 'UNAUTHENTICATED', () => get(EVENTS, {})],
    ['without a token, by POST', 401, 'UNAUTHENTICATED', () => post('{}', { authorization: '' })],
    [
      'with an expired token',
      401,
      'UNAUTHENTICATED',
      async () => get(EVENTS, await bearerOf({ exp: secondsOf(new Date(Date.now() - HOUR_MS)) })),
    ],
    [
      'without a query',
      400,
      'BAD_USER_INPUT',
      () => get('').then(() => server.fetch('/graphql', { headers: { ...SSE, ...headers } })),
    ],
    ['with a body that is no JSON', 400, 'BAD_USER_INPUT', () => post('{')],
    ['with variables that are no object', 400, 'BAD_USER_INPUT', () => post('{"query": "{ a }", "variables": [1]}')],
    ['with too large a body', 413, 'BAD_USER_INPUT', () => post(' '.repeat(1024 * 1024 + 1))],
    ['for a mutation by GET', 405, 'BAD_USER_INPUT', () => get(REPORT)],
  ])('%s', async (_, status, code, request) => {
    const response = await request();
    expect(response.headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    const answer = await read(response);
    expect(answer.status).toBe(status);
    expect(answer.errors).toMatchObject([{ extensions: { code } }]);
  });
});

describe('what is wrong with an operation is its only result, and completes it:', () => {
  test.each([
    ['a syntax error', { query: '{ viewer {' }, {}, 'BAD_USER_INPUT'],
    ['a field that is not there', { query: '{ nothing }' }, {}, 'BAD_USER_INPUT'],
    ['a cursor that is none', { query: EVENTS }, { 'last-event-id': 'nothing' }, 'BAD_USER_INPUT'],
    [
      'a cursor that is expired',
      { query: EVENTS },
      { 'last-event-id': Buffer.from(`${'0'.repeat(32)}.1`).toString('base64url') },
      'CURSOR_EXPIRED',
    ],
    ['a role that is missing', { query: 'subscription { approvalInbox { cursor } }' }, {}, 'FORBIDDEN'],
    [
      'a subscription of nothing',
      { query: 'subscription { events @skip(if: true) { __typename } }' },
      {},
      'BAD_USER_INPUT',
    ],
    [
      'a variable of the wrong type',
      { query: 'subscription ($a: String) { events(after: $a) { __typename } }', variables: { a: {} } },
      {},
      'BAD_USER_INPUT',
    ],
  ])('%s', async (_, request, more, code) => {
    const stream = await openSse(server.url, request, { headers: { ...headers, ...(more as Record<string, string>) } });
    await stream.ended;
    expect(stream.response.status).toBe(200);
    expect(stream.isCompleted()).toBe(true);
    expect(stream.results()).toMatchObject([{ errors: [{ extensions: { code } }] }]);
    expect(stream.frames.every(({ id }) => id === undefined)).toBe(true);
  });
});

test('queries and mutations have one result', async () => {
  for (const [query, data] of [
    [VIEWER, { viewer: { actorId: 'anna' } }],
    [REPORT, { reportDataRefresh: { __typename: 'ReportDataRefreshSuccess' } }],
  ] as const) {
    const stream = await openSse(server.url, { query }, { headers });
    await stream.ended;
    expect(stream.results()).toEqual([{ data }]);
    expect(stream.isCompleted()).toBe(true);
  }
});

test('an event belongs to the trace of the request, unless that is none', async () => {
  const query = REPORT.replace('__typename', '... on ReportDataRefreshSuccess { event { traceparent } }');
  const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  for (const [sent, traceparent] of [
    [trace, trace],
    ['nonsense', null],
  ] as const) {
    const stream = await openSse(server.url, { query }, { headers: { ...headers, traceparent: sent } });
    await stream.ended;
    expect(stream.results()).toEqual([{ data: { reportDataRefresh: { event: { traceparent } } } }]);
  }
});

test('who accepts JSON as well gets streams for subscriptions, and JSON for everything else', async () => {
  const both = { accept: 'application/graphql-response+json, application/json, text/event-stream' };
  const answer = await read(await post(JSON.stringify({ query: VIEWER }), both));
  expect(answer.data).toEqual({ viewer: { actorId: 'anna' } });
  expect((await post('{"query": "{ nothing }"}', both)).status).toBe(400);
  const stream = await openSse(server.url, { query: EVENTS }, { headers: { ...headers, ...both } });
  await until('the position', () => stream.position());
  stream.close();
});

test('a page of an allowed origin can read the stream, and others get none', async () => {
  const stream = await openSse(server.url, { query: VIEWER }, { headers: { ...headers, origin: DASHBOARD } });
  expect(stream.response.headers.get('access-control-allow-origin')).toBe(DASHBOARD);
  await stream.ended;
  expect((await get(EVENTS, { ...headers, origin: 'https://evil.example' })).status).toBe(403);
});

test('a stream beyond MAX_EVENT_STREAMS is refused with 503, and there is room again when one has ended', async () => {
  const streams = await Promise.all([1, 2].map(() => openSse(server.url, { query: EVENTS }, { headers })));
  const refused = await get(EVENTS);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect((await read(refused)).errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  streams[0]?.close();
  await until('room', () => server.streamCount() === 1);
  const other = await openSse(server.url, { query: VIEWER }, { headers });
  await other.ended;
  expect(other.isCompleted()).toBe(true);
  streams[1]?.close();
  await until('the end', () => server.streamCount() === 0);
});

test('nobody gets events of another tenant', async () => {
  const [own, other] = await Promise.all([
    openSse(server.url, { query: EVENTS }, { headers: await bearerOf({ tenant: 'one' }) }),
    openSse(server.url, { query: EVENTS }, { headers: await bearerOf({ tenant: 'two' }) }),
  ]);
  const theirs = await until('the position', () => other.position());
  await server.bus.emitEvent(refreshed({ tenantId: 'one' }));
  await until('the event', () => own.results().length === 1);
  expect(other.results()).toEqual([]);
  own.close();
  const crossing = await openSse(
    server.url,
    { query: EVENTS },
    { headers: { ...(await bearerOf({ tenant: 'one' })), 'last-event-id': theirs } },
  );
  await crossing.ended;
  expect(crossing.results()).toMatchObject([{ errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }] }]);
  other.close();
});

test('a stream ends at the moment its token expires, with an error that says so', async () => {
  const expiresAt = new Date((secondsOf(new Date()) + 2) * 1000);
  const stream = await openSse(
    server.url,
    { query: EVENTS },
    { headers: await bearerOf({ exp: secondsOf(expiresAt) }) },
  );
  await stream.ended;
  const lateMs = Date.now() - expiresAt.getTime();
  expect(lateMs).toBeGreaterThan(-50);
  expect(lateMs).toBeLessThan(3_000);
  expect(stream.results()).toEqual([
    { errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }] },
  ]);
  expect(stream.isCompleted()).toBe(true);
  await until('the subscription to end', () => server.feed.readerCount() === 0);
});

test('a client that does not read is cut off, and another one does not feel it', async () => {
  const tenant = await bearerOf({ tenant: 'slow' });
  const query = 'subscription { events { ... on ApprovalRejectedEvent { id payload { reason } } } }';
  const slow = await server.fetch(`/graphql?query=${encodeURIComponent(query)}`, { headers: { ...SSE, ...tenant } });
  const reader = await openSse(server.url, { query }, { headers: tenant });
  await until('both', () => server.feed.readerCount() === 2);
  const reason = 'x'.repeat(100_000);
  // Counted, because parsing all of it again and again would take the time that the server needs.
  const readCount = () => reader.frames.filter(({ event }) => event === 'next').length;
  for (let sent = 1; sent <= 200; sent++) {
    await server.bus.emitEvent(rejected('slow', reason));
    // The reader is in the same process: on a busy machine it would be late, too.
    if (sent % 4 === 0) await until('the reader', () => readCount() === sent);
  }
  await until('the slow one to be cut off', () => server.feed.readerCount() === 1);
  expect(server.logged.filter(({ message }) => message === 'client too slow')).toHaveLength(1);
  // It reads after all: what was on its way, and in the end why there is no more.
  const text = await slow.text();
  expect(text.slice(-300)).toMatch(/event: next\ndata: {"errors":\[{[^\n]*"code":"RATE_LIMITED"}}\]}\n\n$/);
  expect(text).not.toContain('event: complete');
  reader.close();
  await until('the end', () => server.streamCount() === 0);
});

test('when the server stops, streams end without being complete, and running queries are answered', async () => {
  const stopping = await startTestServer();
  const stream = await openSse(stopping.url, { query: EVENTS });
  await until('the position', () => stream.position());
  const startMs = performance.now();
  await stopping[Symbol.asyncDispose]();
  expect(performance.now() - startMs).toBeLessThan(5_000);
  await stream.ended;
  expect(stream.results()).toEqual([]);
  expect(stream.isCompleted()).toBe(false);
});
