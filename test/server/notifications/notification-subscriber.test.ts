import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { notificationSubscriber } from '../../../src/subscribers/notification-subscriber.ts';
import { approve, create, DECIDER, govern, requestChange, REQUESTER } from '../../support/governance.ts';
import { follow, notificationOwnerOf, type Told } from '../../support/inbox.ts';
import { startTestServer, type TestServer } from '../../support/server/test-server.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';
import { untilIdle } from '../../support/until-idle.ts';

const FRANK = { 'x-actor-id': 'frank' };

describe.each(STORES)('notifications on %s', (_, openStore) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({ database: await openStore() });
    await server.warehouse.exec(`
      CREATE SCHEMA sales;
      CREATE TABLE sales.orders (id int PRIMARY KEY, amount int, note text);
      INSERT INTO sales.orders SELECT n, n, 'secret' FROM generate_series(1, 100) n;
    `);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const toldOf = async (canonicalKey: string, headers: Record<string, string>): Promise<Told[]> =>
    (await notificationOwnerOf(server, headers)).told.filter((told) => told.canonicalKey === canonicalKey).reverse();
  const kindsOf = async (canonicalKey: string, headers: Record<string, string>) =>
    (await toldOf(canonicalKey, headers)).map(({ kind }) => kind);

  function register(canonicalKey: string, change: Record<string, unknown> = {}): Promise<string> {
    return create(server, {
      entityType: 'METADATA',
      canonicalKey,
      change: { name: canonicalKey, tier: 'TIER3', dataset: { schema: 'sales', table: 'orders' }, ...change },
    });
  }

  async function reject(id: string): Promise<void> {
    const mutation = `mutation ($id: ID!) { reject(input: { approvalId: $id, reason: "too vague" }) { __typename } }`;
    await server.query(mutation, { id }, DECIDER);
  }

  test('who follows is told of requests and decisions, who requested of the decision, and nobody of his own doing', async () => {
    await register('followed');
    await untilIdle(server.parts.database);
    await follow(server, 'followed', FRANK);
    await follow(server, 'followed', DECIDER);
    const change = { entityType: 'METADATA', canonicalKey: 'followed', kind: 'UPDATE', expectedVersion: 1 };
    const first = await requestChange(server, { ...change, change: { name: 'one' } });
    await reject(first.approval?.id ?? '');
    await govern(server, { ...change, change: { name: 'two' } });
    await untilIdle(server.parts.database);
    const APPROVALS = ['APPROVAL_CREATED', 'APPROVAL_REJECTED', 'APPROVAL_CREATED', 'APPROVAL_APPROVED'];
    expect(await kindsOf('followed', FRANK)).toEqual(APPROVALS);
    // The decider decided himself, and the requester requested himself.
    expect(await kindsOf('followed', DECIDER)).toEqual(['APPROVAL_CREATED', 'APPROVAL_CREATED']);
    expect(await kindsOf('followed', REQUESTER)).toEqual([
      'APPROVAL_APPROVED',
      'APPROVAL_REJECTED',
      'APPROVAL_APPROVED',
    ]);
    expect((await toldOf('followed', FRANK))[1]?.text).toBe(
      'bert rejected the request to update followed (metadata). Nothing changes. Reason: too vague',
    );
  });

  test('the owner is told, and whoever is to be the owner', async () => {
    const [dora, emil] = [{ 'x-actor-id': 'dora' }, { 'x-actor-id': 'emil' }];
    await register('owned', { owner: 'dora' });
    const change = { entityType: 'METADATA', canonicalKey: 'owned', kind: 'UPDATE' };
    await govern(server, { ...change, expectedVersion: 1, change: { owner: 'emil' } });
    await untilIdle(server.parts.database);
    await requestChange(server, { ...change, expectedVersion: 2, change: { name: 'new' } }, dora);
    await untilIdle(server.parts.database);
    const GOVERNED = ['APPROVAL_CREATED', 'APPROVAL_APPROVED'];
    expect(await kindsOf('owned', dora)).toEqual([...GOVERNED, ...GOVERNED]);
    expect(await kindsOf('owned', emil)).toEqual([...GOVERNED, 'APPROVAL_CREATED']);
  });

  test('whoever asked for a change that took effect follows the entity from then on, as long as he likes', async () => {
    const gina = { 'x-actor-id': 'gina' };
    await register('asked');
    const change = { entityType: 'METADATA', canonicalKey: 'asked', kind: 'UPDATE' };
    const refused = await requestChange(server, { ...change, expectedVersion: 1, change: { name: 'one' } }, FRANK);
    await reject(refused.approval?.id ?? '');
    await untilIdle(server.parts.database);
    await govern(server, { ...change, expectedVersion: 1, change: { name: 'two' } }, { requester: gina });
    await untilIdle(server.parts.database);
    await govern(server, { ...change, expectedVersion: 2, change: { name: 'three' } });
    await untilIdle(server.parts.database);
    await follow(server, 'asked', gina, 'unfollow');
    await govern(server, { ...change, expectedVersion: 3, change: { name: 'four' } });
    await untilIdle(server.parts.database);
    expect(await kindsOf('asked', gina)).toEqual(['APPROVAL_APPROVED', 'APPROVAL_CREATED', 'APPROVAL_APPROVED']);
    expect(await kindsOf('asked', FRANK)).toEqual(['APPROVAL_REJECTED']);
  });

  test('who follows no more is told nothing', async () => {
    await register('left');
    await untilIdle(server.parts.database);
    await follow(server, 'left', FRANK);
    await follow(server, 'left', FRANK, 'unfollow');
    await requestChange(server, {
      entityType: 'METADATA',
      canonicalKey: 'left',
      kind: 'UPDATE',
      expectedVersion: 1,
      change: { name: 'new' },
    });
    await untilIdle(server.parts.database);
    expect(await kindsOf('left', FRANK)).toEqual([]);
  });

  test('a drop of the quality, a failed profile and a deprecation are told with their figures, and without a value', async () => {
    await register('watched', { tier: 'TIER1', owner: 'dora' });
    await untilIdle(server.parts.database);
    await follow(server, 'watched', FRANK);
    await server.warehouse.exec(`UPDATE sales.orders SET amount = NULL, note = NULL WHERE id > 30`);
    const profile = async (by: Record<string, string>) => {
      const asked = await server.query(
        `mutation { requestProfile(input: { entityType: METADATA, canonicalKey: "watched", priority: HIGH }) { __typename } }`,
        {},
        by,
      );
      expect(asked).toEqual({ requestProfile: { __typename: 'RequestProfileSuccess' } });
    };
    await profile(FRANK);
    await until('the drop', async () => (await kindsOf('watched', FRANK)).length === 1);
    await server.warehouse.exec('DROP TABLE sales.orders');
    // A profile can be asked for once a minute.
    server.advance(61_000);
    await profile({ 'x-actor-id': 'carla' });
    await until('the failure', async () => (await kindsOf('watched', FRANK)).length === 2);
    await govern(server, {
      entityType: 'METADATA',
      canonicalKey: 'watched',
      kind: 'DEPRECATE',
      expectedVersion: 1,
      comment: 'nobody reads it.',
    });
    await untilIdle(server.parts.database);
    const told = await toldOf('watched', FRANK);
    expect(told.map(({ kind }) => kind)).toEqual([
      'QUALITY_DEGRADED',
      'PROFILE_FAILED',
      'APPROVAL_CREATED',
      'APPROVAL_APPROVED',
      'DEPRECATED',
    ]);
    expect(told[0]?.text).toContain('fell by 15.6 %, from 100 (grade A) to 84.4 (grade B)');
    expect(told[1]?.text).toContain('TABLE_NOT_FOUND');
    expect(told[4]?.text).toBe('anna had watched (metadata) deprecated. Reason: nobody reads it.');
    expect(JSON.stringify(told)).not.toContain('secret');
    // The owner has been told of its creation besides.
    expect((await kindsOf('watched', { 'x-actor-id': 'dora' })).slice(2)).toEqual(told.map(({ kind }) => kind));
    // Who asked for a profile is told that it failed.
    expect(await kindsOf('watched', { 'x-actor-id': 'carla' })).toEqual(['PROFILE_FAILED']);
    // Its deprecation is the requester's own doing; that it was approved is not.
    expect((await kindsOf('watched', REQUESTER)).filter((kind) => kind === 'DEPRECATED')).toEqual([]);
  });

  test('who owns or follows what lies downstream is told once of all that is his, and not of his own doing', async () => {
    const dora = { 'x-actor-id': 'dora' };
    await register('upstream');
    const computed = async (canonicalKey: string, owner: string, computedFrom: string[]) => {
      const kpi = { formula: 'a', direction: 'HIGHER_IS_BETTER', computedFrom };
      const change = { name: canonicalKey, tier: 'TIER3', owner, kpi };
      return create(server, { entityType: 'KPI', canonicalKey, change });
    };
    await computed('margin', 'dora', ['upstream']);
    await computed('growth', 'dora', ['upstream']);
    await computed('own', 'anna', ['upstream']);
    await follow(server, 'growth', FRANK, 'follow', 'KPI');
    await untilIdle(server.parts.database);
    const change = { entityType: 'METADATA', canonicalKey: 'upstream', kind: 'UPDATE', expectedVersion: 1 };
    await govern(server, { ...change, change: { name: 'new' } });
    await untilIdle(server.parts.database);
    const impactsOf = async (headers: Record<string, string>) =>
      (await notificationOwnerOf(server, headers, { kinds: ['IMPACT'] })).told.map(({ title, text }) => ({
        title,
        text,
      }));
    expect(await impactsOf(dora)).toEqual([
      {
        title: 'upstream was changed and affects 2 entities',
        text: 'upstream (metadata) was changed by anna. It affects growth (KPI, upstream → growth), margin (KPI, upstream → margin).',
      },
    ]);
    expect(await impactsOf(FRANK)).toEqual([
      {
        title: 'upstream was changed and affects growth',
        text: 'upstream (metadata) was changed by anna. It affects growth (KPI, upstream → growth).',
      },
    ]);
    expect(await impactsOf(REQUESTER)).toEqual([]);
  });

  test('an event that is handled again, by another instance at the same time too, is told once', async () => {
    const entityId = await register('repeated');
    await untilIdle(server.parts.database);
    await follow(server, 'repeated', FRANK);
    const event = createEvent({
      type: 'metadata.deprecated',
      tenantId: 'demo',
      source: 'metadata-studio.approval',
      createdAt: new Date(),
      payload: {
        entityType: 'METADATA',
        entityId,
        canonicalKey: 'repeated',
        tier: 'tier3',
        deprecatedBy: { actorId: 'anna', actorType: 'HUMAN' },
        deprecatedAt: new Date().toISOString(),
      },
    });
    await server.bus.emitEvent(event);
    await untilIdle(server.parts.database);
    const { offset } = await server.parts.log.head('demo');
    const subscriber = notificationSubscriber.handler(server.parts);
    await Promise.all([subscriber.handle({ event, offset }), subscriber.handle({ event, offset })]);
    expect(await kindsOf('repeated', FRANK)).toEqual(['DEPRECATED']);
  });

  test('more followers than one transaction tells are all told, once', async () => {
    const entityId = await register('popular');
    // Of its creation nobody but the requester is told.
    await untilIdle(server.parts.database);
    await server.parts.database.query(
      `INSERT INTO governance.entity_follow
       SELECT 'demo', 'fan-' || n, $1, now() FROM generate_series(1, 1100) n`,
      [entityId],
    );
    const requested = await requestChange(server, {
      entityType: 'METADATA',
      canonicalKey: 'popular',
      kind: 'UPDATE',
      expectedVersion: 1,
      change: { name: 'new' },
    });
    await untilIdle(server.parts.database);
    const { rows } = await server.parts.database.query(
      `SELECT count(*)::int AS told, count(DISTINCT recipient)::int AS people, max(number)::int AS newest
       FROM governance.notification WHERE canonical_key = 'popular' AND recipient LIKE 'fan-%'`,
    );
    expect(rows).toEqual([{ told: 1_100, people: 1_100, newest: 1 }]);
    expect((await approve(server, requested.approval?.id ?? '')).__typename).toBe('ApproveSuccess');
  });
});
