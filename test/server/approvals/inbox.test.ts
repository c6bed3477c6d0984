import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { create } from '../../support/governance.ts';
import { follow, notificationOwnerOf, notifySomebody } from '../../support/inbox.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { STORES } from '../../support/store/stores.ts';

interface MarkResult {
  __typename: string;
  message?: string;
  markedCount?: number;
  unreadCount?: number;
}

describe.each(STORES)('an inbox on %s', (_, openStore) => {
  let server: TestServer;
  let anna: { authorization: string };
  let nextUser = 0;

  beforeAll(async () => {
    server = await startTestServer({ env: { ...AUTH_ENV }, database: await openStore() });
    anna = await bearerOf({ sub: 'anna', roles: ['VIEWER', 'STEWARD', 'APPROVER'] });
    const decider = await bearerOf({ sub: 'bert', roles: ['VIEWER', 'APPROVER'] });
    await create(
      server,
      { entityType: 'METADATA', canonicalKey: 'revenue', change: { name: 'Revenue', tier: 'TIER3' } },
      { requester: anna, decider },
    );
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** Somebody who may do no more than look, and what he was told. */
  async function newReader(count: number) {
    const actorId = `reader-${++nextUser}`;
    await notifySomebody(server, { tenantId: 'acme', recipients: [actorId], count });
    return { actorId, headers: await bearerOf({ sub: actorId, roles: ['VIEWER'] }) };
  }

  async function mark(
    mutation: 'markNotificationsRead' | 'markNotificationsUnread',
    input: Record<string, unknown>,
    headers: Record<string, string>,
  ): Promise<MarkResult> {
    const type = mutation.replace(/^m/, 'M');
    const data = await server.query<Record<string, MarkResult>, object>(
      `mutation ($input: ${type}Input!) { ${mutation}(input: $input) {
        __typename ... on Error { message } ... on ${type}Success { markedCount unreadCount }
      } }`,
      { input },
      headers,
    );
    return data[mutation] ?? { __typename: '' };
  }

  const position = async (headers: Record<string, string>) => (await notificationOwnerOf(server, headers)).position;

  test('a user who was never told anything has an empty inbox with a position', async () => {
    const { headers } = await newReader(0);
    const inbox = await notificationOwnerOf(server, headers);
    expect(inbox).toMatchObject({ unreadCount: 0, told: [] });
    expect(await position(headers)).toBe(inbox.position);
  });

  test('it is listed newest first, in pages either way, and its newest cursor is its position', async () => {
    const { headers } = await newReader(5);
    const { told, position } = await notificationOwnerOf(server, headers);
    expect(told.map(({ title }) => title)).toEqual(['5', '4', '3', '2', '1'].map((number) => `title ${number}`));
    expect(told[0]?.cursor).toBe(position);
    const page = async (args: Record<string, unknown>) => {
      const { notifications } = await server.query<
        { notifications: { edges: { node: { title: string } }[]; pageInfo: Record<string, unknown> } },
        object
      >(
        `query ($first: Int, $last: Int, $after: String, $before: String) {
          notifications(first: $first, last: $last, after: $after, before: $before) {
            edges { node { title } } pageInfo { hasNextPage hasPreviousPage }
          }
        }`,
        args,
        headers,
      );
      return { titles: notifications.edges.map(({ node }) => node.title), ...notifications.pageInfo };
    };
    const second = await page({ first: 2, after: told[0]?.cursor });
    expect(second).toEqual({ titles: ['title 4', 'title 3'], hasNextPage: true, hasPreviousPage: true });
    expect((await page({ last: 2 })).titles).toEqual(['title 2', 'title 1']);
    expect((await page({ last: 2, before: told[2]?.cursor })).titles).toEqual(['title 5', 'title 4']);
  });

  test('marks are set by id or up to a position, and taken away; both are idempotent and count', async () => {
    const { headers } = await newReader(5);
    const { told } = await notificationOwnerOf(server, headers);
    const ids = told.slice(0, 2).map(({ id }) => id);
    expect(await mark('markNotificationsRead', { ids }, headers)).toEqual({
      __typename: 'MarkNotificationsReadSuccess',
      markedCount: 2,
      unreadCount: 3,
    });
    expect(await mark('markNotificationsRead', { ids }, headers)).toMatchObject({ markedCount: 0, unreadCount: 3 });
    const unread = await notificationOwnerOf(server, headers, { unreadOnly: true });
    expect(unread.told.map(({ title }) => title)).toEqual(['title 3', 'title 2', 'title 1']);
    const upTo = told[3]?.cursor;
    expect(await mark('markNotificationsRead', { upTo }, headers)).toMatchObject({ markedCount: 2, unreadCount: 1 });
    expect(await mark('markNotificationsUnread', { ids }, headers)).toMatchObject({ markedCount: 2, unreadCount: 3 });
    const after = (await notificationOwnerOf(server, headers)).told.map(({ readAt }) => readAt !== null);
    expect(after).toEqual([false, false, false, true, true]);
  });

  test('kinds are filtered, and the count of the unread ones is that of the whole inbox', async () => {
    const { headers } = await newReader(3);
    expect(await notificationOwnerOf(server, headers, { kinds: ['IMPOSSIBLE'] }).catch(() => 'refused')).toBe(
      'refused',
    );
    expect(await notificationOwnerOf(server, headers, { kinds: ['PROFILE_FAILED'] })).toMatchObject({
      unreadCount: 3,
      told: [],
    });
    expect((await notificationOwnerOf(server, headers, { kinds: ['DEPRECATED'] })).told).toHaveLength(3);
  });

  test('what is asked in a way that means nothing is refused with the reason', async () => {
    const { headers } = await newReader(1);
    const upTo = await position(headers);
    const [told] = (await notificationOwnerOf(server, headers)).told;
    for (const input of [{}, { ids: [told?.id], upTo }, { ids: [] }, { ids: Array.from({ length: 101 }, () => 'x') }]) {
      expect((await mark('markNotificationsRead', input, headers)).__typename).toBe('ValidationError');
    }
    expect(await mark('markNotificationsRead', { ids: [told?.id, 'ntf_nobody'] }, headers)).toEqual({
      __typename: 'NotFoundError',
      message: 'There is no notification ntf_nobody.',
    });
    expect((await notificationOwnerOf(server, headers)).unreadCount).toBe(1);
  });

  test('nothing of it is seen, marked or followed by anybody else, of the same tenant or another', async () => {
    const { actorId, headers } = await newReader(2);
    const { told, position } = await notificationOwnerOf(server, headers);
    const ids = told.map(({ id }) => id);
    const others = [await bearerOf({ sub: 'mallory' }), await bearerOf({ sub: actorId, tenant: 'globex' })];
    for (const other of others) {
      expect(await notificationOwnerOf(server, other)).toMatchObject({ unreadCount: 0, told: [] });
      expect((await mark('markNotificationsRead', { ids }, other)).__typename).toBe('NotFoundError');
      expect((await mark('markNotificationsUnread', { ids }, other)).__typename).toBe('NotFoundError');
      const upTo = { query: `mutation { markNotificationsRead(input: { upTo: "${position}" }) { __typename } }` };
      expect(codeOf(await ask(server, upTo, other))).toBe('CURSOR_EXPIRED');
      const page = { query: `{ notifications(after: "${position}") { unreadCount } }` };
      expect(codeOf(await ask(server, page, other))).toBe('CURSOR_EXPIRED');
      const node = { query: `{ node(id: "${ids[0]}") { id } }` };
      expect((await ask(server, node, other)).data).toEqual({ node: null });
      const subscription = server.client(other).iterate({
        query: 'subscription ($after: String) { notifications(after: $after) { id } }',
        variables: { after: position },
      });
      expect((await subscription.next()).value).toMatchObject({
        errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }],
      });
    }
    const node = { query: `{ node(id: "${ids[0]}") { id ... on Notification { title } } }` };
    expect((await ask(server, node, headers)).data).toEqual({ node: { id: ids[0], title: 'title 2' } });
    expect((await notificationOwnerOf(server, headers)).unreadCount).toBe(2);
  });

  test('a position that an inbox restored from a backup has not reached is CURSOR_EXPIRED', async () => {
    const { actorId, headers } = await newReader(2);
    const after = await position(headers);
    await server.parts.database.query('UPDATE governance.inbox SET last_number = 1 WHERE recipient = $1', [actorId]);
    const answer = await ask(server, { query: `{ notifications(after: "${after}") { position } }` }, headers);
    expect(codeOf(answer)).toBe('CURSOR_EXPIRED');
    const garbage = await ask(server, { query: '{ notifications(after: "garbage") { position } }' }, headers);
    expect(codeOf(garbage)).toBe('BAD_USER_INPUT');
  });

  test('what is followed is listed, says so, and is one’s own affair', async () => {
    const { headers } = await newReader(0);
    const followed = async (by: Record<string, string>) =>
      server.query<
        {
          entity: { followed: boolean };
          viewer: { follows: { edges: { node: { canonicalKey: string; followed: boolean } }[] } };
        },
        object
      >(
        `{ entity(entityType: METADATA, canonicalKey: "revenue") { followed }
           viewer { follows { edges { node { canonicalKey followed } } } } }`,
        {},
        by,
      );
    const nothing = { entity: { followed: false }, viewer: { follows: { edges: [] } } };
    expect(await followed(headers)).toEqual(nothing);
    expect(await follow(server, 'revenue', headers)).toBe('FollowSuccess');
    expect(await follow(server, 'revenue', headers)).toBe('FollowSuccess');
    expect(await followed(headers)).toEqual({
      entity: { followed: true },
      viewer: { follows: { edges: [{ node: { canonicalKey: 'revenue', followed: true } }] } },
    });
    expect(await followed(await bearerOf({ sub: 'mallory' }))).toEqual(nothing);
    expect(await follow(server, 'unknown', headers)).toBe('NotFoundError');
    expect(await follow(server, 'revenue', await bearerOf({ tenant: 'globex' }))).toBe('NotFoundError');
    expect(await follow(server, 'revenue', headers, 'unfollow')).toBe('UnfollowSuccess');
    expect(await follow(server, 'revenue', headers, 'unfollow')).toBe('UnfollowSuccess');
    expect(await followed(headers)).toEqual(nothing);
  });
});
