import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { ask, codeOf } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
let before: string;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  before = await position();
});
afterAll(() => server[Symbol.asyncDispose]());

async function position(): Promise<string> {
  return (await server.query<{ streamPosition: string }, object>('{ streamPosition }')).streamPosition;
}

const REPORT = `mutation ($input: ReportDataRefreshInput!) { reportDataRefresh(input: $input) {
  __typename ... on Error { message } ... on ValidationError { issues { path } }
  ... on ReportDataRefreshSuccess {
    duplicate event { id source cursor correlationId payload { rowsAffected rowsReported completedAt service { table } } }
  }
} }`;
interface Reported {
  __typename: string;
  duplicate?: boolean;
  issues?: { path: string[] }[];
  event?: {
    id: string;
    source: string;
    cursor: string;
    correlationId: string;
    payload: { rowsAffected: number; completedAt: string; service: { table: string } };
  };
}

const input = (changes: Record<string, unknown> = {}) => ({
  entityUrn: 'urn:test',
  schema: 'sales',
  table: 'orders',
  rowsAffected: 1,
  refreshType: 'INCREMENTAL',
  ...changes,
});
const send = (changes?: Record<string, unknown>) =>
  ask<{ reportDataRefresh: Reported }>(server, { query: REPORT, variables: { input: input(changes) } });

async function report(changes?: Record<string, unknown>): Promise<Reported> {
  const { data, text } = await send(changes);
  if (!data) throw new Error(text);
  return data.reportDataRefresh;
}

test.each([
  ['rowsAffected', { rowsAffected: -1 }],
  ['schema', { schema: '' }],
  ['table', { table: '' }],
  ['table', { table: 't'.repeat(201) }],
  ['entityUrn', { entityUrn: '' }],
  ['entityUrn', { entityUrn: 'u'.repeat(10_000) }],
  ['eventId', { eventId: '' }],
  ['eventId', { eventId: 'e'.repeat(201) }],
  ['correlationId', { correlationId: '' }],
  ['correlationId', { correlationId: 'c'.repeat(201) }],
  // In UTC this is the year 10000, which RFC 3339 has no digits for.
  ['completedAt', { completedAt: '9999-12-31T23:59:59-12:00' }],
])('a %s that cannot be is a ValidationError at its place, and no event', async (path, changes) => {
  const { __typename, issues } = await report(changes);
  expect({ __typename, issues }).toEqual({ __typename: 'ValidationError', issues: [{ path: [path] }] });
  expect(await position()).toBe(before);
});

test.each([
  ['a fraction of a row', { rowsAffected: 1.5 }],
  ['more rows than a number holds exactly', { rowsAffected: 2 ** 53 }],
  ['rows as text', { rowsAffected: 'many' }],
  ['an unknown type of refresh', { refreshType: 'PARTIAL' }],
  ['a type of refresh in lower case', { refreshType: 'incremental' }],
  ['an unknown source', { source: 'SOMEBODY' }],
  ['a time that is none', { completedAt: 'yesterday' }],
  ['a day that is none', { completedAt: '2026-02-30T00:00:00Z' }],
  ['a field that the input does not have', { tenantId: 'globex' }],
])('%s is BAD_USER_INPUT, and no event', async (_, changes) => {
  const answer = await send(changes);
  expect(answer.data).toBeNull();
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  expect(await position()).toBe(before);
});

test.each([undefined, null])('a number of rows that is not known (%s) is none in no payload', async (rowsAffected) => {
  const { event } = await report({ rowsAffected });
  expect(event?.payload).toMatchObject({ rowsReported: null, rowsAffected: 0 });
  const [entry] = await server.parts.log.page('demo', { filter: {}, limit: 1, newestFirst: true });
  expect(entry?.event?.id).toBe(event?.id);
  expect(entry?.event?.payload).not.toHaveProperty('rowsAffected');
});

test('no rows, and as many as a number holds, are taken as they are', async () => {
  expect((await report({ rowsAffected: 0 })).event?.payload.rowsAffected).toBe(0);
  expect((await report({ rowsAffected: Number.MAX_SAFE_INTEGER })).event?.payload.rowsAffected).toBe(2 ** 53 - 1);
});

test.each(['KERNEL_SCHEDULER', 'METADATA_STUDIO_API', 'METADATA_STUDIO_APPROVAL', 'BFF_GRAPHQL', 'SYSTEM_MIGRATION'])(
  'nobody reports a refresh as %s: a ForbiddenError, and no event',
  async (source) => {
    expect((await report({ source })).__typename).toBe('ForbiddenError');
    expect(await position()).toBe(before);
  },
);

describe('the producer’s own event id', () => {
  test('sent again is answered with the first event, whatever else is sent with it', async () => {
    const first = await report({ eventId: 'load 1' });
    const again = await report({ eventId: 'load 1', table: 'other', rowsAffected: 5, correlationId: 'other' });
    expect(first.duplicate).toBe(false);
    expect(again).toEqual({ ...first, duplicate: true });
  });

  test('sent ten times at once is one event', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) => report({ eventId: 'load 2', rowsAffected: index })),
    );
    expect(all.filter(({ duplicate }) => duplicate === false)).toHaveLength(1);
    expect(new Set(all.map(({ event }) => JSON.stringify(event))).size).toBe(1);
    const query = 'query ($after: String) { events(after: $after) { edges { cursor } } }';
    const { data } = await ask<{ events: { edges: object[] } }>(server, { query, variables: { after: before } });
    expect(data?.events.edges).toHaveLength(1);
  });

  test('is the producer’s own: another source may use the same', async () => {
    const etl = await report({ eventId: 'load 3' });
    const finance = await report({ eventId: 'load 3', source: 'FINANCE_SERVICE' });
    expect(finance).toMatchObject({ duplicate: false, event: { source: 'FINANCE_SERVICE' } });
    expect(finance.event?.id).not.toBe(etl.event?.id);
  });

  test('that is a UUID is the event’s id, and the same in upper case', async () => {
    const eventId = 'b2f8f2a0-7d5c-4a4e-9d6a-1c2d3e4f5a6b';
    expect((await report({ eventId })).event?.id).toBe(eventId);
    expect(await report({ eventId: eventId.toUpperCase() })).toMatchObject({ duplicate: true, event: { id: eventId } });
  });

  test('left out makes each report an event of its own', async () => {
    const [first, second] = [await report(), await report()];
    expect(second.duplicate).toBe(false);
    expect(second.event?.id).not.toBe(first.event?.id);
  });
});

test('a refresh of a table that no entity is bound to has a decision without an entity, which its event leads to', async () => {
  const { event } = await report({ schema: 'nowhere', table: 'unbound' });
  const query = `query ($id: ID!) { eventTrace(correlationId: $id) { ... on DataRefreshedEvent { profilingDecisions {
    id profiled rule explanation entity { id } event { ... on EventEnvelope { id } }
  } } } }`;
  const decision = await until('the decision', async () => {
    const { data } = await ask<{ eventTrace: { profilingDecisions: { id: string }[] }[] }>(server, {
      query,
      variables: { id: event?.correlationId },
    });
    return data?.eventTrace[0]?.profilingDecisions[0];
  });
  expect(decision).toMatchObject({
    profiled: false,
    rule: 'DATASET_NOT_BOUND',
    explanation: 'No active entity is bound to nowhere.unbound or has the URN urn:test.',
    entity: null,
    event: { id: event?.id },
  });
  const found = await server.query('query ($id: ID!) { node(id: $id) { id ... on ProfilingDecision { rule } } }', {
    id: decision.id,
  });
  expect(found).toEqual({ node: { id: decision.id, rule: 'DATASET_NOT_BOUND' } });
});
