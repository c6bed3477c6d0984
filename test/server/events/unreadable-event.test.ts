import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { approvalState, creation, entityState, request, withdraw } from '../../support/approval-state.ts';
import { refreshed } from '../../support/events/events.ts';
import { approve, create, requestChange, REQUESTER } from '../../support/governance.ts';
import { ask } from '../../support/server/answer.ts';
import { start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

let server: TestServer;
/** Position before the events of the test. */
let before: string;

beforeAll(async () => {
  server = await startTestServer();
  await server.warehouse.exec('CREATE SCHEMA sales; CREATE TABLE sales.orders AS SELECT 1 AS id');
});
beforeEach(async () => {
  // What the previous test broke may become a dead letter only now, and is not this test's.
  await untilIdle(server.parts.database);
  before = (await server.query<{ streamPosition: string }, object>('{ streamPosition }')).streamPosition;
});
afterAll(() => server[Symbol.asyncDispose]());

/** Events of one producer, of which the one about the table `broken` is no event of the catalogue any more. */
async function emitWithBroken(tables: readonly string[]): Promise<void> {
  for (const table of tables) await server.bus.emitEvent(refreshed({ table }));
  await server.parts.database.query(
    `UPDATE governance.event_log SET event = '{"type": "data.refreshed.v0"}' WHERE event #>> '{payload,service,table}' = 'broken'`,
  );
}

/** From now on, what matches is kept in the log as something that is no event. Returns what ends that. */
async function breakOnInsert(condition: string): Promise<() => Promise<void>> {
  await server.parts.database.exec(`
    CREATE FUNCTION governance.break_event() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW.event = '{"type": "of.yesterday"}'; RETURN NEW; END $$;
    CREATE TRIGGER break_event BEFORE INSERT ON governance.event_log FOR EACH ROW WHEN (${condition})
      EXECUTE FUNCTION governance.break_event();
  `);
  return () => server.parts.database.exec('DROP FUNCTION governance.break_event CASCADE');
}

const TABLE = '... on DataRefreshedEvent { cursor payload { service { table } } }';
interface Refreshed {
  cursor: string;
  payload: { service: { table: string } };
}

async function deadLetters(
  subscriber: string,
): Promise<{ subscriber: string; error: string; stream_offset: string }[]> {
  const { rows } = await server.parts.database.query(
    `SELECT subscriber, error, event_offset AS stream_offset FROM governance.dead_letter
     WHERE subscriber = $1 ORDER BY failed_at`,
    [subscriber],
  );
  return rows as { subscriber: string; error: string; stream_offset: string }[];
}

test('a subscription shows it as the error of one message, with the cursor behind which the stream goes on, and goes on', async () => {
  await emitWithBroken(['a', 'broken', 'b']);
  const { messages, hasEnded, complete } = start<{ events: Refreshed }>(server.client(), {
    query: `subscription ($after: String) { events(filter: { types: [DATA_REFRESHED] }, after: $after) { ${TABLE} } }`,
    variables: { after: before },
  });
  await until('the replay', () => messages.length === 3);
  await server.bus.emitEvent(refreshed({ table: 'live' }));
  await until('the live event', () => messages.length === 4);
  expect(hasEnded()).toBe(false);
  expect(messages.map(({ data }) => data?.events.payload.service.table)).toEqual(['a', undefined, 'b', 'live']);
  const [error] = messages[1]?.errors ?? [];
  expect(error?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
  expect(error?.message).toMatch(/cannot be read/);
  complete();

  const onwards = start<{ events: Refreshed }>(server.client(), {
    query: `subscription ($after: String) { events(filter: { types: [DATA_REFRESHED] }, after: $after) { ${TABLE} } }`,
    variables: { after: error?.extensions.cursor },
  });
  await until('the rest', () => onwards.messages.length === 2);
  expect(onwards.messages.map(({ data }) => data?.events.payload.service.table)).toEqual(['b', 'live']);
  onwards.complete();
});

test('the events query shows it as an error that names its place, and not as a gap; behind it, pages go on', async () => {
  await emitWithBroken(['c', 'broken', 'd']);
  const query = `query ($after: String, $first: Int) { events(after: $after, first: $first) { edges { node { ${TABLE} } } } }`;
  const page = (after: unknown, first: number) =>
    ask<{ events: { edges: { node: Refreshed }[] } }>(server, { query, variables: { after, first } });
  const whole = await page(before, 10);
  expect(whole.data).toBeNull();
  const [error] = whole.errors;
  expect(error).toMatchObject({ extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  const tablesOf = ({ data }: typeof whole) => data?.events.edges.map(({ node }) => node.payload.service.table);
  expect(tablesOf(await page(before, 1))).toEqual(['c']);
  expect(tablesOf(await page(error?.extensions.cursor, 10))).toEqual(['d']);
});

test('a trace with it in is an error, and not a trace without it', async () => {
  const event = refreshed({ table: 'broken' });
  await server.bus.emitEvent(event);
  await emitWithBroken([]);
  const query = 'query ($id: ID!) { eventTrace(correlationId: $id) { __typename } }';
  const { data, errors } = await ask(server, { query, variables: { id: event.correlationId } });
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
});

test('a durable subscriber keeps it as a dead letter, once, and handles the events behind it', async () => {
  const known = (await deadLetters('profile')).length;
  const mend = await breakOnInsert(`NEW.event #>> '{payload,service,table}' = 'lost'`);
  await server.bus.emitEvent(refreshed({ table: 'lost' }));
  await server.bus.emitEvent(refreshed({ table: 'behind' }));
  await mend();
  const decided = async () => {
    const { rows } = await server.parts.database.query(
      `SELECT explanation FROM governance.profiling_decision WHERE explanation LIKE '%test.behind%'`,
    );
    return rows.length === 1;
  };
  await until('the decision about the event behind it', decided);
  const letters = await until('the dead letter', async () => {
    const all = await deadLetters('profile');
    return all.length > known && all.slice(known);
  });
  expect(letters).toMatchObject([
    { subscriber: 'profile', error: expect.stringContaining('cannot be read') as string },
  ]);
  const { rows } = await server.parts.database.query(
    `SELECT event FROM governance.event_log WHERE tenant_id = 'demo' AND stream_offset = $1`,
    [letters[0]?.stream_offset],
  );
  expect(rows).toEqual([{ event: '{"type": "of.yesterday"}' }]);
});

test('a due event that cannot be read does not keep the scheduler from reporting the entity again', async () => {
  const dataset = { schema: 'sales', table: 'orders' };
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'forgotten',
    change: { name: 'Forgotten', tier: 'TIER5', dataset },
  });
  const known = (await deadLetters('profile')).length;
  const mend = await breakOnInsert(`NEW.type = 'metadata.profile.due'`);
  expect(await server.reportDueProfiles()).toBe(1);
  await until('the dead letter', async () => (await deadLetters('profile')).length > known);
  await mend();
  expect(await server.reportDueProfiles()).toBe(1);
});

test('a profile whose cause cannot be read any more is reported as failed, and makes room for the next one', async () => {
  const dataset = { schema: 'sales', table: 'orders' };
  await create(server, {
    entityType: 'METADATA',
    canonicalKey: 'orphan',
    change: { name: 'Orphan', tier: 'TIER4', dataset },
  });
  await server.parts.database.exec(`
    CREATE FUNCTION governance.break_cause() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      UPDATE governance.event_log SET event = '{}' WHERE stream_offset = NEW.trigger_offset; RETURN NULL; END $$;
    CREATE TRIGGER break_cause AFTER INSERT ON governance.profile_run FOR EACH ROW
      EXECUTE FUNCTION governance.break_cause();
  `);
  const request = `mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "orphan" }) { __typename } }`;
  await server.query(request, {}, REQUESTER);
  const failures = async () => {
    const query = `query ($after: String) {
      events(after: $after, filter: { canonicalKeys: ["orphan"], types: [METADATA_PROFILE_FAILED] }) {
        edges { node { ... on MetadataProfileFailedEvent { payload { errorCode errorMessage } } } }
      }
    }`;
    const { data } = await ask<{ events: { edges: { node: object }[] } }>(server, {
      query,
      variables: { after: before },
    });
    return data?.events.edges.length === 1 && data.events.edges[0]?.node;
  };
  expect(await until('the failure', failures)).toMatchObject({ payload: { errorCode: 'INTERNAL' } });
  await server.parts.database.exec('DROP FUNCTION governance.break_cause CASCADE');

  // An entity can be asked for once a minute.
  server.advance(60_001);
  await server.query(request, {}, REQUESTER);
  const profiled = async () => {
    const query = '{ entity(entityType: METADATA, canonicalKey: "orphan") { latestProfile { rowCount } } }';
    return (await ask<{ entity: { latestProfile: object | null } }>(server, { query })).data?.entity.latestProfile;
  };
  expect(await until('the next profile', async () => (await profiled()) ?? undefined)).toEqual({ rowCount: 1 });
});

test('an approval whose event cannot be read changes nothing, and does not keep the entity locked for ever', async () => {
  const known = (await deadLetters('approval')).length;
  const mend = await breakOnInsert(`NEW.type = 'approval.approved'`);
  const id = await request(server, creation('stuck'));
  await approve(server, id);
  await until('the dead letter', async () => (await deadLetters('approval')).length > known);
  await mend();
  expect(await entityState(server, 'stuck')).toBeNull();
  expect(await approvalState(server, id)).toMatchObject({ appliedAt: null });
  expect((await withdraw(server, id)).__typename).toBe('WithdrawApprovalSuccess');
  expect((await requestChange(server, creation('stuck'))).__typename).toBe('RequestApprovalSuccess');
});
