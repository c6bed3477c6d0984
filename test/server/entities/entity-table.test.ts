import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../../../src/store/database/sql.ts';
import { govern } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

const DAY_MS = 86_400_000;
const TABLE = `query ($filter: EntityFilter, $orderBy: EntityOrder, $first: Int, $after: String, $last: Int, $before: String) {
  entities(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { canonicalKey } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const STATE = `query ($key: String!) { entity(entityType: METADATA, canonicalKey: $key) {
  profileState lastProfiledAt nextProfileDueAt lastFailure { errorCode errorMessage at } latestProfile { createdAt }
} }`;

interface State {
  profileState: string;
  lastProfiledAt: string | null;
  nextProfileDueAt: string | null;
  lastFailure: { errorCode: string; errorMessage: string; at: string } | null;
}

interface Table {
  edges: { cursor: string; node: { canonicalKey: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
}

describe.each(STORES)('entities as a table on %s', (_, openStore) => {
  let server: TestServer;
  let store: ReturnType<typeof countStatements>;
  let database: Database;

  beforeAll(async () => {
    database = await openStore();
    store = countStatements(database);
    server = await startTestServer({ database: store.database });
    await server.warehouse.exec(
      'CREATE TABLE public.good (a int PRIMARY KEY, b int); INSERT INTO public.good VALUES (1, NULL)',
    );
    await make('good', { tier: 'TIER2', dataset: { schema: 'public', table: 'good' } });
    await make('broken', { tier: 'TIER1', dataset: { schema: 'public', table: 'absent' } });
    await make('words', { tier: 'TIER5', description: 'Zuckerrüben per acre', owner: 'dora' });
    for (const [key, state] of [
      ['good', 'FRESH'],
      ['broken', 'FAILING'],
    ] as const) {
      await until(`${key} to be ${state}`, async () => (await stateOf(key)).profileState === state);
    }
  }, 120_000);
  afterAll(() => server[Symbol.asyncDispose]());

  const make = (canonicalKey: string, change: object) =>
    govern(server, { entityType: 'METADATA', canonicalKey, kind: 'CREATE', change: { name: canonicalKey, ...change } });
  const stateOf = async (key: string) => (await server.query<{ entity: State }, object>(STATE, { key })).entity;
  const table = async (variables: object) =>
    (await server.query<{ entities: Table }, object>(TABLE, variables, { 'x-actor-id': 'zoe' })).entities;
  const keys = async (variables: object) => (await table(variables)).edges.map(({ node }) => node.canonicalKey);

  test('each says how it stands with its profiles', async () => {
    const good = await stateOf('good');
    expect(good).toMatchObject({ profileState: 'FRESH', lastFailure: null });
    expect(Date.parse(good.nextProfileDueAt ?? '') - Date.parse(good.lastProfiledAt ?? '')).toBe(14 * DAY_MS);
    const broken = await stateOf('broken');
    expect(broken).toMatchObject({ profileState: 'FAILING', lastProfiledAt: null });
    expect(broken.lastFailure).toMatchObject({ errorCode: expect.any(String), errorMessage: expect.any(String) });
    expect(await stateOf('words')).toMatchObject({
      profileState: 'NOT_MEASURED',
      nextProfileDueAt: null,
      lastFailure: null,
    });
    for (const [state, key] of [
      ['FRESH', 'good'],
      ['FAILING', 'broken'],
      ['NOT_MEASURED', 'words'],
    ]) {
      expect(await keys({ filter: { profileStates: [state] } })).toEqual([key]);
    }
  });

  test('is sorted as asked, with what has no value last in both directions', async () => {
    const by = (field: string, direction: string) => keys({ orderBy: { field, direction } });
    expect(await by('CANONICAL_KEY', 'DESC')).toEqual(['words', 'good', 'broken']);
    expect(await by('TIER', 'ASC')).toEqual(['broken', 'good', 'words']);
    expect((await by('QUALITY_SCORE', 'ASC'))[0]).toBe('good');
    expect((await by('QUALITY_SCORE', 'DESC'))[0]).toBe('good');
    expect(await by('NEXT_PROFILE_DUE_AT', 'ASC')).toEqual(['broken', 'good', 'words']);
    expect(await by('NEXT_PROFILE_DUE_AT', 'DESC')).toEqual(['good', 'broken', 'words']);
  });

  test('pages lead forwards and backwards by their cursors', async () => {
    const orderBy = { field: 'QUALITY_SCORE', direction: 'DESC' };
    const all = await keys({ orderBy });
    const first = await table({ orderBy, first: 2 });
    expect(first.edges.map(({ node }) => node.canonicalKey)).toEqual(all.slice(0, 2));
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await table({ orderBy, first: 2, after: first.pageInfo.endCursor });
    expect(second.edges.map(({ node }) => node.canonicalKey)).toEqual(all.slice(2));
    expect(second.pageInfo.hasNextPage).toBe(false);
    const back = await table({ orderBy, last: 2, before: second.pageInfo.startCursor });
    expect(back.edges).toEqual(first.edges);
  });

  test('a cursor of another order is refused, and so is a forged one', async () => {
    const { pageInfo } = await table({ orderBy: { field: 'NAME', direction: 'ASC' } });
    const forged = Buffer.from('["entities UPDATED_AT ASC","demo",{"stretch":0,"values":["soon","met_1"]}]').toString(
      'base64url',
    );
    for (const [orderBy, after] of [
      [{ field: 'NAME', direction: 'DESC' }, pageInfo.endCursor],
      [{ field: 'QUALITY_SCORE', direction: 'ASC' }, pageInfo.endCursor],
      [null, pageInfo.endCursor],
      [{ field: 'UPDATED_AT', direction: 'ASC' }, forged],
    ]) {
      const { errors } = await server.execute(TABLE, { orderBy, after });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  test('finds parts of words in any case, in any field, each word for itself', async () => {
    for (const search of ['WORD', 'ord', 'zuckerRÜB', 'acre words', 'DORA', 'uckerr ora']) {
      expect(await keys({ filter: { search } }), search).toEqual(['words']);
    }
    expect(await keys({ filter: { search: 'acre good' } })).toEqual([]);
  });

  test('is filtered by owner, grade and what the viewer follows', async () => {
    const { follow } = await server.query<{ follow: { __typename: string } }, object>(
      'mutation { follow(input: { entityType: METADATA, canonicalKey: "good" }) { __typename } }',
      {},
      { 'x-actor-id': 'zoe' },
    );
    expect(follow.__typename).toBe('FollowSuccess');
    expect(await keys({ filter: { followed: true } })).toEqual(['good']);
    expect(await keys({ filter: { followed: false } })).toEqual(['broken', 'words']);
    expect(await keys({ filter: { owners: ['dora'] } })).toEqual(['words']);
    expect(await keys({ filter: { dataset: { schema: 'public', table: 'good' } } })).toEqual(['good']);
    expect(await keys({ filter: { grades: ['A', 'B', 'C', 'D', 'F'] } })).toEqual(['good']);
    expect(await keys({ filter: { hasPendingApproval: true } })).toEqual([]);
  });

  test('is counted only if the count is selected, whatever the page is', async () => {
    const counted = () => store.count('count(*)');
    const before = counted();
    await table({ first: 1 });
    expect(counted()).toBe(before);
    const { entities } = await server.query<{ entities: { totalCount: number } }, object>(
      '{ entities(first: 1, filter: { tiers: [TIER1, TIER2] }) { totalCount } }',
    );
    expect(entities.totalCount).toBe(2);
    expect(counted()).toBe(before + 1);
  });

  test('a failure is over when the next profile is made', async () => {
    await server.warehouse.exec('CREATE TABLE public.absent (a int)');
    await server.query(
      'mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "broken" }) { __typename } }',
    );
    await until('a profile', async () => (await stateOf('broken')).profileState === 'FRESH');
    expect((await stateOf('broken')).lastFailure).toBeNull();
    server.advance(8 * DAY_MS);
    expect((await stateOf('broken')).profileState).not.toBe('FRESH');
  });
});
