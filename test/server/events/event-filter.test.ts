import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newEntity } from '../../../src/domain/entities/entity.ts';
import { newId } from '../../../src/domain/ids.ts';
import type { Event } from '../../../src/events/schemas/catalogue.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertEntity, updateEntity } from '../../../src/store/entities/write/write-entities.ts';
import { completed, refreshed } from '../../support/events/events.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { askOverSocket, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';

const EVENTS = `query Events($filter: EventFilter) { events(first: 100, filter: $filter) { edges { node { ... on EventEnvelope { id } } } } }`;
const LIVE = `subscription Live($filter: EventFilter, $after: String) { events(filter: $filter, after: $after) { ... on EventEnvelope { id } } }`;
const PROFILES = `subscription Profiles($filter: StreamFilter, $after: String) {
  profileCompleted(filter: $filter, after: $after) { id }
}`;

let server: TestServer;
const key = 'filtered';
const created = (event: Event, createdAt: string): Event => ({ ...event, createdAt });
/** In the order of the stream; `late` was created before the one that it follows. */
const sent = {
  early: created(completed({ canonicalKey: key }), '2026-01-01T00:00:00.000Z'),
  refresh: created(refreshed(), '2026-01-03T00:00:00.000Z'),
  late: created(completed({ canonicalKey: key, qualityScore: 40, qualityGrade: 'F' }), '2026-01-02T00:00:00.000Z'),
  last: created(completed({ canonicalKey: key }), '2026-01-04T00:00:00.000Z'),
};
type Name = keyof typeof sent;

/** Waits with everything that the filter lets through as it happens. */
let live: { filter: object; names: () => Name[] }[];
let start0: string;

const nameOf = (id: string) => Object.entries(sent).find(([, event]) => event.id === id)?.[0] as Name;
const FILTERS: readonly [what: string, filter: object, names: readonly Name[]][] = [
  ['the owner that the entity had', { owners: ['anna'] }, ['early', 'late']],
  ['the owner that it got', { owners: ['bert', 'carl'] }, ['last']],
  ['a tag', { tags: ['pii', 'other'] }, ['early', 'late', 'last']],
  ['a source', { sources: ['ETL_PIPELINE'] }, ['refresh']],
  ['a time on', { from: '2026-01-02T00:00:00Z' }, ['refresh', 'late', 'last']],
  ['a time before', { to: '2026-01-03T00:00:00Z' }, ['early', 'late']],
  ['a range', { from: '2026-01-02T00:00:00Z', to: '2026-01-04T00:00:00+00:00' }, ['refresh', 'late']],
  ['no owner of these', { not: { owners: ['anna'] } }, ['refresh', 'last']],
  ['no tag', { not: { tags: ['pii'] } }, ['refresh']],
  [
    'not in the range',
    { not: { from: '2026-01-02T00:00:00Z', to: '2026-01-03T00:00:00Z' } },
    ['early', 'refresh', 'last'],
  ],
  ['all but none', { not: { types: [] } }, ['early', 'refresh', 'late', 'last']],
  ['nothing but all', { not: {} }, []],
  ['twice not', { not: { not: { sources: ['ETL_PIPELINE'] } } }, ['refresh']],
  ['null', { not: null, owners: null, from: null }, ['early', 'refresh', 'late', 'last']],
];

beforeAll(async () => {
  server = await startTestServer();
  const db = drizzleOn(server.parts.database);
  const content = {
    name: key,
    description: null,
    tier: 'tier3',
    owner: 'anna',
    standardPackId: null,
    dataset: null,
  } as const;
  const make = (entityType: 'METADATA' | 'TAG', canonicalKey: string, definition = {}) =>
    newEntity(
      { tenantId: 'demo', entityType, canonicalKey },
      { ...content, definition },
      { id: newId(entityType), createdAt: new Date() },
    );
  const entity = make('METADATA', key);
  await insertEntity(db, entity);
  const marks = [{ entityType: 'METADATA', canonicalKey: key }] as const;
  await insertEntity(db, make('TAG', 'pii', { tag: { values: [], marks } }));
  start0 = (await server.query<{ streamPosition: string }, object>('{ streamPosition }')).streamPosition;
  const client = server.client();
  live = FILTERS.map(([, filter]) => {
    const operation = start<{ events: { id: string } }>(client, { query: LIVE, variables: { filter } });
    return { filter, names: () => operation.messages.flatMap(({ data }) => (data ? nameOf(data.events.id) : [])) };
  });
  await until('all to be live', () => server.feed.readerCount() === FILTERS.length);
  await server.bus.emitEvent(sent.early);
  await server.bus.emitEvent(sent.refresh);
  await server.bus.emitEvent(sent.late);
  await updateEntity(db, { ...entity, owner: 'bert' });
  await server.bus.emitEvent(sent.last);
});
afterAll(() => server[Symbol.asyncDispose]());

async function queried(filter: object): Promise<Name[]> {
  const { data, text } = await ask<{ events: { edges: { node: { id: string } }[] } }>(server, {
    query: EVENTS,
    variables: { filter },
  });
  if (!data) throw new Error(text);
  // Some of the events have consequences, which are events, too.
  return data.events.edges
    .map(({ node }) => nameOf(node.id))
    .filter((name) => (name as string | undefined) !== undefined);
}

describe('a filter by', () => {
  test.each(FILTERS)('%s gives the same live, in a replay and in the query', async (_, filter, names) => {
    expect(await queried(filter)).toEqual(names);
    const ours = live.find((one) => one.filter === filter);
    await until('the live ones', () => (ours?.names().filter(Boolean).length ?? 0) >= names.length);
    expect(ours?.names().filter(Boolean)).toEqual(names);
    const replay = start<{ events: { id: string } }>(server.client(), {
      query: LIVE,
      variables: { filter, after: start0 },
    });
    const replayed = () =>
      replay.messages.flatMap(({ data }) => (data ? [nameOf(data.events.id)] : [])).filter(Boolean);
    await until('the replay', () => replayed().length >= names.length);
    expect(replayed()).toEqual(names);
    replay.complete();
  });

  test('owner and tag of one type of event', async () => {
    const filter = { owners: ['anna'], tags: ['pii'], maxQualityScore: 50 };
    const operation = start<{ profileCompleted: { id: string } }>(server.client(), {
      query: PROFILES,
      variables: { filter, after: start0 },
    });
    await until('the event', () => operation.messages.length > 0);
    expect(operation.messages.map(({ data }) => nameOf(data?.profileCompleted.id ?? ''))).toEqual(['late']);
    operation.complete();
  });
});

test('a document with a filter as its variable works again when it comes often enough to be compiled', async () => {
  for (let time = 0; time < 5; time++) expect(await queried({ not: { tags: ['pii'] } })).toEqual(['refresh']);
});

const nested = (depth: number): object => (depth === 0 ? {} : { not: nested(depth - 1) });

test.each([
  ['nests `not` too deeply', nested(4)],
  [
    'has too many values in all',
    {
      canonicalKeys: many('a'),
      not: {
        owners: many('b'),
        not: { tags: many('c'), not: { canonicalKeys: many('d'), owners: many('e'), tags: ['one more'] } },
      },
    },
  ],
  ['has too many values in one list', { tags: [...many('a'), 'one more'] }],
  ['ends before it begins', { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' }],
  ['has a time that is none', { from: 'yesterday' }],
])('a filter that %s is refused', async (_, filter) => {
  expect(codeOf(await ask(server, { query: EVENTS, variables: { filter } }))).toBe('BAD_USER_INPUT');
  const { errors } = await askOverSocket(server.client(), { query: LIVE, variables: { filter } });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
});

test('a filter that nests thousands deep is refused like one that nests a little too deep', async () => {
  const depth = 20_000;
  const filter = `${'{"not":'.repeat(depth)}{}${'}'.repeat(depth)}`;
  const response = await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(EVENTS)},"variables":{"filter":${filter}}}`,
  });
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
});

function many(prefix: string): string[] {
  return Array.from({ length: 1_000 }, (_, index) => `${prefix}${index}`);
}

describe('positionAt', () => {
  const at = async (time: string) =>
    (
      await server.query<{ positionAt: string }, object>('query ($time: DateTime!) { positionAt(time: $time) }', {
        time,
      })
    ).positionAt;
  async function from(time: string): Promise<Name[]> {
    const operation = start<{ events: { id: string } }>(server.client(), {
      query: LIVE,
      variables: { after: await at(time), filter: { to: '2026-01-05T00:00:00Z' } },
    });
    await until('the replay', () => operation.messages.length > 0);
    operation.complete();
    return operation.messages.flatMap(({ data }) => (data ? nameOf(data.events.id) : []));
  }

  test('gives a cursor after which all events of that time and later come', async () => {
    expect(await from('2025-01-01T00:00:00Z')).toEqual(['early', 'refresh', 'late', 'last']);
    expect(await from('2026-01-01T00:00:00.001Z')).toEqual(['refresh', 'late', 'last']);
    expect(await from('2026-01-03T00:00:00Z')).toEqual(['refresh', 'late', 'last']);
    expect(await from('2026-01-03T00:00:00.001Z')).toEqual(['last']);
  });

  test('gives the newest position for a time to come', async () => {
    const { streamPosition } = await server.query<{ streamPosition: string }, object>('{ streamPosition }');
    expect(await at('2999-01-01T00:00:00Z')).toBe(streamPosition);
  });
});
