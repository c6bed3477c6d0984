import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { keepDeadLetter } from '../../support/administration/dead-letter.ts';
import { refreshed } from '../../support/events/events.ts';
import { create } from '../../support/governance.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

const ADMIN = { 'x-actor-id': 'ada' };
const SUBSCRIBERS = '{ subscribers { name types waiting retrying active deadLetters oldestAt } }';

interface Subscriber {
  name: string;
  types: string[];
  waiting: number;
  retrying: number;
  active: number;
  deadLetters: number;
  oldestAt: string | null;
}
interface Replay {
  __typename: string;
  count?: number;
  through?: string;
  hasMore?: boolean;
  message?: string;
}

describe.each(STORES)('operating on %s', (_, openStore) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec('CREATE SCHEMA sales; CREATE TABLE sales.orders AS SELECT 1 AS id');
    const dataset = { schema: 'sales', table: 'orders' };
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'orders',
      change: { name: 'O', tier: 'TIER1', dataset },
    });
    await idle();
  }, 240_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function subscribers(): Promise<Record<string, Subscriber>> {
    const data = await server.query<{ subscribers: Subscriber[] }, object>(SUBSCRIBERS);
    return Object.fromEntries(data.subscribers.map((subscriber) => [subscriber.name, subscriber]));
  }

  const idle = () =>
    until('all work to be done', async () =>
      Object.values(await subscribers()).every(({ oldestAt }) => oldestAt === null),
    );

  async function replay(input: object): Promise<Replay> {
    const query = `mutation ($input: ReplayEventsInput!) { replayEvents(input: $input) {
      __typename ... on ReplayEventsSuccess { count through hasMore } ... on Error { message }
    } }`;
    return (await server.query<{ replayEvents: Replay }, object>(query, { input }, ADMIN)).replayEvents;
  }

  async function start(): Promise<string> {
    const { streamPosition } = await server.query<{ streamPosition: string }, object>('{ streamPosition }');
    return streamPosition;
  }

  async function count(what: string): Promise<number> {
    const { rows } = await server.parts.database.query(`SELECT count(*)::int AS count FROM ${what}`);
    return (rows as { count: number }[])[0]?.count ?? 0;
  }

  test('every subscriber is listed with what it handles and with what waits for it, and since when', async () => {
    const all = await subscribers();
    expect(all.profile?.types).toEqual(['METADATA_PROFILE_DUE', 'DATA_REFRESHED', 'METADATA_APPROVED']);
    expect(all['profile-run']?.types).toEqual([]);
    expect(all.quality).toMatchObject({ waiting: 0, retrying: 0, active: 0, deadLetters: 0, oldestAt: null });
    await server.parts.database.query(
      `INSERT INTO pgboss.job (name, data, start_after, created_on)
       VALUES ('quality', '{"work": "quality", "tenantId": "demo", "offset": 1}', now() + interval '1 day', '2026-01-02T03:04:05Z')`,
    );
    await keepDeadLetter(server);
    expect(await subscribers()).toMatchObject({
      quality: { waiting: 1, oldestAt: '2026-01-02T03:04:05.000Z' },
      profile: { deadLetters: 1 },
    });
    await server.parts.database.query(`DELETE FROM pgboss.job WHERE created_on < '2026-01-03'`);
  });

  test('what was handled is not done twice when it is replayed', async () => {
    const before = await start();
    await server.bus.emitEvent(refreshed({ table: 'known' }));
    await idle();
    const [events, decisions, profiles] = [
      await count('governance.event_log'),
      await count('governance.profiling_decision'),
      await count('governance.mdm_profile'),
    ];
    const first = await replay({ subscriber: 'profile', after: before });
    expect(first).toMatchObject({ count: 1, hasMore: false, through: await start() });
    await idle();
    expect(await count('governance.profiling_decision')).toBe(decisions);
    expect(await count('governance.mdm_profile')).toBe(profiles);
    expect(await count('governance.event_log')).toBe(events);
    expect(await count(`governance.dead_letter WHERE job->>'replay' IS NOT NULL`)).toBe(0);
  });

  test('what was lost by a fault of the subscriber is done when the span is replayed, and nothing else is', async () => {
    const before = await start();
    for (const table of ['one', 'two', 'three']) await server.bus.emitEvent(refreshed({ table }));
    await idle();
    await server.parts.database.query(`DELETE FROM governance.profiling_decision WHERE explanation LIKE '%test.two %'`);
    const decisions = await count('governance.profiling_decision');
    expect(await replay({ subscriber: 'profile', after: before, dryRun: true })).toMatchObject({ count: 3 });
    await idle();
    expect(await count('governance.profiling_decision')).toBe(decisions);
    const types = ['METADATA_APPROVED'];
    expect(await replay({ subscriber: 'profile', after: before, types })).toMatchObject({ count: 0 });

    await replay({ subscriber: 'profile', after: before });
    await until('the decision', async () => (await count('governance.profiling_decision')) > decisions);
    await idle();
    expect(await count('governance.profiling_decision')).toBe(decisions + 1);
    expect(await count(`governance.profiling_decision WHERE explanation LIKE '%test.two %'`)).toBe(1);
  });

  test('a replay takes 10,000 events and says where it goes on', async () => {
    const before = await start();
    // Written past the server, which would work them all off.
    await server.parts.database.exec(`
      INSERT INTO governance.event_log (tenant_id, stream_offset, id, type, source, created_at, correlation_id, event)
        SELECT tenant_id, stream_offset + n, gen_random_uuid(), type, source, created_at, correlation_id, event
        FROM governance.event_log, generate_series(1, 10600) n
        WHERE stream_offset = (SELECT last_offset FROM governance.event_stream);
      UPDATE governance.event_stream SET last_offset = last_offset + 10600;
    `);
    const first = await replay({ subscriber: 'profile', after: before, dryRun: true });
    expect(first).toMatchObject({ count: 10_000, hasMore: true });
    const rest = await replay({ subscriber: 'profile', after: first.through, dryRun: true });
    expect(rest).toMatchObject({ count: 600, hasMore: false, through: await start() });
    const query = `mutation ($input: ReplayEventsInput!) { replayEvents(input: $input) { __typename } }`;
    const expired = await ask(server, { query, variables: { input: { subscriber: 'profile', after: 'nonsense' } } });
    expect(codeOf(expired)).toBe('BAD_USER_INPUT');
  }, 120_000);

  test('a replay to nobody, of what the subscriber does not handle, or that ends before it begins is refused', async () => {
    const after = await start();
    expect(await replay({ subscriber: 'nobody', after })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await replay({ subscriber: 'profile-run', after })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await replay({ subscriber: 'quality', after, types: ['DATA_REFRESHED'] })).toEqual({
      __typename: 'ValidationError',
      message: 'types: quality does not handle data.refreshed',
    });
    await server.bus.emitEvent(refreshed({ table: 'late' }));
    expect(await replay({ subscriber: 'profile', after: await start(), through: after })).toMatchObject({
      __typename: 'ValidationError',
    });
  });

  test('a letter that is dismissed is off the list, kept with the reason, and neither sent round nor dismissed again', async () => {
    const id = await keepDeadLetter(server);
    const dismiss = async (reason: string) => {
      const query = `mutation ($id: ID!, $reason: String!) { dismissDeadLetter(input: { deadLetterId: $id, reason: $reason }) {
        __typename ... on DismissDeadLetterSuccess { deadLetter { id dismissedBy { actorId } dismissalReason } }
      } }`;
      const data = await server.query<{ dismissDeadLetter: object }, object>(query, { id, reason }, ADMIN);
      return data.dismissDeadLetter;
    };
    const listed = async (args: string) => {
      const query = `{ deadLetters(first: 100 ${args}) { edges { node { id } } } }`;
      const { deadLetters } = await server.query<{ deadLetters: { edges: { node: { id: string } }[] } }, object>(query);
      return deadLetters.edges.some(({ node }) => node.id === id);
    };
    expect(await dismiss('  ')).toMatchObject({ __typename: 'ValidationError' });
    expect(await listed('')).toBe(true);
    const open = (await subscribers()).profile?.deadLetters ?? 0;
    const outcomes = await Promise.all([dismiss('of no use'), dismiss('of no use')]);
    expect(outcomes).toContainEqual({
      __typename: 'DismissDeadLetterSuccess',
      deadLetter: { id, dismissedBy: { actorId: 'ada' }, dismissalReason: 'of no use' },
    });
    expect(outcomes).toContainEqual({ __typename: 'ConflictError' });
    expect([await listed(''), await listed('includeDismissed: true')]).toEqual([false, true]);
    expect((await subscribers()).profile?.deadLetters).toBe(open - 1);
    const redeliver = `mutation ($id: ID!) { redeliverDeadLetter(input: { deadLetterId: $id }) { __typename ... on Error { message } } }`;
    expect(await server.query(redeliver, { id })).toEqual({
      redeliverDeadLetter: {
        __typename: 'ConflictError',
        message: 'ada has dismissed it. Its event can be replayed.',
      },
    });
  });

  test('old events are removed on demand up to what is still to be done, and the answer tells what is left', async () => {
    await idle();
    const retention = async () => {
      const query = '{ retention { retentionDays eventCount removedCount oldestAt } }';
      const data = await server.query<
        { retention: { retentionDays: null; eventCount: number; removedCount: number; oldestAt: string | null } },
        object
      >(query);
      return data.retention;
    };
    const remove = async (olderThan: Date) => {
      const query = `mutation ($olderThan: DateTime!) { removeOldEvents(input: { olderThan: $olderThan }) {
        __typename ... on RemoveOldEventsSuccess { removed isDone }
      } }`;
      return (await server.query<{ removeOldEvents: object }, object>(query, { olderThan }, ADMIN)).removeOldEvents;
    };
    const before = await retention();
    expect(before).toMatchObject({ retentionDays: null, removedCount: 0 });
    expect(await remove(new Date(before.oldestAt ?? 0))).toMatchObject({ removed: 0, isDone: true });
    expect(await remove(new Date(server.now().getTime() + 60_000))).toMatchObject({ __typename: 'ValidationError' });
    const position = await start();
    await server.parts.database.query(`UPDATE governance.event_log SET appended_at = '2026-01-01'`);
    await server.bus.emitEvent(refreshed({ table: 'young' }));
    await idle();
    expect(await remove(new Date('2026-01-02'))).toEqual({
      __typename: 'RemoveOldEventsSuccess',
      removed: before.eventCount,
      isDone: true,
    });
    expect(await retention()).toMatchObject({ eventCount: 1, removedCount: before.eventCount });
    expect(await replay({ subscriber: 'profile', after: position })).toMatchObject({ count: 1 });
  }, 120_000);
});
