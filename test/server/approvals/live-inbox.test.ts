import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { requestChange } from '../../support/governance.ts';
import { askOverSocket, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { AUTH_ENV, bearerOf } from '../../support/server/token.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

type Headers = Record<string, string>;

const PAGE = `query ($after: String, $first: Int) {
  approvalInbox(first: $first, after: $after) {
    position totalCount pageInfo { hasNextPage endCursor }
    edges { node { id approvalsGiven comments(last: 1) { edges { node { text } } } } }
  }
}`;
const WATCH = `subscription ($after: String) {
  approvalInbox(after: $after) {
    __typename cursor
    ... on ApprovalInboxAdded { approval { id } }
    ... on ApprovalInboxUpdated { approval { id } }
    ... on ApprovalInboxRemoved { approvalId reason }
  }
}`;

interface Page {
  position: string;
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: { id: string } }[];
}
interface Change {
  __typename: 'ApprovalInboxAdded' | 'ApprovalInboxUpdated' | 'ApprovalInboxRemoved';
  cursor: string;
  approval?: { id: string };
  approvalId?: string;
  reason?: string;
}

async function readInbox(server: TestServer, headers: Headers, first = 100): Promise<Page & { ids: string[] }> {
  const read = async (after?: string | null) =>
    (await server.query<{ approvalInbox: Page }, object>(PAGE, { after, first }, headers)).approvalInbox;
  const page = await read();
  const ids = page.edges.map(({ node }) => node.id);
  for (let last = page; last.pageInfo.hasNextPage;) {
    last = await read(last.pageInfo.endCursor);
    ids.push(...last.edges.map(({ node }) => node.id));
  }
  return { ...page, ids };
}

/** Watches an inbox with the stock client. */
function watch(server: TestServer, headers: Headers, after?: string) {
  const operation = start<{ approvalInbox: Change }>(server.client(headers), { query: WATCH, variables: { after } });
  const changes = () =>
    operation.messages.map(({ data, errors }) => {
      if (!data) throw new Error(JSON.stringify(errors));
      return data.approvalInbox;
    });
  return { changes, complete: operation.complete };
}

const subjectOf = ({ approval, approvalId }: Change) => approval?.id ?? approvalId ?? '';
const summaryOf = (change: Change) =>
  [change.__typename.replace('ApprovalInbox', ''), subjectOf(change), change.reason].filter(Boolean).join(' ');

/** What an inbox is after the changes. */
function applied(ids: readonly string[], changes: readonly Change[]): string[] {
  const inbox = new Set(ids);
  for (const change of changes) {
    if (change.__typename === 'ApprovalInboxRemoved') inbox.delete(subjectOf(change));
    else inbox.add(subjectOf(change));
  }
  return [...inbox].sort();
}

function mutate(server: TestServer, text: string, headers: Headers): Promise<{ __typename: string }> {
  return server
    .query<Record<string, { __typename: string }>, object>(`mutation { it: ${text} { __typename } }`, {}, headers)
    .then(({ it }) => it ?? { __typename: 'nothing' });
}
const approve = (server: TestServer, id: string, by: Headers) =>
  mutate(server, `approve(input: { approvalId: "${id}" })`, by);
const reject = (server: TestServer, id: string, by: Headers) =>
  mutate(server, `reject(input: { approvalId: "${id}", reason: "no" })`, by);
const withdraw = (server: TestServer, id: string, by: Headers) =>
  mutate(server, `withdrawApproval(input: { approvalId: "${id}" })`, by);
const comment = (server: TestServer, id: string, by: Headers) =>
  mutate(server, `commentOnApproval(input: { approvalId: "${id}", text: "hm" })`, by);

async function create(
  server: TestServer,
  canonicalKey: string,
  by: Headers,
  { tier = 'TIER3', ...input }: { tier?: string; dueAt?: string } = {},
): Promise<string> {
  const change = { name: canonicalKey, tier };
  const request = { entityType: 'METADATA', canonicalKey, kind: 'CREATE', change, ...input };
  const { approval, ...refused } = await requestChange(server, request, by);
  if (!approval) throw new Error(JSON.stringify(refused));
  return approval.id;
}

const POLICY = '{"TIER1":{"approvers":2},"TIER2":{"role":"ADMIN"}}';

describe.each(STORES)('on %s', (_, open) => {
  let server: TestServer;
  /** Somebody with a tenant of his own, whose inbox nobody else's test touches. */
  const person = (tenant: string, sub: string, roles = ['VIEWER', 'STEWARD', 'APPROVER']) =>
    bearerOf({ tenant, sub, roles });

  beforeAll(async () => {
    server = await startTestServer({ database: await open(), env: { ...AUTH_ENV, APPROVAL_POLICY: POLICY } });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('an inbox holds what its owner may decide: not his own, not voted, not of a role that he lacks; the due first', async () => {
    const [anna, bert, admin] = await Promise.all([
      person('sorted', 'anna'),
      person('sorted', 'bert'),
      person('sorted', 'carol', ['VIEWER', 'APPROVER', 'ADMIN']),
    ]);
    const inDays = (days: number) => ({ dueAt: new Date(server.now().getTime() + days * 86_400_000).toISOString() });
    const whenever = await create(server, 'whenever', anna);
    const late = await create(server, 'late', anna, inDays(9));
    const soon = await create(server, 'soon', anna, inDays(1));
    const later = await create(server, 'later', anna);
    await create(server, 'own', bert);
    const forAdmins = await create(server, 'for_admins', anna, { tier: 'TIER2' });
    const voted = await create(server, 'voted', anna, { tier: 'TIER1' });
    await approve(server, voted, bert);

    const inbox = await readInbox(server, bert);
    expect(inbox.ids).toEqual([soon, late, whenever, later]);
    expect(inbox.totalCount).toBe(4);
    expect((await readInbox(server, bert, 1)).ids).toEqual(inbox.ids);
    expect((await readInbox(server, admin)).ids).toEqual(expect.arrayContaining([forAdmins, voted]));
    const backwards = await server.query<{ approvalInbox: Page }, object>(
      '{ approvalInbox(last: 2) { edges { node { id } } } }',
      {},
      bert,
    );
    expect(backwards.approvalInbox.edges.map(({ node }) => node.id)).toEqual([whenever, later]);
  });

  test('each change is told as what it is to this inbox, in order', async () => {
    const [anna, bert, carol] = await Promise.all([
      person('told', 'anna'),
      person('told', 'bert'),
      person('told', 'carol'),
    ]);
    const first = await create(server, 'first', anna, { tier: 'TIER1' });
    const { position } = await readInbox(server, bert);
    const stream = watch(server, bert, position);
    await approve(server, first, carol);
    await comment(server, first, anna);
    await approve(server, first, bert);
    const voted = await create(server, 'voted', anna, { tier: 'TIER1' });
    await approve(server, voted, bert);
    // He has voted: what follows is none of his business.
    await comment(server, voted, anna);
    await reject(server, voted, carol);
    await create(server, 'own', bert);
    await create(server, 'not_his', anna, { tier: 'TIER2' });
    const withdrawn = await create(server, 'withdrawn', anna);
    await withdraw(server, withdrawn, anna);
    const rejected = await create(server, 'rejected', anna);
    await reject(server, rejected, carol);
    const expected = [
      `Updated ${first}`,
      `Updated ${first}`,
      `Removed ${first} APPROVED`,
      `Added ${voted}`,
      `Removed ${voted} VOTED`,
      `Added ${withdrawn}`,
      `Removed ${withdrawn} WITHDRAWN`,
      `Added ${rejected}`,
      `Removed ${rejected} REJECTED`,
    ];
    await until('the changes', () => stream.changes().length >= expected.length);
    expect(stream.changes().map(summaryOf)).toEqual(expected);

    // Whoever comes back is told the rest, and nothing twice.
    const resumed = watch(server, bert, stream.changes()[3]?.cursor);
    await until('the rest', () => resumed.changes().length >= expected.length - 4);
    expect(resumed.changes().map(summaryOf)).toEqual(expected.slice(4));
    stream.complete();
    resumed.complete();
  });

  test('an inbox that is read while many write, and its changes from there on, are the inbox as it is in the end', async () => {
    const [anna, bert, carol, dora] = await Promise.all([
      person('stormy', 'anna'),
      person('stormy', 'bert'),
      person('stormy', 'carol'),
      person('stormy', 'dora'),
    ]);
    const work = { isOver: false };
    async function writeSome(writer: number): Promise<void> {
      for (let index = 0; index < 6; index++) {
        const turn = writer + index;
        const id = await create(server, `k_${writer}_${index}`, [anna, carol, bert][writer % 3] ?? anna, {
          tier: turn % 2 === 0 ? 'TIER1' : 'TIER3',
        });
        const acts = [
          () => approve(server, id, dora),
          () => comment(server, id, dora),
          () => approve(server, id, bert),
          () => reject(server, id, dora),
          () => withdraw(server, id, anna),
        ];
        // Some of it is refused, which is the point of doing it all at once.
        await Promise.all([acts[turn % 5]?.(), acts[(turn * 3 + 1) % 5]?.()]);
      }
    }
    const writers = Promise.all(Array.from({ length: 5 }, (_, writer) => writeSome(writer))).finally(() => {
      work.isOver = true;
    });
    const watched: { ids: string[]; stream: ReturnType<typeof watch> }[] = [];
    while (!work.isOver && watched.length < 4) {
      const { ids, position } = await readInbox(server, bert, 3);
      watched.push({ ids, stream: watch(server, bert, position) });
      await Promise.race([writers, until('more of it', () => (watched.at(-1)?.stream.changes().length ?? 0) > 5)]);
    }
    await writers;
    const last = await create(server, 'last', anna);
    const final = (await readInbox(server, bert)).ids.sort();
    expect(final).toContain(last);
    expect(watched.length).toBeGreaterThan(1);
    for (const { ids, stream } of watched) {
      await until('the last change', () => stream.changes().some((change) => subjectOf(change) === last));
      const changes = stream.changes();
      expect(applied(ids, changes)).toEqual(final);
      expect(new Set(changes.map(({ cursor }) => cursor)).size).toBe(changes.length);
      stream.complete();
    }
    // All of them were told the same, each from where it began.
    const all = watched[0]?.stream.changes().map(summaryOf) ?? [];
    for (const { stream } of watched) {
      const own = stream.changes().map(summaryOf);
      expect(own).toEqual(all.slice(all.length - own.length));
    }
  });

  test('a position of somebody else, of other roles, or of another stream is refused', async () => {
    const bert = await person('strict', 'bert');
    await create(server, 'some', await person('strict', 'anna'));
    const { position } = await readInbox(server, bert);
    const { streamPosition } = await server.query<{ streamPosition: string }, object>('{ streamPosition }', {}, bert);
    const codeOf = async (headers: Headers, after: string) => {
      const { errors = [] } = await askOverSocket(server.client(headers), { query: WATCH, variables: { after } });
      return errors[0]?.extensions.code;
    };
    const others = [
      await person('strict', 'carol'),
      await person('strict', 'bert', ['VIEWER', 'APPROVER', 'ADMIN']),
      await person('elsewhere', 'bert'),
    ];
    for (const other of others) expect(await codeOf(other, position)).toBe('CURSOR_EXPIRED');
    for (const after of ['', 'nothing', streamPosition]) expect(await codeOf(bert, after)).toBe('BAD_USER_INPUT');
    await server.parts.database.query(
      `UPDATE governance.event_stream SET epoch = gen_random_uuid() WHERE tenant_id = 'strict'`,
    );
    expect(await codeOf(bert, position)).toBe('CURSOR_EXPIRED');
  });
});
