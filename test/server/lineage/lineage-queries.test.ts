import { afterAll, beforeAll, expect, test } from 'vitest';

import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { entityOf, kpiOf } from '../../support/lineage.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { openTestStore } from '../../support/store/test-store.ts';

let server: TestServer;
let store: ReturnType<typeof countStatements>;
const SOURCES = ['a', 'b', 'c', 'd'];

beforeAll(async () => {
  store = countStatements(await openTestStore());
  server = await startTestServer({ database: store.database });
  const entities = [...SOURCES.map((key) => entityOf(key)), kpiOf('all', SOURCES), kpiOf('first', ['a'])];
  await server.parts.unitOfWork.transaction(async ({ db }) => {
    for (const entity of entities) await insertEntity(db, entity);
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const ofA = (fields: string) => ({ query: `{ entity(entityType: METADATA, canonicalKey: "a") { ${fields} } }` });

test.each([
  ...['depth: 0', 'depth: 11', 'depth: -1', 'limit: 0', 'limit: 1001', 'depth: 1, limit: -5'].flatMap((args) =>
    ['upstream', 'downstream'].map((field) => `${field}(${args}) { truncated }`),
  ),
  'qualityTrend(from: "2026-03-02T00:00:00Z", to: "2026-03-02T00:00:00Z") { start }',
  'qualityTrend(from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z") { start }',
  'qualityTrend(from: "0000-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z", bucket: MONTH) { start }',
  'qualityTrend(from: "1969-12-31T23:59:59.999Z", to: "1970-03-01T00:00:00Z") { start }',
  'qualityTrend(from: "2025-01-01T00:00:00Z", to: "2026-02-05T00:00:00.001Z") { start }',
])('%s is BAD_USER_INPUT', async (field) => {
  const answer = await ask(server, ofA(field));
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
});

test('400 buckets are answered, to the end of what a date can say, and the tiers in their order', async () => {
  const spans = [
    '"2025-01-01T00:00:00Z", to: "2026-02-05T00:00:00Z"',
    '"9999-12-01T00:00:00Z", to: "9999-12-31T23:59:59Z"',
  ];
  const counts = spans.map(async (span) => {
    const { data } = await ask<{ entity: { qualityTrend: object[] } }>(
      server,
      ofA(`qualityTrend(from: ${span}) { start lastScore }`),
    );
    return data?.entity.qualityTrend.length;
  });
  expect(await Promise.all(counts)).toEqual([400, 31]);
  const tiers = 'tiers: [TIER4, TIER1, TIER4]';
  const { data } = await ask(server, {
    query: `{ qualityTrends(filter: { ${tiers} }, from: "2026-03-04T00:00:00Z", to: "2026-03-05T00:00:00Z", bucket: WEEK) {
      tier points { start profileCount meanScore minScore lastScore entityCount } } }`,
  });
  const points = [
    {
      ...{ start: '2026-03-02T00:00:00.000Z', profileCount: 0, entityCount: 0 },
      ...{ meanScore: null, minScore: null, lastScore: null },
    },
  ];
  expect(data).toEqual({
    qualityTrends: [
      { tier: 'TIER1', points },
      { tier: 'TIER4', points },
    ],
  });
});

test('lineage inside lineage counts by its limits, and is refused before it multiplies', async () => {
  const nested = (limit: string) =>
    `downstream(${limit}) { nodes { entity { upstream(${limit}) { nodes { distance } } } } }`;
  expect((await ask(server, ofA(nested('limit: 100')))).errors).toEqual([]);
  expect(codeOf(await ask(server, ofA(nested('limit: 1000'))))).toBe('BAD_USER_INPUT');
  const { query } = ofA(nested('limit: $limit'));
  expect(codeOf(await ask(server, { query: `query ($limit: Int!) ${query}`, variables: { limit: 1 } }))).toBe(
    'BAD_USER_INPUT',
  );
});

test('lineage and trends of a page of entities take the same number of statements for 1 as for 6', async () => {
  const countOf = async (first: number) => {
    const before = store.count('governance');
    const { errors } = await ask(server, {
      query: `{ entities(first: ${first}) { edges { node {
        upstream { nodes { distance } } downstream { nodes { distance } }
        qualityTrend(from: "2026-03-01T00:00:00Z", to: "2026-03-03T00:00:00Z") { lastScore } } } } }`,
    });
    expect(errors).toEqual([]);
    return store.count('governance') - before;
  };
  expect(await countOf(1)).toBe(4);
  expect(await countOf(6)).toBe(4);
});

test('what nobody followed has no impact', async () => {
  for (const eventId of ['nothing', '00000000-0000-7000-8000-000000000000']) {
    expect((await ask(server, { query: `{ impactOf(eventId: "${eventId}") { eventId } }` })).data).toEqual({
      impactOf: null,
    });
  }
});
