import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type AnswerError, ask, codeOf } from '../../support/server/answer.ts';
import { askOverSocket } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';

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

test('a document of up to 2,000 tokens is answered, and one of more is refused', async () => {
  // 19 tokens stand around the list.
  const documentOf = (tokens: number) =>
    `{ entities(filter: { entityTypes: [${'KPI '.repeat(tokens - 19)}] }) { pageInfo { hasNextPage } } }`;
  for (const [way, run] of WAYS) expect((await run(documentOf(2_000))).errors ?? [], way).toEqual([]);
  await expectRefused(documentOf(2_001));
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

test.each([
  [
    'lists inside lists, before they multiply',
    `{ entities(first: 100) { edges { node {
      ${'profiles(first: 100) { edges { node { entity { '.repeat(3)} id ${'} } } }'.repeat(3)} } } } }`,
  ],
  ['many aliases', `{ ${Array.from({ length: 200 }, (_, n) => `a${n}: streamPosition`).join(' ')} }`],
])('%s are refused', async (_, query) => {
  await expectRefused(query);
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

test('long documents of clients are not kept: a hundred of a megabyte each leave not ten of them behind', async () => {
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
