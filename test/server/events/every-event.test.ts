import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { EVENT_TYPES, type EventOf, type EventType } from '../../../src/events/schemas/catalogue.ts';
import { approve, create, DECIDER, govern, requestChange, REQUESTER } from '../../support/governance.ts';
import { follow, notificationOwnerOf } from '../../support/inbox.ts';
import { type Operation, start } from '../../support/server/socket-operation.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';
import { isSignedWith, leadTo, type Receiver, startReceiver } from '../../support/webhooks/receiver.ts';
import { makeWebhook } from '../../support/webhooks/webhooks.ts';

const HOUR_MS = 3_600_000;
const OWNER = { 'x-actor-id': 'olga' };
const FOLLOWER = { 'x-actor-id': 'carla' };
const REVENUE = { entityType: 'METADATA', canonicalKey: 'revenue_gross' };
const TABLE = { schema: 'sales', table: 'transactions' };

const ALL_EVENTS = `subscription { events { ... on EventEnvelope { id } } }`;
const COMPLETED = `subscription {
  profileCompleted(filter: { canonicalKeys: ["revenue_gross"] }) { id payload { canonicalKey qualityScore qualityGrade } }
}`;
const DEGRADED = `subscription {
  qualityDegraded(filter: { canonicalKeys: ["revenue_gross"] }) { id causationId payload { canonicalKey previousGrade qualityGrade } }
}`;
const APPROVAL_INBOX = `subscription { approvalInbox { ... on ApprovalInboxAdded { approval { canonicalKey } } } }`;
const DECISIONS = `{
  entity(entityType: METADATA, canonicalKey: "revenue_gross") {
    profilingDecisions(first: 50) { edges { node { rule profiled event { ... on EventEnvelope { id } } } } }
  }
}`;
const IMPACT = `query ($id: ID!) {
  impactOf(eventId: $id) { affected { edges { node { distance entity { canonicalKey } } } } }
}`;
const TREND = `query ($from: DateTime!, $to: DateTime!) {
  entity(entityType: METADATA, canonicalKey: "revenue_gross") {
    qualityTrend(from: $from, to: $to) { profileCount lastScore }
  }
}`;

interface Decisions {
  entity: { profilingDecisions: { edges: { node: { rule: string; profiled: boolean; event: { id: string } } }[] } };
}
interface Impact {
  impactOf: { affected: { edges: { node: { distance: number; entity: { canonicalKey: string } } }[] } } | null;
}

/**
 * One story that emits every event by its real producer and waits for its real consumer: some days in the life of
 * `revenue_gross`, of which a KPI is computed, of which a report is made. Each test goes on where the last one stopped.
 */
describe.each(STORES)('every event from its producer to its consumer on %s', (_, openStore) => {
  let server: TestServer;
  /** Another system, which has every event posted to it. */
  let receiver: Receiver;
  let secret: string;
  let dashboard: Operation<{ events: { id: string } }>;
  let completed: Operation<{ profileCompleted: { id: string; payload: object } }>;
  let degraded: Operation<{ qualityDegraded: { id: string; causationId: string; payload: object } }>;
  let approvals: Operation<{ approvalInbox: { approval?: { canonicalKey: string } } }>;
  let pending: string;
  const walked = new Set<EventType>();

  beforeAll(async () => {
    receiver = await startReceiver();
    server = await startTestServer({
      database: await openStore(),
      webhooks: leadTo(receiver),
    });
    ({ secret } = await makeWebhook(server, receiver.url));
    // Of 1,000 rows and 3,000 values: 45 missing, 952 codes, 968 amounts that are not negative.
    await server.warehouse.exec(`
      CREATE SCHEMA sales;
      CREATE TABLE sales.transactions (code int NOT NULL, amount int NOT NULL, currency text);
      INSERT INTO sales.transactions
      SELECT least(n, 952), CASE WHEN n <= 32 THEN -n ELSE n END, CASE WHEN n > 45 THEN 'EUR' END
      FROM generate_series(1, 1000) n;`);
    dashboard = start(server.client(), { query: ALL_EVENTS });
    completed = start(server.client(), { query: COMPLETED });
    degraded = start(server.client(), { query: DEGRADED });
    approvals = start(server.client({ actorId: 'bert' }), { query: APPROVAL_INBOX });
    await until('the streams', () => server.feed.readerCount() === 3 && server.parts.changes.watcherCount() === 1);
    await create(server, {
      entityType: 'BUSINESS_RULE',
      canonicalKey: 'amount_not_negative',
      change: {
        name: 'No negative amounts',
        tier: 'TIER3',
        dataset: { ...TABLE, column: 'amount' },
        businessRule: { check: { numberRange: { min: 0 } }, severity: 'CRITICAL' },
      },
    });
    await create(server, {
      entityType: 'METADATA',
      canonicalKey: 'board_report',
      change: { name: 'Board report', tier: 'TIER3' },
    });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
  });

  /** The story of one event, which counts as walked when its consumer was seen to have handled it. */
  function walk(type: EventType, handled: string, story: () => Promise<void>): void {
    test(`${type}: ${handled}`, async () => {
      await story();
      walked.add(type);
    });
  }

  /** The newest event of the type about the entity, or about whatever it is where none is named. */
  async function newest<T extends EventType>(type: T, canonicalKey?: string): Promise<EventOf<T> | undefined> {
    const filter = { types: [type], ...(canonicalKey && { canonicalKeys: [canonicalKey] }) };
    const [entry] = await server.parts.log.page('demo', { filter, limit: 1, newestFirst: true });
    return entry?.event?.type === type ? (entry.event as EventOf<T>) : undefined;
  }

  /** The event of the type that the step leads to. */
  async function emitted<T extends EventType>(
    type: T,
    canonicalKey: string | undefined,
    step: () => Promise<unknown>,
  ): Promise<EventOf<T>> {
    const before = await newest(type, canonicalKey);
    await step();
    return until(type, async () => {
      const event = await newest(type, canonicalKey);
      return event?.id !== before?.id && event;
    });
  }

  async function request(input: Record<string, unknown>): Promise<string> {
    const { approval } = await requestChange(server, input);
    if (!approval) throw new Error('the request was refused');
    return approval.id;
  }

  function decisionOn(event: { id: string }): Promise<{ rule: string; profiled: boolean }> {
    return until('the decision', async () => {
      const { entity } = await server.query<Decisions, object>(DECISIONS);
      const edge = entity.profilingDecisions.edges.find(({ node }) => node.event.id === event.id);
      return edge && { rule: edge.node.rule, profiled: edge.node.profiled };
    });
  }

  /** What the event affects, each with its distance. */
  function affectedBy(event: { id: string }): Promise<[number, string][]> {
    return until('the impact', async () => {
      const { impactOf } = await server.query<Impact, object>(IMPACT, { id: event.id });
      return impactOf?.affected.edges.map(({ node }): [number, string] => [node.distance, node.entity.canonicalKey]);
    });
  }

  /** Waits until somebody finds it in the inbox. */
  async function told(headers: Record<string, string>, kind: string, event: { id: string }): Promise<void> {
    await until(`${kind} in the inbox`, async () => {
      const { told } = await notificationOwnerOf(server, headers, { kinds: [kind] });
      return told.some(({ eventId }) => eventId === event.id);
    });
  }

  function profileCount(count: number): Promise<unknown> {
    return until(`profile ${count}`, () => completed.messages.length === count);
  }

  walk('approval.created', 'it is in the inbox of whoever may decide it, and its owner to be is told', async () => {
    const event = await emitted('approval.created', 'revenue_gross', async () => {
      const dataset = { ...TABLE, keyColumns: ['code'] };
      const change = { name: 'Gross revenue', tier: 'TIER1', dataset, owner: 'olga' };
      pending = await request({ ...REVENUE, kind: 'CREATE', change });
    });
    expect(event).toMatchObject({ source: 'metadata-studio.approval', payload: { approvalId: pending } });
    await until('the approver’s inbox', () =>
      approvals.messages.some(({ data }) => data?.approvalInbox.approval?.canonicalKey === 'revenue_gross'),
    );
    await told(OWNER, 'APPROVAL_CREATED', event);
  });

  walk('approval.approved', 'the change is applied, and the requester is told', async () => {
    const event = await emitted('approval.approved', 'revenue_gross', () => approve(server, pending));
    expect(event.payload).toMatchObject({ approvalId: pending, approvedBy: { actorId: 'bert' } });
    await until('the entity', async () => {
      const { entity } = await server.query<{ entity: { name: string } | null }, object>(
        '{ entity(entityType: METADATA, canonicalKey: "revenue_gross") { name } }',
      );
      return entity?.name === 'Gross revenue';
    });
    await told(REQUESTER, 'APPROVAL_APPROVED', event);
  });

  walk('metadata.approved', 'an entity of tier 1 is profiled', async () => {
    const event = await until('the announcement', () => newest('metadata.approved', 'revenue_gross'));
    expect(event.causationId).toBe((await newest('approval.approved', 'revenue_gross'))?.id);
    expect(await decisionOn(event)).toEqual({ rule: 'APPROVED_IN_HIGH_TIER', profiled: true });
    await profileCount(1);
  });

  walk('metadata.profile.completed', 'dashboards see the figures, and trends count them', async () => {
    const event = await newest('metadata.profile.completed', 'revenue_gross');
    expect(event?.payload).toMatchObject({ completeness: 98.5, uniqueness: 95.2, validity: 96.8, rowCount: 1000 });
    expect(completed.messages[0]?.data?.profileCompleted).toEqual({
      id: event?.id,
      payload: { canonicalKey: 'revenue_gross', qualityScore: 96.8, qualityGrade: 'A' },
    });
    const { entity } = await server.query<{ entity: { qualityTrend: object[] } }, object>(TREND, {
      from: new Date(server.now().getTime() - HOUR_MS),
      to: server.now(),
    });
    expect(entity.qualityTrend.at(-1)).toEqual({ profileCount: 1, lastScore: 96.8 });
  });

  walk('kpi.changed', 'what is made of the KPI is found downstream', async () => {
    const name = { entityType: 'KPI', canonicalKey: 'net_revenue' } as const;
    const kpi = { formula: 'sum(amount)', direction: 'HIGHER_IS_BETTER', computedFrom: ['revenue_gross'] };
    await create(server, { ...name, change: { name: 'Net revenue', tier: 'TIER1', kpi } });
    const lineage = { from: name, to: { entityType: 'METADATA', canonicalKey: 'board_report' } };
    await create(server, {
      entityType: 'LINEAGE',
      canonicalKey: 'net_revenue_to_report',
      change: { name: 'Net revenue is in the report', tier: 'TIER2', lineage },
    });
    const event = await emitted('kpi.changed', 'net_revenue', () =>
      govern(server, { ...name, kind: 'UPDATE', expectedVersion: 1, change: { description: 'After returns' } }),
    );
    expect(event.payload).toMatchObject({ changeType: 'UPDATE', changedFields: ['description'], version: 2 });
    expect(await affectedBy(event)).toEqual([[1, 'board_report']]);
    const message = await until('the webhook', () => receiver.received.find((posted) => posted.event.id === event.id));
    expect(message.event).toMatchObject({
      dataschema: 'urn:mdm:event:kpi.changed:1.1.0',
      data: { changes: [{ field: 'description', before: null, after: '"After returns"', truncated: false }] },
    });
  });

  walk('kpi.approved', 'dashboards see it, and an analytics system gets it by webhook', async () => {
    const event = await newest('kpi.approved', 'net_revenue');
    expect(event?.payload).toMatchObject({ canonicalKey: 'net_revenue', approvedBy: { actorId: 'bert' } });
    await until('the dashboard', () => dashboard.messages.some(({ data }) => data?.events.id === event?.id));
    const message = await until('the webhook', () => receiver.received.find((posted) => posted.event.id === event?.id));
    expect(message.event).toMatchObject({ type: 'kpi.approved', tenantid: 'demo', data: event?.payload });
    expect(isSignedWith(secret, message)).toBe(true);
  });

  walk('approval.rejected', 'the requester is told', async () => {
    const change = { description: 'Something else' };
    const id = await request({ ...REVENUE, kind: 'UPDATE', expectedVersion: 1, change });
    const reject = 'mutation ($id: ID!) { reject(input: { approvalId: $id, reason: "not so" }) { __typename } }';
    const event = await emitted('approval.rejected', 'revenue_gross', () => server.query(reject, { id }, DECIDER));
    expect(event.payload).toMatchObject({ approvalId: id, reason: 'not so', rejectedBy: { actorId: 'bert' } });
    await told(REQUESTER, 'APPROVAL_REJECTED', event);
  });

  walk('metadata.changed', 'what is made of the entity is found downstream', async () => {
    const event = await emitted('metadata.changed', 'revenue_gross', () =>
      govern(server, { ...REVENUE, kind: 'UPDATE', expectedVersion: 1, change: { description: 'Before returns' } }),
    );
    expect(event.payload).toMatchObject({ changedFields: ['description'], version: 2 });
    expect(await affectedBy(event)).toEqual([
      [1, 'net_revenue'],
      [2, 'board_report'],
    ]);
    await profileCount(2);
  });

  walk('metadata.profile.due', 'what the scheduler finds stale is profiled', async () => {
    server.advance(7 * 24 * HOUR_MS);
    const event = await emitted('metadata.profile.due', 'revenue_gross', () => server.reportDueProfiles());
    expect(event).toMatchObject({
      source: 'kernel.scheduler',
      payload: { canonicalKey: 'revenue_gross', tier: 'tier1', priority: 'high', reason: 'SCHEDULE' },
    });
    expect(await decisionOn(event)).toEqual({ rule: 'TIER1_HIGH_PRIORITY', profiled: true });
    await profileCount(3);
  });

  walk('data.refreshed', 'what a pipeline reports by HTTP is evaluated and profiled', async () => {
    server.advance(36 * HOUR_MS);
    await server.warehouse.exec(
      'UPDATE sales.transactions SET currency = NULL, amount = -abs(amount), code = code / 2',
    );
    const emit = emitterFor(httpTransport(`${server.url}/events`), { binding: HTTP, mode: Mode.BINARY });
    const data = { entityUrn: 'urn:unknown', service: TABLE, rowsAffected: 25_000, refreshType: 'incremental' };
    const event = await emitted('data.refreshed', undefined, () =>
      emit(new CloudEvent({ type: 'data.refreshed', source: 'etl.pipeline', data })),
    );
    expect(event.payload).toMatchObject(data);
    expect(await decisionOn(event)).toEqual({ rule: 'COOLDOWN_OVER', profiled: true });
    await profileCount(4);
  });

  walk(
    'data.quality.degraded',
    'dashboards and the owner are alerted, and what suffers is found downstream',
    async () => {
      const event = await until('the alert', () => degraded.messages[0]?.data?.qualityDegraded);
      expect(event).toMatchObject({
        causationId: (await newest('metadata.profile.completed', 'revenue_gross'))?.id,
        payload: { canonicalKey: 'revenue_gross', previousGrade: 'A', qualityGrade: 'F' },
      });
      await told(OWNER, 'QUALITY_DEGRADED', event);
      expect(await affectedBy(event)).toEqual([
        [1, 'net_revenue'],
        [2, 'board_report'],
      ]);
    },
  );

  walk('metadata.profile.failed', 'who follows the entity is alerted', async () => {
    expect(await follow(server, 'revenue_gross', FOLLOWER)).toBe('FollowSuccess');
    await server.warehouse.exec('DROP TABLE sales.transactions');
    const event = await emitted('metadata.profile.failed', 'revenue_gross', () =>
      server.query(`mutation {
        requestProfile(input: { entityType: METADATA, canonicalKey: "revenue_gross", priority: HIGH }) { __typename }
      }`),
    );
    expect(event.payload).toMatchObject({ canonicalKey: 'revenue_gross', errorCode: 'TABLE_NOT_FOUND' });
    await told(FOLLOWER, 'PROFILE_FAILED', event);
  });

  walk('metadata.deprecated', 'who follows it is alerted, and what is made of it is found downstream', async () => {
    const event = await emitted('metadata.deprecated', 'revenue_gross', () =>
      govern(server, { ...REVENUE, kind: 'DEPRECATE', expectedVersion: 2 }),
    );
    expect(event.payload).toMatchObject({ canonicalKey: 'revenue_gross', deprecatedBy: { actorId: 'anna' } });
    await told(FOLLOWER, 'DEPRECATED', event);
    expect(await affectedBy(event)).toContainEqual([1, 'net_revenue']);
  });

  test('these were all events there are: a dashboard saw each once and in order, and the webhook got all of them', async () => {
    expect([...walked].sort()).toEqual([...EVENT_TYPES].sort());
    const { entries } = await server.parts.log.readAfter('demo', 0, { limit: 1000 });
    await until('the last one', () => dashboard.messages.length >= entries.length);
    expect(dashboard.messages.map(({ data }) => data?.events.id)).toEqual(entries.map(({ event }) => event?.id));
    expect(degraded.messages).toHaveLength(1);
    const posted = () => new Set(receiver.received.map(({ event }) => event.id));
    await until('the last request', () => posted().size >= entries.length);
    expect(posted()).toEqual(new Set(entries.map(({ event }) => event?.id)));
  });
});
