import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Event, EVENT_TYPES } from '../../../src/events/schemas/catalogue.ts';
import { createEvent, deriveId } from '../../../src/events/schemas/create-event.ts';
import { appendEvents } from '../../../src/store/log/append/append-events.ts';
import { create, DECIDER, govern, requestChange } from '../../support/governance.ts';
import { ask, codeOf } from '../../support/server/answer.ts';
import { start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

const SUBSCRIBERS = 30;
const LONG = 'l'.repeat(2_000);
const TABLE = { schema: 'public', table: 'sales' };

const ENTITY = 'entity { canonicalKey version }';
const APPROVAL = 'approval { id status requestComment canonicalKey }';
const PROFILES = 'profile { qualityScore } previousProfile { qualityScore rowCount }';
const CHANGES = 'changes { field before after }';
const AFFECTED = 'affectedEntities(first: 2) { totalCount truncated nodes { canonicalKey } }';
const GRAPH = `
  __typename
  ... on EventEnvelope { id }
  ... on EventAboutEntity { ${ENTITY} }
  ... on MetadataProfileCompletedEvent { ${PROFILES} }
  ... on MetadataChangedEvent { ${ENTITY} ${APPROVAL} ${CHANGES} ${AFFECTED} }
  ... on MetadataApprovedEvent { ${APPROVAL} }
  ... on MetadataDeprecatedEvent { ${AFFECTED} }
  ... on KpiChangedEvent { ${APPROVAL} ${CHANGES} ${AFFECTED} }
  ... on KpiApprovedEvent { ${APPROVAL} }
  ... on DataRefreshedEvent {
    boundEntities(first: 1) { totalCount truncated nodes { canonicalKey } }
    ${AFFECTED}
  }
  ... on DataQualityDegradedEvent { ${PROFILES} ${AFFECTED} }
  ... on ApprovalCreatedEvent { ${ENTITY} ${APPROVAL} }
  ... on ApprovalApprovedEvent { ${APPROVAL} }
  ... on ApprovalRejectedEvent { ${APPROVAL} }`;
const PAGE = `query ($first: Int!, $after: String) { events(first: $first, after: $after) { edges { node { ${GRAPH} } } } }`;
const LIVE = `subscription { events(filter: { types: [DATA_REFRESHED, METADATA_CHANGED] }) { ${GRAPH} } }`;

type Node = Record<string, unknown> & { __typename: string; id: string };
interface Page {
  events: { edges: { node: Node }[] };
}

describe.each(STORES)('events lead into the graph on %s', (_, openStore) => {
  let server: TestServer;
  let store: ReturnType<typeof countStatements>;
  /** All nodes that the story of the entity left, by type, the newest of each. */
  const newest = new Map<string, Node>();

  /** One of each type, about the entity that the story is about. */
  let samples: Event[];

  async function pageAfter(after: string | null, first: number): Promise<Node[]> {
    const { events } = await server.query<Page, object>(PAGE, { first, after });
    return events.edges.map(({ node }) => node);
  }

  async function head(): Promise<string> {
    return (await server.query<{ streamPosition: string }, object>('{ streamPosition }')).streamPosition;
  }

  /** Without the jobs that an emitted event leads to. */
  async function append(...events: Event[]): Promise<string> {
    const after = await head();
    await appendEvents(store.database, 'demo', { emitted: events.map((event) => ({ event })), jobsOf: () => [] });
    return after;
  }

  function report(rowsAffected: number) {
    const input = { entityUrn: 'urn:unknown', ...TABLE, rowsAffected, refreshType: 'FULL' };
    return server.query(
      'mutation ($input: ReportDataRefreshInput!) { reportDataRefresh(input: $input) { __typename } }',
      { input },
    );
  }

  const sales = { entityType: 'METADATA', canonicalKey: 'sales' } as const;

  beforeAll(async () => {
    store = countStatements(await openStore());
    server = await startTestServer({ database: store.database });
    await server.warehouse.exec(
      'CREATE TABLE public.sales (id int PRIMARY KEY, amount int); INSERT INTO public.sales SELECT n, n FROM generate_series(1, 10) n',
    );
    const dataset = { ...TABLE, keyColumns: ['id'] };
    await create(server, { ...sales, change: { name: 'Sales', tier: 'TIER1', dataset } });
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'amount',
      change: { name: 'Amount', tier: 'TIER3', dataset: { ...TABLE, column: 'amount' } },
    });
    const kpi = (...computedFrom: string[]) => ({ formula: 'sum', direction: 'HIGHER_IS_BETTER', computedFrom });
    const kpis = [
      ['revenue', 'sales'],
      ['growth', 'amount'],
      ['margin', 'sales'],
    ] as const;
    for (const [canonicalKey, source] of kpis) {
      const change = { name: canonicalKey, tier: 'TIER1', kpi: kpi(source) };
      await create(server, { entityType: 'KPI', canonicalKey, change });
    }
    await govern(server, {
      entityType: 'KPI',
      canonicalKey: 'margin',
      kind: 'UPDATE',
      expectedVersion: 1,
      change: { name: 'Margin' },
    });
    await govern(server, {
      ...sales,
      kind: 'UPDATE',
      expectedVersion: 1,
      change: { name: 'Gross sales', description: LONG },
    });
    const rejected = await requestChange(server, {
      ...sales,
      kind: 'UPDATE',
      expectedVersion: 2,
      change: { name: 'No' },
    });
    await server.query(
      'mutation ($id: ID!) { reject(input: { approvalId: $id, reason: "no" }) { __typename } }',
      { id: rejected.approval?.id },
      DECIDER,
    );
    await untilIdle(store.database);
    await server.warehouse.exec('UPDATE public.sales SET amount = NULL');
    server.advance(48 * 3_600_000);
    await report(10);
    await until(
      'the drop',
      async () =>
        (
          await server.parts.log.page('demo', {
            filter: { types: ['data.quality.degraded'], canonicalKeys: ['sales'] },
            limit: 1,
            newestFirst: true,
          })
        ).length === 1,
    );
    await untilIdle(store.database);

    const { events } = await server.query<Page, object>(PAGE, { first: 100, after: null });
    for (const { node } of events.edges) {
      const { entity } = node as { entity?: { canonicalKey: string } | null };
      if (!entity || ['sales', 'margin'].includes(entity.canonicalKey)) newest.set(node.__typename, node);
    }
    const log = await server.parts.log.page('demo', { filter: {}, limit: 100, newestFirst: false });
    samples = EVENT_TYPES.flatMap((type) => log.findLast(({ event }) => event?.type === type)?.event ?? []);
    const entityId =
      log.map(({ event }) => event).find((event) => event?.type === 'metadata.changed')?.payload.entityId ?? '';
    const subject = { entityType: 'METADATA', entityId, canonicalKey: 'sales', tier: 'tier1' } as const;
    const actor = { actorId: 'anna', actorType: 'HUMAN' } as const;
    const init = { tenantId: 'demo', source: 'metadata-studio.api', createdAt: new Date() } as const;
    samples.push(
      createEvent({
        ...init,
        type: 'metadata.profile.due',
        payload: { ...subject, priority: 'high', reason: 'SCHEDULE' },
      }),
      createEvent({
        ...init,
        type: 'metadata.profile.failed',
        payload: {
          ...subject,
          errorCode: 'INTERNAL',
          errorMessage: 'no',
          attempts: 1,
          duration: 1,
          triggeredBy: actor,
        },
      }),
      createEvent({
        ...init,
        type: 'metadata.deprecated',
        payload: { ...subject, deprecatedBy: actor, deprecatedAt: init.createdAt.toISOString() },
      }),
    );
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('about an entity, its request and its changes', () => {
    const entity = { canonicalKey: 'sales', version: 2 };
    const approval = { canonicalKey: 'sales', status: 'APPROVED' };
    expect(newest.get('MetadataChangedEvent')).toMatchObject({
      entity,
      approval,
      // The long value is cut in the payload.
      changes: [
        { field: 'name', before: '"Sales"', after: '"Gross sales"' },
        { field: 'description', before: null, after: JSON.stringify(LONG) },
      ],
      affectedEntities: {
        totalCount: 2,
        truncated: false,
        nodes: [{ canonicalKey: 'margin' }, { canonicalKey: 'revenue' }],
      },
    });
    expect(newest.get('MetadataApprovedEvent')).toMatchObject({ entity, approval });
    expect(newest.get('ApprovalApprovedEvent')).toMatchObject({ entity, approval });
    expect(newest.get('ApprovalCreatedEvent')).toMatchObject({ entity, approval: { status: 'REJECTED' } });
    expect(newest.get('ApprovalRejectedEvent')).toMatchObject({ entity, approval: { status: 'REJECTED' } });
    expect(newest.get('KpiChangedEvent')).toMatchObject({
      entity: { canonicalKey: 'margin', version: 2 },
      approval: { canonicalKey: 'margin' },
      changes: [{ field: 'name', before: '"margin"', after: '"Margin"' }],
      affectedEntities: { totalCount: 0, nodes: [] },
    });
  });

  test('about a profile and the one before it', () => {
    const profiles = {
      profile: { qualityScore: expect.any(Number) as number },
      previousProfile: { qualityScore: 100, rowCount: 10 },
    };
    expect(newest.get('MetadataProfileCompletedEvent')).toMatchObject(profiles);
    expect(newest.get('DataQualityDegradedEvent')).toMatchObject(profiles);
  });

  test('about the entities that are bound to a table, and what lies downstream of them', async () => {
    expect(newest.get('DataRefreshedEvent')).toMatchObject({
      boundEntities: { totalCount: 2, truncated: false, nodes: [{ canonicalKey: 'amount' }] },
      affectedEntities: {
        totalCount: 3,
        truncated: false,
        nodes: [{ canonicalKey: 'growth' }, { canonicalKey: 'margin' }],
      },
    });
    const refresh = (entityUrn: string, table: string) =>
      createEvent({
        type: 'data.refreshed',
        tenantId: 'demo',
        source: 'etl.pipeline',
        createdAt: new Date(),
        payload: {
          entityUrn,
          service: { schema: 'public', table },
          rowsAffected: 1,
          refreshType: 'full',
          completedAt: new Date().toISOString(),
          triggeredBy: { actorId: 'etl', actorType: 'SYSTEM' },
        },
      });
    const after = await append(refresh('urn:mdm:metadata:amount', 'elsewhere'), refresh('urn:nothing', 'nowhere'));
    const [byUrn, unknown] = await pageAfter(after, 2);
    expect(byUrn).toMatchObject({
      boundEntities: { totalCount: 1, nodes: [{ canonicalKey: 'amount' }] },
      affectedEntities: { totalCount: 1, nodes: [{ canonicalKey: 'growth' }] },
    });
    const none = { totalCount: 0, truncated: false, nodes: [] };
    expect(unknown).toMatchObject({ boundEntities: none, affectedEntities: none });
  });

  test('a page of 100 events of all types takes the same number of statements as one of 13', async () => {
    expect(new Set(samples.map(({ type }) => type)).size).toBe(13);
    const events = Array.from({ length: 104 }, (_, index) => {
      const sample = samples[index % samples.length];
      if (!sample) throw new Error('no sample');
      return { ...sample, id: deriveId('copy', String(index)) };
    });
    const after = await append(...events);
    await untilIdle(store.database);
    await pageAfter(after, 13);
    const countOf = async (first: number) => {
      const before = store.count('governance');
      const nodes = await pageAfter(after, first);
      expect(nodes).toHaveLength(first);
      return store.count('governance') - before;
    };
    const few = await countOf(13);
    expect(await countOf(100)).toBe(few);
    expect(few).toBeLessThanOrEqual(25);
  });

  test('events without their changes have those of the version, if there is one', async () => {
    const sample = samples.find(({ type }) => type === 'metadata.changed');
    if (sample?.type !== 'metadata.changed') throw new Error('no change');
    const { changes: _changes, ...payload } = sample.payload;
    const old = { ...sample, version: '1.0.0', id: deriveId('old'), payload };
    const gone = { ...old, id: deriveId('gone'), payload: { ...payload, version: 9 } };
    const after = await append(old, gone);
    const [first, second] = await pageAfter(after, 2);
    expect(first).toMatchObject({
      changes: newest.get('MetadataChangedEvent')?.changes,
      approval: { canonicalKey: 'sales' },
    });
    expect(second).toMatchObject({ changes: [], approval: null, entity: { canonicalKey: 'sales' } });
  });

  test('what an event names and is not there is null', async () => {
    const gone = samples.map((sample, index) => {
      const payload = {
        ...sample.payload,
        ...('entityId' in sample.payload && { entityId: 'MET-GONE' }),
        ...('approvalId' in sample.payload && { approvalId: 'APR-GONE', canonicalKey: 'gone' }),
        ...('profileId' in sample.payload && { profileId: 'PRF-GONE' }),
        ...('previousProfileId' in sample.payload && { previousProfileId: 'PRF-GONE' }),
      };
      return { ...sample, id: deriveId('gone', String(index)), payload } as Event;
    });
    const after = await append(...gone);
    for (const {
      __typename,
      id: _id,
      boundEntities: _bound,
      affectedEntities: _affected,
      changes: _changes,
      ...things
    } of await pageAfter(after, 13)) {
      expect([__typename, ...Object.values(things).filter((thing) => thing !== null)]).toEqual([__typename]);
    }
  });

  test.each(['first: 0', 'first: 101', 'first: -1'])('%s is BAD_USER_INPUT', async (first) => {
    for (const field of ['boundEntities', 'affectedEntities']) {
      const query = `{ events(filter: { types: [DATA_REFRESHED] }) { edges { node { ... on DataRefreshedEvent { ${field}(${first}) { totalCount } } } } } }`;
      expect(codeOf(await ask(server, { query }))).toBe('BAD_USER_INPUT');
    }
  });

  test('in a subscription they are loaded once for an event, however many follow it', async () => {
    const clients = Array.from({ length: SUBSCRIBERS }, () => server.client());
    const streams = clients.map((client) => start<{ events: Node }>(client, { query: LIVE }));
    await until('the streams', () => server.feed.readerCount() === SUBSCRIBERS);
    const texts = ['count(*)::int AS count', 'LIMIT wanted.first', 'WITH RECURSIVE level'];
    const counts = () => texts.map((text) => store.count(text));
    const before = counts();
    await report(1);
    await until('the refresh everywhere', () => streams.every(({ messages }) => messages.length === 1));
    const [bound, found, walked] = counts().map((count, index) => count - (before[index] ?? 0));
    // The walk needs the bound entities, too.
    expect({ bound, found, walked }).toEqual({ bound: 1, found: 2, walked: 1 });
    for (const { messages } of streams) {
      expect(messages[0]?.data?.events).toMatchObject({
        boundEntities: { totalCount: 2 },
        affectedEntities: { totalCount: 3, nodes: [{ canonicalKey: 'growth' }, { canonicalKey: 'margin' }] },
      });
    }

    const versions = store.count('"approval_id" from "governance"."entity_version"');
    await govern(server, { ...sales, kind: 'UPDATE', expectedVersion: 2, change: { description: 'Short' } });
    await until('the change everywhere', () => streams.every(({ messages }) => messages.length === 2));
    expect(store.count('"approval_id" from "governance"."entity_version"') - versions).toBe(1);
    expect(streams[0]?.messages[1]?.data?.events).toMatchObject({
      entity: { version: 3 },
      changes: [{ field: 'description', after: '"Short"' }],
      affectedEntities: { totalCount: 2 },
    });
    for (const stream of streams) stream.complete();
  });
});
