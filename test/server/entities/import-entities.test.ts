import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { isBookmark } from '../../../src/events/live/feed-reader.ts';
import type { Event } from '../../../src/events/schemas/catalogue.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { joinCreations } from '../../../src/store/entities/write/creation-lock.ts';
import { findStateChanges } from '../../../src/store/profiling/state-changes.ts';
import type { BadRow, BadRowPolicy, ImportRow } from '../../../src/workflow/entities/entity-import.ts';
import { importEntities, type ImportOutcome } from '../../../src/workflow/entities/import-entities.ts';
import { approve, create, DECIDER, govern, requestChange } from '../../support/governance.ts';
import { notificationOwnerOf } from '../../support/inbox.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

const ACTOR = { actorId: 'system.migration', actorType: 'SYSTEM' } as const;
const metadata = (canonicalKey: string, content: object = {}) => ({
  entityType: 'METADATA',
  canonicalKey,
  content: { name: canonicalKey, tier: 'TIER3', ...content },
});
const kpi = (canonicalKey: string, computedFrom: string[]) => ({
  ...metadata(canonicalKey, { kpi: { formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom } }),
  entityType: 'KPI',
});

interface EntityState {
  id: string;
  name: string;
  tier: string;
  version: number;
  owner: string | null;
  freshnessHours: number | null;
  status: string;
  versions: { edges: { node: object }[] };
  downstream: { nodes: { distance: number; entity: { canonicalKey: string } }[] };
}
const ENTITY = `query ($entityType: EntityType!, $canonicalKey: String!) {
  entity(entityType: $entityType, canonicalKey: $canonicalKey) {
    id name tier version owner freshnessHours status
    versions { edges { node {
      version kind origin requestedBy { actorId actorType } decidedBy { actorId } approval { id }
      diff { field before after } content { name }
    } } }
    downstream { nodes { distance entity { canonicalKey } } }
  }
}`;

describe.each(STORES)('importing entities on %s', (store, openStore) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  async function run(rows: readonly unknown[], onBadRow: BadRowPolicy = 'REFUSE_ALL', tenantId = 'demo') {
    const bad: BadRow[] = [];
    const outcome = await importEntities(server.parts, {
      tenantId,
      actor: ACTOR,
      rows: () => rows.map((value): ImportRow => ({ value })),
      onBadRow,
      reportBadRow: (row) => bad.push(row),
    });
    return { outcome, bad };
  }

  async function entity(entityType: string, canonicalKey: string): Promise<EntityState | null> {
    const variables = { entityType, canonicalKey };
    return (await server.query<{ entity: EntityState | null }, object>(ENTITY, variables)).entity;
  }

  const position = async () => (await server.parts.log.head('demo')).offset;
  async function eventsAfter(offset: number, tenantId = 'demo'): Promise<Event[]> {
    const { entries } = await server.parts.log.readAfter(tenantId, offset, { limit: 10_000 });
    return entries.flatMap(({ event }) => event ?? []);
  }
  const imported = (counts: Partial<ImportOutcome>) => ({
    kind: 'done',
    created: 0,
    updated: 0,
    unchanged: 0,
    bad: 0,
    warnings: expect.any(Array) as unknown,
    ...counts,
  });

  test('entities of all types are in force at once, with history, lineage, and an event each', async () => {
    const rows = JSON.parse(await readFile('examples/entities.json', 'utf8')) as { entityType: string }[];
    const before = await position();
    // What is mentioned may come after what mentions it.
    expect((await run(rows.toReversed())).outcome).toEqual(imported({ created: rows.length }));

    const found = await entity('METADATA', 'daily_revenue');
    expect(found).toMatchObject({ name: 'Daily revenue', tier: 'TIER1', version: 1, owner: null, status: 'ACTIVE' });
    expect(found?.versions.edges).toEqual([
      {
        node: {
          version: 1,
          kind: 'CREATE',
          origin: 'IMPORT',
          requestedBy: ACTOR,
          decidedBy: null,
          approval: null,
          diff: expect.arrayContaining([{ field: 'tier', before: null, after: '"tier1"' }]) as unknown,
          content: { name: 'Daily revenue' },
        },
      },
    ]);
    expect((await entity('METADATA', 'orders'))?.downstream.nodes).toEqual([
      { distance: 1, entity: { canonicalKey: 'daily_revenue' } },
      { distance: 2, entity: { canonicalKey: 'revenue_gross' } },
    ]);

    const events = await eventsAfter(before);
    expect(events).toHaveLength(rows.length);
    expect(new Set(events.map(({ correlationId }) => correlationId)).size).toBe(1);
    expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['system.migration']));
    const types = events.map(({ type, payload }) => ('entityType' in payload ? payload.entityType : type));
    const inOrder = rows.toReversed().map(({ entityType }) => (entityType === 'KPI' ? 'kpi.changed' : entityType));
    // Tags hold what they mark, and come last.
    expect(types).toEqual([...inOrder.filter((type) => type !== 'TAG'), ...inOrder.filter((type) => type === 'TAG')]);
    const orders = events.find(({ payload }) => 'canonicalKey' in payload && payload.canonicalKey === 'orders');
    expect(orders).toMatchObject({
      type: 'metadata.changed',
      payload: { changeType: 'CREATE', version: 1, changedBy: ACTOR, tier: 'tier2' },
    });
    // They came with what lies downstream of them.
    await untilIdle(server.parts.database);
    const impactOf = 'query ($id: ID!) { impactOf(eventId: $id) { affectedCount } }';
    expect(await server.query(impactOf, { id: orders?.id })).toEqual({ impactOf: null });

    const after = await position();
    expect((await run(rows)).outcome).toEqual(imported({ unchanged: rows.length }));
    expect(await position()).toBe(after);
    expect((await entity('METADATA', 'orders'))?.version).toBe(1);
  });

  test('what differs has a new version: a row is all of its entity, but for the owner, who stays', async () => {
    await run([metadata('differing', { owner: 'dora', description: 'old' }), metadata('source')]);
    const before = await position();
    const rows = [metadata('differing', { name: 'New', tier: 'tier1', freshnessHours: 24 }), metadata('source')];
    expect((await run(rows)).outcome).toEqual(imported({ updated: 1, unchanged: 1 }));
    const found = await entity('METADATA', 'differing');
    expect(found).toMatchObject({ name: 'New', tier: 'TIER1', version: 2, owner: 'dora', freshnessHours: 24 });
    expect(found?.versions.edges[0]?.node).toMatchObject({
      version: 2,
      kind: 'UPDATE',
      origin: 'IMPORT',
      diff: [
        { field: 'name', before: '"differing"', after: '"New"' },
        { field: 'description', before: '"old"', after: null },
        { field: 'tier', before: '"tier3"', after: '"tier1"' },
        { field: 'freshnessHours', before: null, after: '24' },
      ],
    });
    expect(await eventsAfter(before)).toMatchObject([
      {
        type: 'metadata.changed',
        source: 'system.migration',
        payload: { changeType: 'UPDATE', version: 2, changedFields: ['name', 'description', 'tier', 'freshnessHours'] },
      },
    ]);
    // A null says that there is to be no owner.
    await run([metadata('differing', { name: 'New', tier: 'tier1', owner: null })]);
    expect((await entity('METADATA', 'differing'))?.owner).toBeNull();

    const changes = await findStateChanges(drizzleOn(server.parts.database), 'demo', [found?.id ?? ''], new Date(0));
    expect(changes).toMatchObject([
      { entityId: found?.id, diff: [{ field: 'tier', before: '"tier3"', after: '"tier1"' }] },
    ]);
  });

  test('what an approval has changed is changed back, with its own version; lineage goes with it', async () => {
    await run([metadata('a1'), metadata('a2'), kpi('of_a', ['a1'])]);
    const update = { kind: 'UPDATE', expectedVersion: 1, entityType: 'KPI', canonicalKey: 'of_a' };
    const change = { kpi: { formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom: ['a2'] } };
    await govern(server, { ...update, change });
    expect((await entity('METADATA', 'a1'))?.downstream.nodes).toEqual([]);
    expect((await run([kpi('of_a', ['a1'])])).outcome).toEqual(imported({ updated: 1 }));
    expect((await entity('METADATA', 'a1'))?.downstream.nodes).toMatchObject([{ entity: { canonicalKey: 'of_a' } }]);
    expect((await entity('METADATA', 'a2'))?.downstream.nodes).toEqual([]);
    expect((await entity('KPI', 'of_a'))?.version).toBe(3);
  });

  const BAD: readonly (readonly [string, unknown, object[]])[] = [
    ['no object', 'x', [{ path: [] }]],
    ['an unknown type', { ...metadata('x'), entityType: 'TABLE' }, [{ path: ['entityType'] }]],
    ['a key that is none', metadata('not a key'), [{ path: ['canonicalKey'] }]],
    ['an unknown member', { ...metadata('x'), version: 3 }, [{ path: [] }]],
    ['an unknown field', metadata('x', { nmae: 'x' }), [{ path: ['content'] }]],
    [
      'no name and no tier',
      metadata('x', { name: null, tier: null }),
      [{ path: ['content', 'name'] }, { path: ['content', 'tier'] }],
    ],
    ['a KPI without its definition', { ...metadata('x'), entityType: 'KPI' }, [{ path: ['content', 'kpi'] }]],
    ['a definition of another type', metadata('x', { tag: {} }), [{ path: ['content', 'tag'] }]],
    [
      'a reference to nothing',
      kpi('x', ['good', 'nothing']),
      [
        {
          path: ['content', 'kpi', 'computedFrom', '1'],
          message: 'there is no METADATA nothing, and it is not imported either',
        },
      ],
    ],
    [
      'a pattern that Postgres does not know',
      {
        ...metadata('x', {
          dataset: { schema: 's', table: 't', column: 'c' },
          businessRule: { check: { pattern: '(' }, severity: 'INFO' },
        }),
        entityType: 'BUSINESS_RULE',
      },
      [{ path: ['content', 'businessRule', 'check', 'pattern'] }],
    ],
    ['a character that cannot be stored', metadata('x', { name: 'a\0' }), [{ path: [] }]],
    [
      'an entity that an earlier row has',
      metadata('good'),
      [{ path: ['canonicalKey'], message: 'is the same as in an earlier row' }],
    ],
  ];
  test.each(BAD)('a row with %s is reported; nothing goes in, or the others do, as asked', async (_, row, issues) => {
    const tenantId = `bad${BAD.findIndex(([, other]) => other === row)}`;
    const rows = [metadata('good'), row, metadata('other')];
    const refused = await run(rows, 'REFUSE_ALL', tenantId);
    expect(refused.outcome).toEqual({ kind: 'bad-rows', bad: 1 });
    expect(refused.bad).toMatchObject([{ number: 2, issues }]);
    expect(await eventsAfter(0, tenantId)).toEqual([]);

    const skipped = await run(rows, 'SKIP', tenantId);
    expect(skipped.outcome).toEqual(imported({ created: 2, bad: 1 }));
    expect(skipped.bad).toEqual(refused.bad);
    expect(await eventsAfter(0, tenantId)).toHaveLength(2);
  });

  test('what mentions a row that is left out is left out in turn', async () => {
    const bad = { ...metadata('base'), content: { name: 'base' } };
    const lineage = {
      ...metadata('edge', {
        lineage: {
          from: { entityType: 'METADATA', canonicalKey: 'end' },
          to: { entityType: 'KPI', canonicalKey: 'mid' },
        },
      }),
      entityType: 'LINEAGE',
    };
    const result = await run([lineage, kpi('mid', ['base']), bad, metadata('end')], 'SKIP');
    expect(result.outcome).toEqual(imported({ created: 1, bad: 3 }));
    expect(result.bad.map(({ number }) => number).toSorted()).toEqual([1, 2, 3]);
    expect(await entity('LINEAGE', 'edge')).toBeNull();
  });

  test('a long chain of rows, each of which mentions the next, is left out as one, when the last is bad', async () => {
    const count = 3_000;
    const base = (number: number) => ({ entityType: 'TAG', canonicalKey: `chained_${number}` });
    const chain = Array.from({ length: count }, (_, index) => ({
      ...metadata(`chained_${index}`, { tag: { marks: [base(index + 1)] } }),
      entityType: 'TAG',
    }));
    const skipped = await run([...chain, metadata('unchained')], 'SKIP', 'chained');
    expect(skipped.outcome).toEqual(imported({ created: 1, bad: count }));
    expect(skipped.bad.map(({ number }) => number)).toEqual(chain.map((_, index) => index + 1));
    // Where nothing goes in anyway, only what is bad by itself is told.
    const refused = await run(chain, 'REFUSE_ALL', 'chained');
    expect(refused.outcome).toEqual({ kind: 'bad-rows', bad: 1 });
  }, 20_000);

  test('what a request is open for stays as it is, and so does what is deprecated', async () => {
    const requested = await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'open',
      change: { name: 'Open', tier: 'TIER3' },
    });
    const update = { entityType: 'METADATA', canonicalKey: 'open', kind: 'UPDATE', expectedVersion: 1 };
    const { approval } = await requestChange(server, { ...update, change: { name: 'Requested' } });
    const creation = {
      entityType: 'METADATA',
      canonicalKey: 'coming',
      kind: 'CREATE',
      change: { name: 'Coming', tier: 'TIER3' },
    };
    await requestChange(server, creation);
    await create(server, { entityType: 'METADATA', canonicalKey: 'gone', change: { name: 'Gone', tier: 'TIER3' } });
    await govern(server, { entityType: 'METADATA', canonicalKey: 'gone', kind: 'DEPRECATE', expectedVersion: 1 });

    const { outcome, bad } = await run(
      [metadata('open'), metadata('coming'), kpi('of_coming', ['coming']), metadata('gone'), metadata('free')],
      'SKIP',
    );
    expect(outcome).toEqual(imported({ created: 1, bad: 4 }));
    expect(new Map(bad.map(({ number, issues }) => [number, issues[0]?.message]))).toEqual(
      new Map([
        [1, 'has an open request by anna'],
        [2, 'has an open request by anna'],
        [3, 'there is no METADATA coming, and it is not imported either'],
        [4, 'is DEPRECATED, and an import cannot change it'],
      ]),
    );
    expect((await entity('METADATA', 'gone'))?.status).toBe('DEPRECATED');
    await approve(server, approval?.id ?? '', DECIDER);
    await until('the request to be applied', async () => (await entity('METADATA', 'open'))?.name === 'Requested');
    expect((await entity('METADATA', 'open'))?.id).toBe(requested);
  });

  test('many of them reach a reader and their subscriber, in order, none missing and none twice', async () => {
    const [tenantId, count] = ['bulk', 700];
    const reader = await server.feed.read({ tenantId });
    async function followAll(): Promise<number[]> {
      const offsets: number[] = [];
      for await (const item of reader) {
        if (!isBookmark(item) && offsets.push(item.offset) === count) break;
      }
      return offsets;
    }
    const seen = followAll();
    const rows = Array.from({ length: count }, (_, index) => metadata(`bulk_${index}`));
    const { outcome } = await run(rows, 'REFUSE_ALL', tenantId);
    expect(outcome).toEqual(imported({ created: count }));
    expect(await seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));

    await untilIdle(server.parts.database, tenantId);
    const jobs = `SELECT count(DISTINCT (data->>'offset')::int)::int AS count FROM pgboss.job
      WHERE name = 'impact' AND state = 'completed' AND data->>'tenantId' = $1`;
    expect((await server.parts.database.query(jobs, [tenantId])).rows).toEqual([{ count }]);
  }, 150_000);

  test('owners are told of what an import changes upstream of theirs, and not of each entity that came with it', async () => {
    const told = async () => {
      await untilIdle(server.parts.database);
      return (await notificationOwnerOf(server, { 'x-actor-id': 'kim' })).told.map(({ kind }) => kind);
    };
    const share = kpi('share', ['base']);
    await run([metadata('base'), { ...share, content: { ...share.content, owner: 'kim' } }]);
    expect(await told()).toEqual([]);
    await run([metadata('base', { description: 'new' })]);
    expect(await told()).toEqual(['IMPACT']);
  }, 90_000);

  test('a tenant is not touched by the import of another', async () => {
    const before = await position();
    await run([metadata('orders', { name: 'Theirs' })], 'REFUSE_ALL', 'globex');
    expect((await entity('METADATA', 'orders'))?.name).toBe('Orders');
    expect(await position()).toBe(before);
    const { outcome } = await run([kpi('from_demo', ['daily_revenue'])], 'REFUSE_ALL', 'globex');
    expect(outcome).toEqual({ kind: 'bad-rows', bad: 1 });
  });

  // The embedded store runs one transaction at a time: a second import begins when the first has ended.
  if (store === 'PGlite') return;
  test('two at a time of one tenant: the second is told so, and does nothing', async () => {
    let others: Awaited<ReturnType<typeof run>> | undefined;
    let reads = 0;
    const outcome = await importEntities(server.parts, {
      tenantId: 'demo',
      actor: ACTOR,
      async *rows() {
        // The second reading is that of the transaction.
        if (++reads === 2) others = await run([metadata('second')]);
        yield { value: metadata('first') };
      },
      onBadRow: 'REFUSE_ALL',
      reportBadRow: () => undefined,
    });
    expect(outcome).toEqual(imported({ created: 1 }));
    expect(others?.outcome).toEqual({ kind: 'conflict', message: 'Another import is running: try again later.' });
    expect(await entity('METADATA', 'second')).toBeNull();
  });

  test('a request made meanwhile to create what is imported ends the import: the request can take effect', async () => {
    await run([metadata('busy')]);
    const rows = [
      metadata('late'),
      ...Array.from({ length: 499 }, (_, index) => metadata(`filler_${index}`)),
      metadata('busy', { description: 'new' }),
    ];
    let isWriting = false;
    const importing = await server.parts.database.transaction(async (tx) => {
      // The import waits for it at its second batch.
      await tx.query(`SELECT id FROM governance.mdm_entity WHERE canonical_key = 'busy' FOR UPDATE`);
      const outcome = importEntities(server.parts, {
        tenantId: 'demo',
        actor: ACTOR,
        rows: () => rows.map((value) => ({ value })),
        onBadRow: 'SKIP',
        reportBadRow: () => undefined,
        onProgress: ({ phase }) => {
          isWriting ||= phase === 'writing';
        },
      });
      await until('the first batch to be written', () => isWriting);
      const change = { name: 'Requested', tier: 'TIER3' };
      const { approval } = await requestChange(server, {
        entityType: 'METADATA',
        canonicalKey: 'late',
        kind: 'CREATE',
        change,
      });
      return { outcome, approvalId: approval?.id ?? '' };
    });
    expect(await importing.outcome).toEqual({
      kind: 'conflict',
      message: 'Somebody has requested to create METADATA late in the meantime: import again.',
    });
    await approve(server, importing.approvalId, DECIDER);
    await until('the request to be applied', async () => (await entity('METADATA', 'late'))?.name === 'Requested');
    expect(await entity('METADATA', 'filler_0')).toBeNull();
  });

  test('a request to create that is being made when an import ends is waited for', async () => {
    const waiting = `SELECT count(*)::int AS count FROM pg_locks
      WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    const importing = await server.parts.database.transaction(async (sql) => {
      await joinCreations(drizzleOn(sql), 'demo');
      const outcome = run([metadata('awaiting')]);
      await until('the import to wait', async () => {
        const { rows } = await server.parts.database.query(waiting);
        return (rows[0] as { count: number }).count > 0;
      });
      expect(await entity('METADATA', 'awaiting')).toBeNull();
      return { outcome };
    });
    expect((await importing.outcome).outcome).toEqual(imported({ created: 1 }));
  });
});
