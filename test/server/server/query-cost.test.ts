import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type AnswerError, ask, codeOf } from '../../support/answer.ts';
import { create, REQUESTER } from '../../support/governance.ts';
import { askOverSocket } from '../../support/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/token.ts';
import { until } from '../../support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Outcome {
  data?: unknown;
  errors?: AnswerError[];
}
/** Both ways that a query may come; a limit that holds on one of them only is no limit. */
const WAYS: [string, (query: string, variables?: Record<string, unknown>) => Promise<Outcome>][] = [
  ['HTTP', (query, variables) => ask(server, { query, variables })],
  ['WebSocket', (query, variables) => askOverSocket(server.client(), { query, variables })],
];

/** Expects a refusal that says what is wrong, soon, and as no error of the server. */
async function expectRefused(query: string, variables?: Record<string, unknown>): Promise<void> {
  for (const [way, run] of WAYS) {
    const logged = server.logged.length;
    const startedAt = performance.now();
    const { errors = [] } = await run(query, variables);
    expect([...new Set(errors.map(({ extensions }) => extensions.code))], way).toEqual(['BAD_USER_INPUT']);
    expect(performance.now() - startedAt, way).toBeLessThan(2_000);
    expect(
      server.logged.slice(logged).filter(({ level }) => level === 'error'),
      way,
    ).toEqual([]);
  }
}

const NAMED = (name: string) => `${name}: viewer { actorId }`;

test('a document of up to 2,000 tokens is answered, and one of more is refused', async () => {
  // Six tokens each, and the two braces around all.
  const documentOf = (fields: number) => `{ ${Array.from({ length: fields }, (_, n) => NAMED(`f${n}`)).join(' ')} }`;
  for (const [way, run] of WAYS) expect((await run(documentOf(333))).errors ?? [], way).toEqual([]);
  await expectRefused(documentOf(334));
});

test.each([
  ['very deep fields', '{ a '.repeat(50_000)],
  ['very deep lists', `{ node(id: ${'['.repeat(50_000)}`],
  ['very deep values', `{ entities(filter: ${'{ a: '.repeat(30_000)}`],
  ['very many fields', `{ ${'viewer { actorId } '.repeat(10_000)} }`],
  ['very many directives', `{ viewer { actorId ${'@skip(if: false) '.repeat(10_000)} } }`],
  ['very many operations', 'query { streamPosition } '.repeat(10_000)],
  ['very deep types', `query ($v: ${'['.repeat(50_000)}String`],
])('%s are refused soon, and are no error of the server', async (_, query) => {
  await expectRefused(query);
});

test.each([
  [
    'fragments that spread one another in a circle',
    'query { ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  ],
  [
    'fragments that double at every step',
    `query { ...F0 } ${Array.from({ length: 60 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ')}
     fragment F60 on Query { nothing }`,
  ],
  [
    'an introspection that goes round and round',
    `{ __schema { types { ${'fields { type { '.repeat(20)} name ${'} }'.repeat(20)} } } }`,
  ],
])('%s are refused soon', async (_, query) => {
  await expectRefused(query);
});

test('lists inside lists inside lists are refused before they multiply', async () => {
  const dataset = { schema: 'sales', table: 'orders' };
  await server.warehouse.exec('CREATE SCHEMA sales; CREATE TABLE sales.orders AS SELECT 1 AS id');
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'seed',
    change: { name: 'Seed', tier: 'TIER1', dataset },
  });
  const profileCount = async () => {
    const query = '{ entity(entityType: METADATA, canonicalKey: "seed") { profiles { edges { cursor } } } }';
    const { data } = await ask<{ entity: { profiles: { edges: object[] } } }>(server, { query });
    return data?.entity.profiles.edges.length;
  };
  await until('a profile', async () => (await profileCount()) === 1);
  await server.query(
    'mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "seed", priority: HIGH }) { __typename } }',
    {},
    REQUESTER,
  );
  await until('another', async () => (await profileCount()) === 2);
  // Two profiles at each of 12 levels are 4,096 here; 2,000 tokens have room for 150 levels, and a page for 100 items.
  const levels = 12;
  const query = `{ entity(entityType: METADATA, canonicalKey: "seed") {
    ${'profiles(first: 100) { edges { node { entity { '.repeat(levels)} id ${'} } } }'.repeat(levels)}
  } }`;
  await expectRefused(query);
});

test.each([
  ['named fragments', (inner: string) => `...${inner}`],
  ['inline fragments', (inner: string) => `... { ...${inner} }`],
  ['inline fragments with a condition', (inner: string) => `... @include(if: true) { ...${inner} }`],
])('lists inside lists are refused where %s hide them, too', async (_, spread) => {
  const levels = 6;
  const fragments = Array.from(
    { length: levels },
    (_, n) => `fragment E${n} on GovernedEntity { profiles { ${spread(`P${n}`)} } }
      fragment P${n} on ProfileConnection { edges { node { entity { ${spread(`E${n + 1}`)} } } } }`,
  );
  await expectRefused(`{ entities { ${spread('All')} } } ${fragments.join(' ')}
    fragment All on EntityConnection { edges { node { ${spread('E0')} } } } fragment E${levels} on GovernedEntity { id }`);
});

test('lists without pages are refused inside one another, too: a refresh, its decisions, their refresh, its decisions', async () => {
  const levels = 13;
  await expectRefused(`{ events(filter: { types: [DATA_REFRESHED] }, first: 1) { edges { node { ... on DataRefreshedEvent {
    ${'profilingDecisions { event { ... on DataRefreshedEvent { '.repeat(levels)} id ${'} } }'.repeat(levels)}
  } } } } }`);
});

test('what people and GraphiQL ask for is not refused', async () => {
  const { getIntrospectionQuery } = await import('graphql');
  const queries = [
    getIntrospectionQuery(),
    `{ entities(first: 20) { edges { node { name latestProfile { qualityScore columns { name } } pendingApproval { id }
       profiles(first: 5) { edges { node { qualityScore rules { passed } } } }
       profilingDecisions(first: 5) { edges { node { rule event { __typename } } } } } } } }`,
  ];
  for (const query of queries) for (const [way, run] of WAYS) expect((await run(query)).errors ?? [], way).toEqual([]);
});

// Postgres takes at most 65,535 parameters in one statement.
test.each([
  ['events', 'EventFilter', { canonicalKeys: Array<string>(70_000).fill('k') }],
  ['events', 'EventFilter', { tiers: Array<string>(70_000).fill('TIER1') }],
  [
    'events',
    'EventFilter',
    { types: Array<string>(40_000).fill('KPI_CHANGED'), canonicalKeys: Array<string>(40_000).fill('k') },
  ],
  ['entities', 'EntityFilter', { tiers: Array<string>(70_000).fill('TIER1') }],
  ['entities', 'EntityFilter', { entityTypes: Array<string>(70_000).fill('KPI') }],
  ['approvals', 'ApprovalFilter', { statuses: Array<string>(70_000).fill('PENDING') }],
] as const)(
  'a filter of %s that is longer than a statement may be is answered or refused, and is no error of the server',
  async (field, type, filter) => {
    const logged = server.logged.length;
    const query = `query ($filter: ${type}) { ${field}(filter: $filter) { edges { cursor } } }`;
    const answer = await ask(server, { query, variables: { filter } });
    if (answer.errors.length > 0) expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(server.logged.slice(logged).filter(({ level }) => level === 'error')).toEqual([]);
  },
);

/** Bytes that are in use once all garbage is gone. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('the documents of clients are not kept: a hundred of a megabyte each leave not ten of them behind', async () => {
  await using other = await startTestServer({ env: AUTH_ENV });
  const headers = await bearerOf();
  const send = async (index: number) => {
    const padding = 'x'.repeat(1_000_000);
    for (const query of [`{ viewer { actorId } } # ${index} ${padding}`, `{ nothing } # ${index} ${padding}`]) {
      expect((await ask(other, { query }, headers)).errors).toHaveLength(query.startsWith('{ nothing') ? 1 : 0);
    }
  };
  await send(-1);
  const before = bytesInUse();
  for (let index = 0; index < 50; index++) await send(index);
  expect(bytesInUse() - before).toBeLessThan(10_000_000);
});
