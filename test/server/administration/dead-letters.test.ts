import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { approvalState, request } from '../../support/approval-state.ts';
import { approve, create } from '../../support/governance.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { hasten } from '../../support/store/hasten.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

interface Letter {
  id: string;
  subscriber: string;
  error: string;
  attempts: number;
  failedAt: string;
  redeliveredAt: string | null;
  redeliveredBy: { actorId: string } | null;
  event: { __typename: string; cursor: string } | null;
}

const LETTER = `id subscriber error attempts failedAt redeliveredAt redeliveredBy { actorId }
  event { __typename ... on EventEnvelope { cursor } }`;
const LETTERS = `query ($all: Boolean) { deadLetters(first: 100, includeRedelivered: $all) { edges { node { ${LETTER} } } } }`;
const REDELIVER = `mutation ($id: ID!) { redeliverDeadLetter(input: { deadLetterId: $id }) {
  __typename ... on RedeliverDeadLetterSuccess { deadLetter { ${LETTER} } } ... on Error { message }
} }`;
/** After that, any profile is stale. */
const LONG_AGO_MS = 100 * 24 * 60 * 60 * 1000;
const ADMIN = { 'x-actor-id': 'ada' };

describe.each(STORES)('dead letters on %s', (_, openStore) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec(`
      CREATE SCHEMA sales;
      CREATE TABLE sales.orders AS SELECT n AS id FROM generate_series(1, 10) n;
    `);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function letters(includeRedelivered = false): Promise<Letter[]> {
    const data = await server.query<{ deadLetters: { edges: { node: Letter }[] } }, object>(LETTERS, {
      all: includeRedelivered,
    });
    return data.deadLetters.edges.map(({ node }) => node);
  }

  async function redeliver(id: string) {
    interface Outcome {
      __typename: string;
      message?: string;
      deadLetter?: Letter;
    }
    return (await server.query<{ redeliverDeadLetter: Outcome }, object>(REDELIVER, { id }, ADMIN)).redeliverDeadLetter;
  }

  /**
   * The newest letter that is none of the known ones. The retries wait longer and longer; the test does not, and unless
   * they are what it is about, only the last one is waited for.
   */
  function nextLetter(known: readonly Letter[], { everyRetry = false } = {}): Promise<Letter> {
    return until('the dead letter', async () => {
      await hasten(server, { state: 'retry', isLast: !everyRetry });
      return (await letters(true)).find(({ id }) => known.every((letter) => letter.id !== id));
    });
  }

  async function rows(text: string): Promise<Record<string, unknown>[]> {
    return (await server.parts.database.query(text)).rows as Record<string, unknown>[];
  }

  /** From now on, the database refuses these rows. Returns what ends that. */
  async function refuse(table: string, condition: string): Promise<() => Promise<void>> {
    await server.parts.database.exec(`
      CREATE FUNCTION governance.refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused on purpose'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON governance.${table} FOR EACH ROW WHEN (${condition})
        EXECUTE FUNCTION governance.refuse();
    `);
    return () => server.parts.database.exec('DROP FUNCTION governance.refuse CASCADE');
  }

  async function refresh(table: string): Promise<void> {
    await server.query(
      `mutation ($input: ReportDataRefreshInput!) { reportDataRefresh(input: $input) { __typename } }`,
      { input: { entityUrn: 'urn:test', schema: 'sales', table, rowsAffected: 1, refreshType: 'FULL' } },
    );
  }

  test('of a hundred events the one that cannot be handled becomes a letter, and is handled once when it is sent round', async () => {
    const mend = await refuse('profiling_decision', `NEW.explanation LIKE '%sales.poison %'`);
    const tables = Array.from({ length: 100 }, (_, index) => (index === 40 ? 'poison' : `table${index}`));
    for (const table of tables) await refresh(table);
    const letter = await nextLetter([], { everyRetry: true });
    expect(letter).toMatchObject({
      subscriber: 'profile',
      error: 'refused on purpose',
      attempts: 6,
      event: { __typename: 'DataRefreshedEvent' },
      redeliveredAt: null,
      redeliveredBy: null,
    });
    const decided = () =>
      rows(`SELECT explanation FROM governance.profiling_decision WHERE rule = 'DATASET_NOT_BOUND' ORDER BY 1`);
    const sentences = (of: string[]) =>
      of
        .map((table) => ({ explanation: `No active entity is bound to sales.${table} or has the URN urn:test.` }))
        .sort((a, b) => (a.explanation < b.explanation ? -1 : 1));
    const others = tables.filter((table) => table !== 'poison');
    await until('the others', async () => (await decided()).length >= others.length);
    expect(await decided()).toEqual(sentences(others));

    await mend();
    const outcome = await redeliver(letter.id);
    expect(outcome).toMatchObject({
      __typename: 'RedeliverDeadLetterSuccess',
      deadLetter: { id: letter.id, redeliveredBy: { actorId: 'ada' } },
    });
    await until('the decision', async () => (await decided()).length > others.length);
    expect(await decided()).toEqual(sentences(tables));

    expect(await redeliver(letter.id)).toMatchObject({ __typename: 'ConflictError' });
    expect(await letters()).toEqual([]);
    expect(await letters(true)).toEqual([outcome.deadLetter]);
    const query = `query ($id: ID!) { node(id: $id) { ... on DeadLetter { ${LETTER} } } }`;
    expect(await server.query(query, { id: letter.id })).toEqual({ node: outcome.deadLetter });
  });

  test('of two who send a letter round at the same time, one does; what fails again is another letter', async () => {
    const known = await letters(true);
    const mend = await refuse('profiling_decision', `NEW.explanation LIKE '%sales.stubborn %'`);
    await refresh('stubborn');
    const first = await nextLetter(known);
    const outcomes = await Promise.all([redeliver(first.id), redeliver(first.id), redeliver(first.id)]);
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual([
      'ConflictError',
      'ConflictError',
      'RedeliverDeadLetterSuccess',
    ]);
    const second = await nextLetter([...known, first]);
    expect(second).toMatchObject({ subscriber: 'profile', attempts: 6, event: first.event, redeliveredAt: null });
    expect(await letters()).toEqual([second]);

    await mend();
    expect((await redeliver(second.id)).__typename).toBe('RedeliverDeadLetterSuccess');
    const decided = () =>
      rows(`SELECT 1 FROM governance.profiling_decision WHERE explanation LIKE '%sales.stubborn %'`);
    await until('the decision', async () => (await decided()).length > 0);
    expect(await decided()).toHaveLength(1);
  });

  const requestProfile = () =>
    server.query(`mutation {
      requestProfile(input: { entityType: METADATA, canonicalKey: "unlucky", priority: HIGH }) { __typename }
    }`);

  async function profileEvents(): Promise<string[]> {
    const entries = await server.parts.log.page('demo', {
      filter: {
        canonicalKeys: ['unlucky'],
        types: ['metadata.profile.completed', 'metadata.profile.failed'],
      },
      limit: 100,
      newestFirst: false,
    });
    return entries.map(({ facts }) => facts.type.replace('metadata.profile.', ''));
  }
  const profileCount = async () => (await rows('SELECT 1 FROM governance.mdm_profile')).length;

  test('a profile that failed is really made when its letter is sent round, however often that failed before', async () => {
    const change = { name: 'Unlucky', tier: 'TIER5', dataset: { schema: 'sales', table: 'orders' } };
    await create(server, { entityType: 'METADATA', canonicalKey: 'unlucky', change });
    const known = await letters(true);
    const mend = await refuse('mdm_profile', 'true');
    await requestProfile();
    const first = await nextLetter(known);
    expect(first).toMatchObject({ subscriber: 'profile-run', attempts: 6 });
    expect(await profileEvents()).toEqual(['failed']);

    await redeliver(first.id);
    const second = await nextLetter([...known, first]);
    expect(second).toMatchObject({ subscriber: 'profile-run', attempts: 6, event: first.event });
    // It failed as before, which the second letter tells, and no second event.
    expect(await profileEvents()).toEqual(['failed']);
    expect(await profileCount()).toBe(0);

    await mend();
    expect((await redeliver(second.id)).__typename).toBe('RedeliverDeadLetterSuccess');
    await until('the profile', async () => (await profileEvents()).length > 1);
    expect(await profileEvents()).toEqual(['failed', 'completed']);
    expect(await profileCount()).toBe(1);
    expect(await rows(`SELECT status FROM governance.profile_run ORDER BY created_at`)).toEqual([
      { status: 'failed' },
      { status: 'failed' },
      { status: 'completed' },
    ]);
  });

  test('a profile that is sent round while another of the entity waits is that one', async () => {
    const [known, profiles] = [await letters(true), await profileCount()];
    const mend = await refuse('mdm_profile', 'true');
    server.advance(LONG_AGO_MS);
    await requestProfile();
    const letter = await nextLetter(known);
    await mend();
    await server.parts.database.exec(`
      INSERT INTO governance.profile_run (id, tenant_id, entity_type, entity_id, status, trigger_offset, triggered_by, created_at)
      SELECT 'run_other', tenant_id, entity_type, entity_id, 'waiting', trigger_offset, triggered_by, created_at
      FROM governance.profile_run LIMIT 1;
    `);
    await redeliver(letter.id);
    await until('the end of the job', async () => {
      const states = await rows(`SELECT state FROM pgboss.job WHERE data->>'redelivery' = '${letter.id}'`);
      return states[0]?.state === 'completed';
    });
    expect(await profileCount()).toBe(profiles);
    expect(await rows(`SELECT id FROM governance.profile_run WHERE status IN ('waiting', 'running')`)).toEqual([
      { id: 'run_other' },
    ]);
  });

  test('the letter of an approval says that its request went back to the approvers, and what they decide takes effect', async () => {
    const known = await letters(true);
    await create(server, { entityType: 'METADATA', canonicalKey: 'stale', change: { name: 'Old', tier: 'TIER5' } });
    const id = await request(server, {
      entityType: 'METADATA',
      canonicalKey: 'stale',
      kind: 'UPDATE',
      expectedVersion: 1,
      change: { name: 'New' },
    });
    const mend = await refuse('event_log', `NEW.type = 'metadata.changed'`);
    await approve(server, id);
    const letter = await nextLetter(known);
    await mend();
    expect(letter).toMatchObject({ subscriber: 'approval', event: { __typename: 'ApprovalApprovedEvent' } });
    expect(await redeliver(letter.id)).toEqual({
      __typename: 'ConflictError',
      message: `The request ${id} returned to the approvers. The change takes effect when it is approved again.`,
    });
    expect(await letters()).toContainEqual(letter);
    await approve(server, id);
    await until('the change', async () => (await approvalState(server, id)).appliedAt ?? undefined);
  });

  test('a letter whose event has been removed is shown without it, and cannot be sent round', async () => {
    const known = await letters(true);
    const mend = await refuse('profiling_decision', `NEW.explanation LIKE '%sales.gone %'`);
    await refresh('gone');
    const letter = await nextLetter(known);
    await mend();
    await server.parts.database.exec(
      `DELETE FROM governance.event_log WHERE event #>> '{payload,service,table}' = 'gone'`,
    );
    expect(await letters()).toContainEqual({ ...letter, event: null });
    expect(await redeliver(letter.id)).toEqual({
      __typename: 'ConflictError',
      message: 'Retention has removed its event, so there is nothing left to handle.',
    });
  });

  test.each([
    'ltr_00000000-0000-7000-8000-000000000000',
    `ltr_${'-'.repeat(36)}`,
    'apr_00000000-0000-7000-8000-000000000000',
    'x',
  ])('there is no letter %j', async (id) => {
    expect((await redeliver(id)).__typename).toBe('NotFoundError');
  });
});
