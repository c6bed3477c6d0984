import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { keepDeadLetter } from '../../support/administration/dead-letter.ts';
import { creation, request } from '../../support/approval-state.ts';
import { create, REQUESTER } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';
import { keepDelivery, keepWebhook } from '../../support/webhooks/webhook.ts';

let server: TestServer;
let inserted = 0;
let webhookId: string;

beforeAll(async () => {
  server = await startTestServer();
  await server.warehouse.exec('CREATE SCHEMA sales; CREATE TABLE sales.orders AS SELECT 1 AS id');
  for (const key of ['b', 'd', 'F', 'h', 'J', 'l']) await makeEntity(key);
  for (const key of ['r1', 'r2', 'r3', 'r4', 'r5', 'r6']) await request(server, creation(key));
  const dataset = { schema: 'sales', table: 'orders' };
  await create(server, {
    entityType: 'KPI',
    canonicalKey: 'profiled',
    change: {
      name: 'Profiled',
      tier: 'TIER3',
      dataset,
      kpi: { formula: 'a', direction: 'HIGHER_IS_BETTER', computedFrom: [] },
    },
  });
  for (let number = 1; number <= 7; number++) await makeProfile();
  for (let number = 1; number <= 6; number++) await keepDeadLetter(server);
  ({ webhookId } = await keepWebhook(server));
  for (let number = 1; number <= 6; number++) await keepDelivery(server, webhookId);
});
afterAll(() => server[Symbol.asyncDispose]());

function makeEntity(canonicalKey: string) {
  return create(server, { entityType: 'METADATA', canonicalKey, change: { name: canonicalKey, tier: 'TIER5' } });
}

const LATEST = '{ entity(entityType: KPI, canonicalKey: "profiled") { latestProfile { id } } }';
const PROFILE = `mutation {
  requestProfile(input: { entityType: KPI, canonicalKey: "profiled", priority: HIGH }) { __typename }
}`;

async function makeProfile(): Promise<void> {
  const latest = async () => JSON.stringify(await server.query(LATEST));
  const before = await latest();
  // An entity can be asked for once a minute.
  server.advance(60_001);
  await server.query(PROFILE, {}, REQUESTER);
  await until('the profile', async () => (await latest()) !== before);
}

interface Page {
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}
type PageArgs = { first?: number; last?: number; after?: string | null; before?: string | null };

const ARGS = 'first: $first, last: $last, after: $after, before: $before';
const PAGE = `edges { cursor node { ID } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

interface List {
  read: (args: PageArgs) => Promise<Page>;
  /** Adds something at the place where the list grows. */
  insert: () => Promise<unknown>;
}

function listOf(field: string, insert: List['insert'], parent?: string): List {
  const name = field.split('(', 1)[0] ?? '';
  // What is in a union has no fields of its own.
  const own = `${field} { ${PAGE.replace('ID', name === 'events' ? '... on EventEnvelope { id }' : 'id')} }`;
  const query = `query ($first: Int, $last: Int, $after: String, $before: String) {
    ${parent === undefined ? own : `${parent} { ${own} }`}
  }`;
  return {
    insert,
    async read(args) {
      const data = await server.query<Record<string, unknown>, object>(query, args);
      const holder =
        parent === undefined ? data : ([data.entity, data.webhooks].flat().find(Boolean) as Record<string, unknown>);
      return holder[name] as Page;
    },
  };
}

const NEW_KEYS = ['a', 'c', 'E', 'g', 'I', 'k', 'm', 'N'];
const PARENT = 'entity(entityType: KPI, canonicalKey: "profiled")';
const insertRequest = () => request(server, creation(`inserted-${inserted++}`));
const LISTS: Record<string, List> = {
  entities: listOf(`entities(filter: { entityTypes: [METADATA] }, ${ARGS})`, () =>
    makeEntity(NEW_KEYS[inserted++] ?? ''),
  ),
  approvals: listOf(`approvals(filter: { statuses: [PENDING] }, ${ARGS})`, insertRequest),
  deadLetters: listOf(`deadLetters(${ARGS})`, () => keepDeadLetter(server)),
  deliveries: listOf(`deliveries(${ARGS})`, () => keepDelivery(server, webhookId), 'webhooks'),
  events: listOf(`events(filter: { types: [APPROVAL_CREATED] }, ${ARGS})`, insertRequest),
  profiles: listOf(`profiles(${ARGS})`, makeProfile, PARENT),
  profilingDecisions: listOf(`profilingDecisions(${ARGS})`, makeProfile, PARENT),
};

const idsOf = ({ edges }: Page) => edges.map(({ node }) => node.id);

/** Every page, one after another, with something done between two of them. */
async function walk(
  { read }: List,
  { size, backwards }: { size: number; backwards: boolean },
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: Page = await read(backwards ? { last: size, before: cursor } : { first: size, after: cursor });
    pages.push(page);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    if (!(backwards ? hasPreviousPage : hasNextPage)) return pages;
    if (pages.length > 50) throw new Error('the pages have no end');
    cursor = backwards ? startCursor : endCursor;
    await between();
  }
}

describe.each(Object.entries(LISTS))('%s', (_, list) => {
  test('forwards, pages of any size give every item once and in order', async () => {
    const all = await list.read({ first: 100 });
    const ids = idsOf(all);
    expect(ids.length).toBeGreaterThanOrEqual(6);
    expect(new Set(ids).size).toBe(ids.length);
    for (const size of [1, 2, 3, ids.length - 1, ids.length]) {
      const pages = await walk(list, { size, backwards: false });
      expect(pages.flatMap(idsOf), `pages of ${size}`).toEqual(ids);
      expect(
        pages
          .map(({ edges }) => edges.length)
          .slice(0, -1)
          .every((length) => length === size),
      ).toBe(true);
      expect(pages.at(-1)?.edges).not.toHaveLength(0);
      expect(pages.map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual(pages.map((_, index) => index > 0));
    }
  });

  test('backwards, they give every item once too, each page in the order of the list', async () => {
    const ids = idsOf(await list.read({ first: 100 }));
    for (const size of [1, 2, 3, ids.length - 1, ids.length]) {
      const pages = await walk(list, { size, backwards: true });
      expect(pages.reverse().flatMap(idsOf), `pages of ${size}`).toEqual(ids);
      expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual(
        pages.map((_, index) => index < pages.length - 1),
      );
    }
  });

  test('the cursors of a page are those of its first and last edge, the same in whichever page an item is', async () => {
    const { edges, pageInfo } = await list.read({ first: 4 });
    expect(pageInfo).toMatchObject({
      startCursor: edges[0]?.cursor,
      endCursor: edges[3]?.cursor,
      hasPreviousPage: false,
    });
    const [second, third] = (await list.read({ first: 2, after: edges[0]?.cursor ?? '' })).edges;
    expect([second, third]).toEqual(edges.slice(1, 3));
    const between = await list.read({ first: 100, after: edges[0]?.cursor ?? '', before: edges[3]?.cursor ?? '' });
    expect(between.edges).toEqual(edges.slice(1, 3));
    const backwards = await list.read({ last: 1, after: edges[0]?.cursor ?? '', before: edges[3]?.cursor ?? '' });
    expect(backwards.edges).toEqual(edges.slice(2, 3));
  });

  test('behind the last item is an empty page, and so is the one before the first', async () => {
    const { edges } = await list.read({ first: 100 });
    const behind = await list.read({ first: 5, after: edges.at(-1)?.cursor ?? '' });
    expect(behind).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
    const before = await list.read({ last: 5, before: edges[0]?.cursor ?? '' });
    expect(before).toEqual({
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test.each([
    ['forwards', false],
    ['backwards', true],
  ])(
    '%s, what was there before is given once and in order while more is inserted between the pages',
    async (_, backwards) => {
      const ids = idsOf(await list.read({ first: 100 }));
      let more = 2;
      const pages = await walk(list, { size: 2, backwards }, async () => {
        if (more-- > 0) await list.insert();
      });
      const seen = (backwards ? pages.reverse() : pages).flatMap(idsOf);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => ids.includes(id))).toEqual(ids);
      const now = idsOf(await list.read({ first: 100 }));
      expect(seen).toEqual(now.filter((id) => seen.includes(id)));
    },
  );
});

test('a list without items is a page without cursors', async () => {
  const none = listOf(`entities(filter: { search: "nothing is called so" }, ${ARGS})`, () => Promise.resolve());
  expect(await none.read({})).toEqual({
    edges: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  });
});

test('requests of the same millisecond have an order of their own, and none is left out', async () => {
  await server.parts.database.query(`UPDATE governance.approval SET requested_at = '2026-01-31T12:00:00Z'`);
  const list = LISTS.approvals;
  if (!list) throw new Error('there is no such list');
  const ids = idsOf(await list.read({ first: 100 }));
  expect((await walk(list, { size: 2, backwards: false })).flatMap(idsOf)).toEqual(ids);
  expect((await walk(list, { size: 2, backwards: true })).reverse().flatMap(idsOf)).toEqual(ids);
});
