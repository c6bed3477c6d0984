import { request as httpRequest } from 'node:http';

import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Event, EventOf } from '../../../src/events/schemas/catalogue.ts';
import { reportedData, reportedEvent } from '../../support/events/reported-event.ts';
import { create } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  issues?: { path: string[]; message: string }[];
  errorId?: string;
}
interface Result {
  id?: string;
  source?: string;
  outcome: 'accepted' | 'duplicate' | 'refused';
  eventId?: string;
  correlationId?: string;
  cursor?: string;
  problem?: Problem;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: AUTH_ENV });
});
afterAll(() => server[Symbol.asyncDispose]());

const PRODUCER = { roles: ['PRODUCER'], actor_type: 'SYSTEM', sub: 'etl' };

async function send(
  body: unknown,
  options: { type?: string; headers?: Record<string, string>; claims?: Record<string, unknown>; on?: TestServer } = {},
): Promise<{ status: number; type: string | null; body: unknown }> {
  const { type = STRUCTURED, headers, claims, on = server } = options;
  const response = await on.fetch('/events', {
    method: 'POST',
    headers: { 'content-type': type, ...(await bearerOf({ ...PRODUCER, ...claims })), ...headers },
    body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

async function accepted(...args: Parameters<typeof send>): Promise<Result> {
  const { status, body } = await send(...args);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as Result;
}

async function sendBatch(events: unknown, on: TestServer = server): Promise<{ status: number; results: Result[] }> {
  const { status, body } = await send(events, { type: BATCH, on });
  return { status, results: (body as { results: Result[] }).results };
}

/** Name and status of the problem that an answer is, which must be one. */
function problemOf(answer: Awaited<ReturnType<typeof send>>): string {
  expect(answer.type).toBe('application/problem+json');
  const { type, status } = answer.body as Problem;
  expect(status).toBe(answer.status);
  return `${status} ${type.replace('urn:problem-type:metadata-governance:', '')}`;
}

async function position(on: TestServer = server): Promise<number> {
  return (await on.parts.log.head('acme')).offset;
}

async function logged(eventId: string | undefined, on: TestServer = server): Promise<EventOf<'data.refreshed'>> {
  const { entries } = await on.parts.log.readAfter('acme', 0, { limit: 10_000 });
  const event = entries.find((entry) => entry.event?.id === eventId)?.event;
  if (event?.type !== 'data.refreshed') throw new Error('the log has no such event');
  return event;
}

describe('the SDK of CloudEvents', () => {
  const event = (id: string) =>
    new CloudEvent({
      id,
      type: 'data.refreshed',
      source: 'etl.pipeline',
      time: '2026-01-31T12:00:00.000Z',
      correlationid: 'nightly',
      traceparent: TRACE,
      datacontenttype: 'application/json',
      data: reportedData({ completedAt: '2026-01-31T11:59:00Z' }),
    });

  test.each([Mode.STRUCTURED, Mode.BINARY] as const)('reports an event in %s mode', async (mode) => {
    const emit = emitterFor(httpTransport(`${server.url}/events`), { binding: HTTP, mode });
    const headers = await bearerOf(PRODUCER);
    const send = async () => {
      const { body } = (await emit(event(`${mode} load`), { headers })) as { body: string };
      return JSON.parse(body) as Result;
    };
    const first = await send();
    expect(first).toMatchObject({ id: `${mode} load`, source: 'etl.pipeline', outcome: 'accepted' });
    expect(await logged(first.eventId)).toMatchObject({
      tenantId: 'acme',
      source: 'etl.pipeline',
      createdAt: '2026-01-31T12:00:00.000Z',
      correlationId: 'nightly',
      traceparent: TRACE,
      payload: {
        ...reportedData(),
        completedAt: '2026-01-31T11:59:00.000Z',
        triggeredBy: { actorId: 'etl', actorType: 'SYSTEM' },
      },
    });
    expect(await send()).toEqual({ ...first, outcome: 'duplicate' });
  });

  test('writes events that are taken as a batch', async () => {
    const { status, results } = await sendBatch([event('batch 1'), event('batch 2'), event('batch 1')]);
    expect(status).toBe(200);
    expect(results.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['batch 1', 'accepted'],
      ['batch 2', 'accepted'],
      ['batch 1', 'duplicate'],
    ]);
    expect(results[2]).toEqual({ ...results[0], outcome: 'duplicate' });
  });
});

describe('what an event leaves out', () => {
  test('is filled in: the time is now, the actor that of the token, the correlation its own', async () => {
    const before = Date.now();
    const { eventId } = await accepted(reportedEvent());
    const event = await logged(eventId);
    expect(Date.parse(event.createdAt)).toBeGreaterThanOrEqual(before - 1);
    expect(event).toMatchObject({
      id: eventId,
      correlationId: eventId,
      payload: { completedAt: event.createdAt, triggeredBy: { actorId: 'etl', actorType: 'SYSTEM' } },
    });
    expect(event.traceparent).toBeUndefined();
  });

  test('may be null as well', async () => {
    const nothing = { time: null, correlationid: null, tenantid: null, traceparent: null, subject: null };
    expect((await accepted(reportedEvent(nothing))).outcome).toBe('accepted');
  });

  test('the trace is that of the request, which one of the event’s own goes before', async () => {
    const other = TRACE.replace('4bf9', 'aaaa');
    const headers = { traceparent: other };
    const traced = async (changes: object) =>
      (await logged((await accepted(reportedEvent({ ...changes }), { headers })).eventId)).traceparent;
    expect(await traced({})).toBe(other);
    expect(await traced({ traceparent: TRACE })).toBe(TRACE);
    expect(await traced({ traceparent: 'nonsense' })).toBe(other);
  });

  test('and extensions that nobody knows here are let through', async () => {
    expect((await accepted(reportedEvent({ subject: 'orders', partitionkey: '5', sequence: 1 }))).outcome).toBe(
      'accepted',
    );
  });
});

test('times may be of any zone, and are kept in UTC', async () => {
  const data = reportedData({ completedAt: '2026-01-31T12:00:00.5+02:00' });
  const { eventId } = await accepted(reportedEvent({ time: '2026-01-31T12:00:01-05:30', data }));
  expect(await logged(eventId)).toMatchObject({
    createdAt: '2026-01-31T17:30:01.000Z',
    payload: { completedAt: '2026-01-31T10:00:00.500Z' },
  });
});

describe('what a producer claims is the producer’s word alone:', () => {
  let by: { requester: Record<string, string>; decider: Record<string, string> };
  const dataset = { schema: 'sales', table: 'missing' };
  beforeAll(async () => {
    by = {
      requester: await bearerOf({ sub: 'ann', roles: ['VIEWER', 'STEWARD'] }),
      decider: await bearerOf({ sub: 'bob', roles: ['VIEWER', 'APPROVER'] }),
    };
    const change = { name: 'Missing', tier: 'TIER3', dataset, owner: 'ann' };
    await create(server, { entityType: 'METADATA', canonicalKey: 'missing', change }, by);
  });

  async function events(): Promise<Event[]> {
    const { entries } = await server.parts.log.readAfter('acme', 0, { limit: 10_000 });
    return entries.flatMap(({ event }) => event ?? []);
  }

  test('whoever is named has not set off the refresh, is kept beside it, and is told nothing', async () => {
    const vic = { actorId: 'vic', actorType: 'HUMAN' };
    const data = reportedData({ service: dataset, triggeredBy: vic });
    const { eventId } = await accepted(reportedEvent({ data }));
    const etl = { actorId: 'etl', actorType: 'SYSTEM' };
    expect((await logged(eventId)).payload.triggeredBy).toEqual(etl);
    const { rows } = await server.parts.database.query(
      "SELECT claimed_by->>'actorId' AS claimed FROM governance.event_log WHERE tenant_id = $1 AND id = $2",
      ['acme', eventId],
    );
    expect(rows).toEqual([{ claimed: 'vic' }]);
    const failure = await until('the failure', async () =>
      (await events()).find((event) => event.type === 'metadata.profile.failed' && event.causationId === eventId),
    );
    expect(failure.payload).toMatchObject({ triggeredBy: etl });
    const notificationOwnerOf = async (sub: string) =>
      server.query<{ notifications: { edges: { node: { title: string } }[] } }, object>(
        '{ notifications { edges { node { title } } } }',
        {},
        await bearerOf({ sub, roles: ['VIEWER'] }),
      );
    // The owner is told in the same transaction as everybody else.
    await until('the news', async () =>
      (await notificationOwnerOf('ann')).notifications.edges.some(
        ({ node }) => node.title === 'The profile of missing failed',
      ),
    );
    expect((await notificationOwnerOf('vic')).notifications.edges).toEqual([]);
  });

  test('an id and a correlation of ours do not make its event one of ours, kept causes or not', async () => {
    const created = (await events()).find(({ type }) => type === 'approval.created');
    if (!created) throw new Error('there is no request');
    const { id, correlationId } = created;
    const forged = await accepted(reportedEvent({ id, correlationid: correlationId }));
    expect(forged).toMatchObject({ outcome: 'accepted', eventId: id });
    const query = `query ($id: ID!) { eventTrace(correlationId: $id) { ... on EventEnvelope {
      __typename source cause { ... on EventEnvelope { source } } effects { __typename }
    } } }`;
    const trace = async () =>
      (await server.query<{ eventTrace: object[] }, object>(query, { id: correlationId }, by.requester)).eventTrace;
    const approval = { source: 'METADATA_STUDIO_APPROVAL' };
    const expected = [
      {
        ...approval,
        __typename: 'ApprovalCreatedEvent',
        cause: null,
        effects: [{ __typename: 'ApprovalApprovedEvent' }],
      },
      {
        ...approval,
        __typename: 'ApprovalApprovedEvent',
        cause: approval,
        effects: [{ __typename: 'MetadataChangedEvent' }, { __typename: 'MetadataApprovedEvent' }],
      },
      { ...approval, __typename: 'MetadataChangedEvent', cause: approval, effects: [] },
      { ...approval, __typename: 'MetadataApprovedEvent', cause: approval, effects: [] },
      // The correlation is the producer's to choose; what it led to is not.
      { source: 'ETL_PIPELINE', __typename: 'DataRefreshedEvent', cause: null, effects: [] },
    ];
    expect(await trace()).toEqual(expected);
    await server.parts.database.query('UPDATE governance.event_log SET cause_source = NULL', []);
    expect(await trace()).toEqual(expected);
  });
});

test.each(['Application/JSON', 'text/json', 'application/json ; charset=UTF-8', 'application/vnd.acme.load+JSON'])(
  'data of the type %s is JSON, within an event and as the body of one',
  async (type) => {
    expect((await accepted(reportedEvent({ datacontenttype: type }))).outcome).toBe('accepted');
    const { specversion, id, type: eventType, source, data } = reportedEvent();
    const headers = { 'ce-specversion': specversion, 'ce-id': id, 'ce-type': eventType, 'ce-source': source };
    expect((await accepted(data, { type, headers })).outcome).toBe('accepted');
  },
);

describe('the handshake of webhooks', () => {
  const ask = async (headers: Record<string, string>, claims: object = PRODUCER) => {
    const response = await server.fetch('/events', {
      method: 'OPTIONS',
      headers: { ...(await bearerOf({ ...claims })), ...headers },
    });
    const of = (name: string) => response.headers.get(`webhook-allowed-${name}`);
    return [response.status, response.headers.get('allow'), of('origin'), of('rate')];
  };

  test('is agreed to for whoever may report, at any rate', async () => {
    const origin = { 'WebHook-Request-Origin': 'eventemitter.example.com' };
    const agreed = [204, 'POST', 'eventemitter.example.com', '*'];
    expect(await ask({ ...origin, 'WebHook-Request-Rate': '120' })).toEqual(agreed);
    expect(await ask(origin)).toEqual(agreed);
  });

  test('is agreed to for nobody else', async () => {
    const origin = { 'WebHook-Request-Origin': 'eventemitter.example.com' };
    expect(await ask(origin, { roles: ['VIEWER', 'ADMIN'] })).toEqual([403, null, null, null]);
    expect(await ask({ ...origin, authorization: '' })).toEqual([401, null, null, null]);
  });
});

test('an event that the mutation has reported is known here, and the other way round', async () => {
  const report = async (eventId: string) => {
    const query = `mutation { reportDataRefresh(input: { eventId: "${eventId}",
      entityUrn: "u", schema: "s", table: "t", rowsAffected: 1, refreshType: FULL
    }) { ... on ReportDataRefreshSuccess { duplicate event { id } } } }`;
    const { reportDataRefresh } = await server.query<
      { reportDataRefresh: { duplicate: boolean; event: { id: string } } },
      object
    >(query, {}, await bearerOf({ roles: ['VIEWER', 'PRODUCER'] }));
    return reportDataRefresh;
  };
  const { event } = await report('both 1');
  expect(await accepted(reportedEvent({ id: 'both 1' }))).toMatchObject({ outcome: 'duplicate', eventId: event.id });
  const { eventId } = await accepted(reportedEvent({ id: 'both 2' }));
  expect(await report('both 2')).toEqual({ duplicate: true, event: { id: eventId } });
});

describe('an event is refused, and nothing recorded, with', () => {
  test.each<[string, unknown]>([
    ['400 malformed-event', 'no JSON'],
    ['400 malformed-event', ''],
    ['400 malformed-event', new Blob([new Uint8Array([0x22, 0xff, 0x22])])],
    ['400 malformed-event', 'null'],
    ['400 malformed-event', '5'],
    ['400 malformed-event', [reportedEvent()]],
    ['400 malformed-event', '{"__proto__": {"id": "x"}}'],
    ['400 malformed-event', reportedEvent({ specversion: '0.3' })],
    ['400 malformed-event', reportedEvent({ specversion: undefined })],
    ['400 malformed-event', reportedEvent({ specversion: 1 })],
    ['400 malformed-event', reportedEvent({ id: undefined })],
    ['400 malformed-event', reportedEvent({ id: '' })],
    ['400 malformed-event', reportedEvent({ id: 5 })],
    ['400 malformed-event', reportedEvent({ id: 'i'.repeat(201) })],
    ['400 malformed-event', reportedEvent({ id: 'a\0b' })],
    ['400 malformed-event', reportedEvent({ id: 'a\nb' })],
    ['400 malformed-event', reportedEvent({ id: '\ud800' })],
    ['400 malformed-event', reportedEvent({ source: undefined })],
    ['400 malformed-event', reportedEvent({ type: undefined })],
    ['400 malformed-event', reportedEvent({ time: 'yesterday' })],
    ['400 malformed-event', reportedEvent({ time: '2026-02-30T00:00:00Z' })],
    ['400 malformed-event', reportedEvent({ time: '0000-01-01T00:00:00Z' })],
    ['400 malformed-event', reportedEvent({ time: '9999-12-31T23:59:59-12:00' })],
    ['400 malformed-event', reportedEvent({ time: '2099-01-01T00:00:00Z' })],
    ['400 malformed-event', reportedEvent({ correlationid: '' })],
    ['400 malformed-event', reportedEvent({ correlationId: 'in camel case' })],
    ['400 malformed-event', reportedEvent({ datacontenttype: 'text/csv' })],
    ['400 malformed-event', reportedEvent({ data: undefined, data_base64: 'e30=' })],
    ['403 foreign-tenant', reportedEvent({ tenantid: 'globex' })],
    ['403 foreign-tenant', reportedEvent({ tenantid: '' })],
    ['403 source-not-allowed', reportedEvent({ source: 'kernel.scheduler' })],
    ['403 source-not-allowed', reportedEvent({ source: '/etl.pipeline' })],
    ['403 source-not-allowed', reportedEvent({ source: 'https://somebody.example' })],
    ['422 type-not-reportable', reportedEvent({ type: 'metadata.profile.completed' })],
    ['422 type-not-reportable', reportedEvent({ type: 'something.else' })],
    ['422 invalid-data', reportedEvent({ data: undefined })],
    ['422 invalid-data', reportedEvent({ data: JSON.stringify(reportedData()) })],
    ['422 invalid-data', reportedEvent({ data: reportedData({ rowsAffected: -1 }) })],
    ['422 invalid-data', reportedEvent({ data: reportedData({ rowsAffected: 1.5 }) })],
    ['422 invalid-data', reportedEvent({ data: reportedData({ refreshType: 'INCREMENTAL' }) })],
    ['422 invalid-data', reportedEvent({ data: reportedData({ service: { schema: 's' } }) })],
    ['422 invalid-data', reportedEvent({ data: reportedData({ entityUrn: 'a\0b' }) })],
    ['422 invalid-data', reportedEvent({ data: reportedData({ tenantId: 'globex' }) })],
    ['422 invalid-data', reportedEvent({ data: reportedData({ completedAt: 'yesterday' }) })],
    ['422 invalid-data', reportedEvent({ data: reportedData({ triggeredBy: 'bert' }) })],
  ])('%s: %j', async (expected, body) => {
    const before = await position();
    expect(problemOf(await send(body))).toBe(expected);
    expect(await position()).toBe(before);
  });

  test.each([
    ['401 unauthenticated', { authorization: '' }, {}],
    ['401 unauthenticated', { authorization: 'Bearer nonsense' }, {}],
    ['403 forbidden', {}, { roles: ['VIEWER', 'STEWARD', 'APPROVER', 'ADMIN'] }],
    ['403 source-not-allowed', {}, { sources: ['finance.service'] }],
    ['403 source-not-allowed', {}, { sources: [] }],
    ['403 forbidden', { origin: 'https://evil.example' }, {}],
    ['403 forbidden', { origin: 'null' }, {}],
    ['415 unsupported-media-type', { 'content-type': 'text/plain' }, {}],
    ['415 unsupported-media-type', { 'content-type': 'text/plain', 'ce-id': '1', 'ce-specversion': '1.0' }, {}],
    ['415 unsupported-media-type', { 'content-type': 'application/x-www-form-urlencoded' }, {}],
    ['415 unsupported-media-type', { 'content-type': 'multipart/form-data; boundary=x' }, {}],
    ['415 unsupported-media-type', { 'content-type': '' }, {}],
    ['415 unsupported-media-type', { 'content-type': 'application/json' }, {}],
    ['415 unsupported-media-type', { 'content-type': 'application/cloudevents+xml' }, {}],
    ['415 unsupported-media-type', { 'content-type': 'application/cloudevents+jsonx' }, {}],
    ['415 unsupported-media-type', { 'content-type': 'application/cloudevents+json; charset=utf-16' }, {}],
    ['415 unsupported-media-type', { 'content-encoding': 'gzip' }, {}],
  ])('%s: %j %j', async (expected, headers: Record<string, string>, claims) => {
    const before = await position();
    expect(problemOf(await send(reportedEvent(), { headers, claims }))).toBe(expected);
    expect(await position()).toBe(before);
  });

  test('409 id-in-use, where its source has used the id for another event', async () => {
    const id = '0c1b7b1e-64a1-4c7e-9d43-3a5f0e8f0f01';
    await server.parts.unitOfWork.transaction((tx) => {
      tx.emit({
        id,
        type: 'metadata.profile.due',
        version: '1.0.0',
        tenantId: 'acme',
        source: 'agent.profiler',
        createdAt: new Date().toISOString(),
        correlationId: id,
        payload: {
          entityType: 'METADATA',
          entityId: 'met_1',
          canonicalKey: 'k',
          tier: 'tier1',
          priority: 'low',
          reason: 'MANUAL',
        },
      });
      return Promise.resolve();
    });
    expect(problemOf(await send(reportedEvent({ id, source: 'agent.profiler' })))).toBe('409 id-in-use');
  });
});

test('what is wrong with the data is said with its place, and nothing of the token or the server', async () => {
  const { body } = await send(reportedEvent({ data: { ...reportedData({ rowsAffected: -1 }), password: 'x' } }));
  const { issues = [] } = body as Problem;
  expect(issues.map(({ path }) => path.join('.'))).toEqual(['data.rowsAffected', 'data']);
  expect(JSON.stringify(body)).not.toMatch(/node_modules|Bearer|at .*\.js/);
});

test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s is no way to report: 405, with the way there is',
  async (method) => {
    const response = await server.fetch('/events', { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  },
);

describe('in binary mode', () => {
  const attributes = { 'ce-specversion': '1.0', 'ce-type': 'data.refreshed', 'ce-source': 'etl.pipeline' };
  const sendBinary = (headers: Record<string, string>) =>
    send(reportedData(), { type: 'application/json', headers: { ...attributes, ...headers } });

  test('header values are decoded: percent signs, and quotes of older producers', async () => {
    expect((await sendBinary({ 'ce-id': 'Euro%20%E2%82%AC%20%25' })).body).toMatchObject({ id: 'Euro € %' });
    expect((await sendBinary({ 'ce-id': '"a \\"load\\""' })).body).toMatchObject({ id: 'a "load"' });
  });

  test.each([
    ['no id', {}],
    ['a percent sign that encodes nothing', { 'ce-id': '50%' }],
    ['bytes that are no UTF-8', { 'ce-id': '%ff' }],
    ['text that is not ASCII', { 'ce-id': 'é' }],
    ['data among the headers', { 'ce-id': '1', 'ce-data': '{}' }],
    ['another specification', { 'ce-id': '1', 'ce-specversion': '0.3' }],
  ])('%s is 400 malformed-event', async (_, headers) => {
    expect(problemOf(await sendBinary(headers as Record<string, string>))).toBe('400 malformed-event');
  });
});

describe('a body', () => {
  const padded = (bytes: number, event = reportedEvent()) => {
    const body = JSON.stringify(event);
    return body + ' '.repeat(bytes - body.length);
  };
  const MAX = 1024 * 1024;

  test('of a megabyte is read, and one of a byte more is 413', async () => {
    expect((await send(padded(MAX))).status).toBe(200);
    expect(problemOf(await send(padded(MAX + 1)))).toBe('413 body-too-large');
  });

  test('of no given length is cut off when it has been too long', async () => {
    const headers = { 'content-type': STRUCTURED, ...(await bearerOf(PRODUCER)) };
    const sent = httpRequest(`${server.url}/events`, { method: 'POST', headers });
    const answered = new Promise<number | undefined>((resolve) => {
      sent.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });
    sent.on('error', () => undefined);
    let written = 0;
    // It never ends by itself: whoever read it in full would never answer.
    const more = () => {
      while (!sent.destroyed && written < 50 * MAX && sent.write(' '.repeat(65_536))) written += 65_536;
    };
    sent.on('drain', more);
    more();
    expect(await answered).toBe(413);
    await new Promise((resolve) => sent.once('close', resolve));
    expect(written).toBeLessThan(50 * MAX);
  });

  test('that breaks off is nobody’s: nothing is recorded, and nothing logged as an error', async () => {
    const before = await position();
    const headers = { 'content-type': STRUCTURED, 'content-length': '1000', ...(await bearerOf(PRODUCER)) };
    const sent = httpRequest(`${server.url}/events`, { method: 'POST', headers });
    sent.on('error', () => undefined);
    sent.write('{');
    await new Promise((resolve) => setImmediate(resolve));
    sent.destroy();
    expect((await accepted(reportedEvent())).outcome).toBe('accepted');
    expect(await position()).toBe(before + 1);
    expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe.each(STORES)('a batch on %s', (_, openStore) => {
  let own: TestServer;
  beforeAll(async () => {
    own = await startTestServer({ env: AUTH_ENV, database: await openStore() });
  });
  afterAll(() => own[Symbol.asyncDispose]());

  test('says for each event what became of it, and keeps the accepted ones in their order', async () => {
    const known = reportedEvent();
    await sendBatch([known], own);
    const before = await position(own);
    const events = [
      reportedEvent({ data: reportedData({ rowsAffected: 1 }) }),
      reportedEvent({ type: 'metadata.changed' }),
      known,
      reportedEvent({ data: reportedData({ rowsAffected: 2 }) }),
      reportedEvent({ tenantid: 'globex' }),
      'nonsense',
      reportedEvent({ source: 'finance.service', id: known.id, data: reportedData({ rowsAffected: 3 }) }),
      reportedEvent({ data: reportedData({ rowsAffected: -1 }) }),
    ];
    const { status, results } = await sendBatch(events, own);
    expect(status).toBe(207);
    expect(results.map(({ outcome, problem }) => problem?.type.replace(/.*:/, '') ?? outcome)).toEqual([
      'accepted',
      'type-not-reportable',
      'duplicate',
      'accepted',
      'foreign-tenant',
      'malformed-event',
      'accepted',
      'invalid-data',
    ]);
    expect(results.map(({ id }) => id)).toEqual(
      events.map((event) => (typeof event === 'string' ? undefined : event.id)),
    );
    const { entries } = await own.parts.log.readAfter('acme', before, { limit: 10 });
    expect(entries.map(({ event }) => event?.type === 'data.refreshed' && event.payload.rowsAffected)).toEqual([
      1, 2, 3,
    ]);
  });

  test('sent again, and by five at once, is all duplicates: each event is there once', async () => {
    const before = await position(own);
    const events = Array.from({ length: 50 }, () => reportedEvent());
    const shuffled = [events, events.toReversed(), events.slice(25), events, events.slice(0, 30)];
    const all = (await Promise.all(shuffled.map((batch) => sendBatch(batch, own)))).flatMap(({ results }) => results);
    expect(all.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(50);
    expect(all.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(50);
    expect(await position(own)).toBe(before + 50);
    const again = await sendBatch(events, own);
    expect(again.results.every(({ outcome }) => outcome === 'duplicate')).toBe(true);
    expect(await position(own)).toBe(before + 50);
  });

  test('may be empty, or have 500 events, and no more', async () => {
    expect(await sendBatch([], own)).toEqual({ status: 200, results: [] });
    const events = Array.from({ length: 501 }, () => reportedEvent());
    const before = await position(own);
    expect(problemOf(await send(events, { type: BATCH, on: own }))).toBe('413 too-many-events');
    expect(await position(own)).toBe(before);
    const { results } = await sendBatch(events.slice(0, 500), own);
    expect(results.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    expect(await position(own)).toBe(before + 500);
  });
});

test('a batch is a list', async () => {
  expect(problemOf(await send(reportedEvent(), { type: BATCH }))).toBe('400 malformed-event');
});

test('a local server takes events for its tenant, from anybody on the machine', async () => {
  await using local = await startTestServer();
  const post = (event: object, headers: Record<string, string> = {}) =>
    local.fetch('/events', {
      method: 'POST',
      headers: { 'content-type': STRUCTURED, ...headers },
      body: JSON.stringify(event),
    });
  const response = await post(reportedEvent(), { 'x-actor-id': 'airflow' });
  expect(response.status).toBe(200);
  const [entry] = (await local.parts.log.readAfter('demo', 0, { limit: 1 })).entries;
  expect(entry?.event).toMatchObject({ tenantId: 'demo', payload: { triggeredBy: { actorId: 'airflow' } } });
  expect((await post(reportedEvent({ tenantid: 'acme' }))).status).toBe(403);
});
