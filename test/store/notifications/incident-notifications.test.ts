import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Entity } from '../../../src/domain/entities/entity.ts';
import type { Incident, IncidentStepKind } from '../../../src/domain/incidents/incident.ts';
import type { Event } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { updateIncident } from '../../../src/store/incidents/find-incidents.ts';
import { recordIncidentStep } from '../../../src/store/incidents/incident-steps.ts';
import { insertFollow } from '../../../src/store/notifications/follows.ts';
import { notificationsAfter } from '../../../src/store/notifications/notifications.ts';
import { impactNotificationHandler } from '../../../src/subscribers/impact-notification.ts';
import { impactSubscriber } from '../../../src/subscribers/impact-subscriber.ts';
import { notificationSubscriber } from '../../../src/subscribers/notification-subscriber.ts';
import { incidentNotificationHandler } from '../../../src/subscribers/notifications/incident-notification.ts';
import { actOnIncident } from '../../../src/workflow/incidents/act-on-incident.ts';
import { incidentOf, openIncidents } from '../../support/incidents/incident.ts';
import { entityOf, kpiOf } from '../../support/lineage.ts';
import { viewerOf } from '../../support/server/viewer.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

type Person = 'olga' | 'otto' | 'fred' | 'anna' | 'bert';

describe.each(STORES)('incidents are told on %s', (_, openStore) => {
  let instance: TestInstance;
  let tenantId = '';
  let nextTenant = 0;
  let x: Entity;
  let y: Entity;

  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  });
  afterAll(() => instance[Symbol.asyncDispose]());

  /** A tenant with X of Olga, and with Y of Otto, which is made of it; Fred follows both. */
  async function begin(): Promise<void> {
    tenantId = `told-${++nextTenant}`;
    x = entityOf('x', { tenantId, owner: 'olga', tier: 'tier1' });
    y = kpiOf('y', ['x'], { tenantId, owner: 'otto' });
    await instance.parts.unitOfWork.transaction(async ({ db }) => {
      for (const entity of [x, y]) {
        await insertEntity(db, entity);
        await insertFollow(db, { tenantId, actorId: 'fred', entityId: entity.id, followedAt: new Date() });
      }
    });
  }

  const of = ({ id, entityType, canonicalKey, tier }: Entity, changes: Partial<Incident> = {}) =>
    incidentOf({ tenantId, entityId: id, entityType, canonicalKey, tier, ...changes });
  const open = (incident: Incident, ...kinds: IncidentStepKind[]) =>
    openIncidents(
      instance.parts.unitOfWork,
      [incident],
      (kinds.length > 0 ? kinds : ['OPENED' as const]).map((kind) => ({ kind })),
    );

  /** Ends incidents as the server does. */
  const end = (ended: readonly Incident[]) =>
    instance.parts.unitOfWork.transaction(async (tx) => {
      for (const { id } of ended) {
        const step = {
          tenantId,
          incidentId: id,
          kind: 'RESOLVED',
          actor: null,
          text: null,
          at: new Date(),
          details: null,
        };
        await recordIncidentStep(tx, { ...step, kind: 'RESOLVED' });
        await updateIncident(tx.db, { tenantId, id }, { status: 'RESOLVED', resolution: 'AUTO', resolvedAt: step.at });
      }
    });

  /** Runs the job of each step that there is, twice, as after a crash, some at the same time. */
  async function runJobs(): Promise<void> {
    const { rows } = await instance.parts.database.query(
      `SELECT number::int AS number FROM governance.incident_step WHERE tenant_id = $1 ORDER BY number`,
      [tenantId],
    );
    const handler = incidentNotificationHandler(instance.parts);
    for (const row of rows) {
      const { number } = row as { number: number };
      const data = { work: handler.name, tenantId, offset: 0, stepNumber: number };
      await Promise.all([handler.run({ data, attempt: 1 }), handler.run({ data, attempt: 2 })]);
    }
  }

  async function toldOf(recipient: Person) {
    const told = await notificationsAfter(drizzleOn(instance.parts.database), { tenantId, recipient }, 0, 100);
    return told.map(({ kind, incidentId }) => `${kind} ${incidentId}`);
  }
  async function textsOf(recipient: Person) {
    const told = await notificationsAfter(drizzleOn(instance.parts.database), { tenantId, recipient }, 0, 100);
    return told.map(({ title, text }) => `${title} | ${text}`);
  }

  async function emit(event: Event): Promise<number> {
    const [entry] = await instance.parts.unitOfWork.append(tenantId, [{ event }]);
    return entry?.offset ?? 0;
  }
  const dropOf = ({ id, entityType, canonicalKey }: Entity) =>
    createEvent({
      type: 'data.quality.degraded',
      tenantId,
      source: 'metadata-studio.api',
      createdAt: new Date(),
      payload: {
        ...{ entityType, entityId: id, canonicalKey, tier: 'tier1' },
        ...{ previousScore: 90, qualityScore: 60, dropPercent: 33.3, previousGrade: 'A', qualityGrade: 'D' },
        ...{ dimensions: [], profileId: 'prf_2', previousProfileId: 'prf_1' },
      },
    });
  const failureOf = ({ id, entityType, canonicalKey }: Entity, actorId: string) =>
    createEvent({
      type: 'metadata.profile.failed',
      tenantId,
      source: 'metadata-studio.api',
      createdAt: new Date(),
      payload: {
        ...{ entityType, entityId: id, canonicalKey, tier: 'tier1', errorCode: 'TABLE_NOT_FOUND' },
        ...{ errorMessage: 'There is no table.', attempts: 1, duration: 1 },
        triggeredBy: { actorId, actorType: 'HUMAN' },
      },
    });

  const act = (actorId: Person, incidentId: string, action: Parameters<typeof actOnIncident>[2]['action']) =>
    actOnIncident(instance.parts, viewerOf({ tenantId, actor: { actorId, actorType: 'HUMAN' } }), {
      incidentId,
      action,
      comment: 'because',
    });

  test('owner, followers and assignee once, with the figures and with how much it reaches', async () => {
    await begin();
    const root = of(x, { assignee: 'anna' });
    await open(root);
    await runJobs();
    for (const person of ['olga', 'fred', 'anna'] as const) {
      expect(await toldOf(person)).toEqual([`INCIDENT_OPENED ${root.id}`]);
    }
    expect(await toldOf('otto')).toEqual([]);
    expect(await textsOf('olga')).toEqual([
      'x: too few values pass a business rule | x (metadata, tier 1, critical): 27 of 100 values of sales.orders.amount fail rule amount_there. 1 entity lies downstream of it.',
    ]);
  });

  test('a group is told once: of the causes of one load, and of what lies downstream, as of its root', async () => {
    await begin();
    const root = of(x);
    const score = of(x, { cause: 'SCORE', rootId: root.id });
    const below = of(y, { cause: 'VOLUME', rootId: root.id });
    await open(root);
    await open(score, 'OPENED', 'ATTACHED');
    await open(below, 'OPENED', 'ATTACHED');
    await runJobs();
    for (const person of ['olga', 'otto', 'fred'] as const) {
      expect(await toldOf(person), person).toEqual([`INCIDENT_OPENED ${root.id}`]);
    }
    expect((await textsOf('otto'))[0]).toMatch(/^x: .*, which affects y \| x \(.*It affects y \(KPI\)\./);
  });

  test('whoever was told of what became part of a group later is not told of its root', async () => {
    await begin();
    const below = of(y, { cause: 'VOLUME' });
    await open(below);
    await runJobs();
    const root = of(x);
    await open(root);
    await instance.parts.database.query('UPDATE governance.incident SET root_id = $1 WHERE id = $2', [
      root.id,
      below.id,
    ]);
    await runJobs();
    expect(await toldOf('otto')).toEqual([`INCIDENT_OPENED ${below.id}`]);
    expect(await toldOf('fred')).toEqual([`INCIDENT_OPENED ${below.id}`]);
    expect(await toldOf('olga')).toEqual([`INCIDENT_OPENED ${root.id}`]);
  });

  test('two that no event led to are told apart', async () => {
    await begin();
    const late = [of(x, { cause: 'FRESHNESS' }), of(y, { cause: 'FRESHNESS' })];
    for (const one of late) await open(one);
    await runJobs();
    expect(await toldOf('fred')).toEqual(late.map(({ id }) => `INCIDENT_OPENED ${id}`));
  });

  test('a drop is told with its event, and its impact to nobody who was told of it, whichever is stored or told first', async () => {
    for (const impactIs of ['first', 'told first', 'last']) {
      await begin();
      const event = dropOf(x);
      const offset = await emit(event);
      const root = of(x, { cause: 'SCORE', openedByEventId: event.id, openedByOffset: offset });
      const below = of(y, { cause: 'VOLUME', rootId: root.id });
      const findImpact = async () => {
        await impactSubscriber.handler(instance.parts).handle({ event, offset });
        const handler = impactNotificationHandler(instance.parts);
        const data = { work: handler.name, tenantId, offset };
        await Promise.all([handler.run({ data, attempt: 1 }), handler.run({ data, attempt: 2 })]);
      };
      await notificationSubscriber.handler(instance.parts).handle({ event, offset });
      if (impactIs === 'first') await findImpact();
      expect(await toldOf('otto')).toEqual([]);
      await open(root);
      if (impactIs === 'told first') await findImpact();
      await runJobs();
      if (impactIs === 'last') await findImpact();
      await open(below, 'OPENED', 'ATTACHED');
      await runJobs();
      expect(await toldOf('olga')).toEqual([`QUALITY_DEGRADED ${root.id}`]);
      expect(await toldOf('fred')).toEqual([`QUALITY_DEGRADED ${root.id}`]);
      expect(await toldOf('otto')).toEqual([`IMPACT ${root.id}`]);
      expect((await textsOf('olga'))[0]).toContain('fell by 33.3 %, from 90 (grade A) to 60 (grade D)');
    }
  });

  test('whoever asked for a profile that failed is told once, whether or not it is an incident', async () => {
    await begin();
    const [event, again] = [failureOf(x, 'olga'), failureOf(y, 'bert')];
    const offset = await emit(event);
    await notificationSubscriber.handler(instance.parts).handle({ event, offset });
    const root = of(x, { cause: 'PROFILE_FAILED', openedByEventId: event.id, openedByOffset: offset });
    await open(root);
    await runJobs();
    expect(await toldOf('olga')).toEqual([`PROFILE_FAILED ${root.id}`]);
    expect(await toldOf('fred')).toEqual([`PROFILE_FAILED ${root.id}`]);
    await notificationSubscriber.handler(instance.parts).handle({ event: again, offset: await emit(again) });
    expect(await toldOf('bert')).toEqual(['PROFILE_FAILED null']);
    expect(await toldOf('otto')).toEqual([]);
  });

  test('its end is told to whoever was told of it, and not to whoever resolved it', async () => {
    await begin();
    const root = of(x);
    const below = of(y, { cause: 'VOLUME', rootId: root.id });
    await open(root);
    await open(below, 'OPENED', 'ATTACHED');
    await runJobs();
    await act('fred', root.id, { kind: 'RESOLVED', resolution: 'FALSE_ALARM' });
    await runJobs();
    const trouble = `INCIDENT_OPENED ${root.id}`;
    expect(await toldOf('fred')).toEqual([trouble]);
    expect(await toldOf('olga')).toEqual([trouble, `QUALITY_RECOVERED ${root.id}`]);
    expect(await toldOf('otto')).toEqual([trouble, `QUALITY_RECOVERED ${root.id}`]);
    expect((await textsOf('olga'))[1]).toBe(
      'Over: x: too few values pass a business rule | fred resolved the incident of x (metadata) as a false alarm. Comment: because. 1 incident that belongs to it is still open.',
    );
    // What is left of the group concerns its own people alone.
    await act('anna', below.id, { kind: 'RESOLVED', resolution: 'FIXED' });
    await runJobs();
    expect(await toldOf('otto')).toEqual([trouble, `QUALITY_RECOVERED ${root.id}`, `QUALITY_RECOVERED ${below.id}`]);
    expect(await toldOf('fred')).toEqual([trouble, `QUALITY_RECOVERED ${below.id}`]);
    expect(await toldOf('olga')).toEqual([trouble, `QUALITY_RECOVERED ${root.id}`]);
    expect(await toldOf('anna')).toEqual([]);
  });

  test('of a group that ends by itself, each is told once, when the last of it has ended', async () => {
    for (const isRootFirst of [true, false]) {
      await begin();
      const root = of(x);
      const [below, beside] = [of(y, { rootId: root.id }), of(x, { cause: 'SCORE', rootId: root.id })];
      await open(root);
      for (const one of [below, beside]) await open(one, 'OPENED', 'ATTACHED');
      await runJobs();
      const order = isRootFirst ? [[root, beside], [below]] : [[below], [root, beside]];
      for (const [at, ended] of order.entries()) {
        if (at > 0) expect((await toldOf('olga')).length).toBe(1);
        await end(ended);
        await runJobs();
      }
      for (const person of ['olga', 'fred', 'otto'] as const) {
        expect(await toldOf(person)).toEqual([`INCIDENT_OPENED ${root.id}`, `QUALITY_RECOVERED ${root.id}`]);
      }
      expect((await textsOf('otto'))[1]).toBe(
        'Over: x: too few values pass a business rule | x (metadata): it is over.',
      );
    }
  });

  test('a profile that failed waits for the others of its table, and is told as what they show', async () => {
    await begin();
    const { database, unitOfWork } = instance.parts;
    const bound = { boundSchema: 'sales', boundTable: 'orders' };
    const failed = of(x, { cause: 'PROFILE_FAILED' });
    await open(failed);
    await database.query('UPDATE governance.incident SET bound_schema = $2, bound_table = $3 WHERE id = $1', [
      failed.id,
      ...Object.values(bound),
    ]);
    const table = entityOf('orders', {
      tenantId,
      owner: 'olga',
      dataset: { schema: 'sales', table: 'orders', keyColumns: [] },
    });
    await unitOfWork.transaction(({ db }) => insertEntity(db, table));
    await database.query('UPDATE governance.mdm_entity SET profile_count = 1, last_profiled_at = now() WHERE id = $1', [
      table.id,
    ]);
    await runJobs();
    expect(await toldOf('olga')).toEqual([]);
    const { rows } = await database.query(
      `SELECT start_after > created_on AS later FROM pgboss.job
       WHERE name = 'incident-notification' AND data->>'tenantId' = $1 AND data ? 'waiting'`,
      [tenantId],
    );
    expect(rows).toEqual([{ later: true }]);

    // The other profile is judged: its columns have changed, and the failure belongs to that.
    const schema = of(table, { cause: 'SCHEMA' });
    await database.query('UPDATE governance.incident SET root_id = $2 WHERE id = $1', [failed.id, schema.id]);
    await open(schema);
    await runJobs();
    expect(await toldOf('olga')).toEqual([`INCIDENT_OPENED ${schema.id}`]);
    expect(await toldOf('fred')).toEqual([`INCIDENT_OPENED ${schema.id}`]);
  });

  test('what is over before anybody was told of it is told to nobody', async () => {
    await begin();
    const root = of(x);
    await open(root);
    await act('anna', root.id, { kind: 'RESOLVED', resolution: 'FIXED' });
    await runJobs();
    for (const person of ['olga', 'fred'] as const) expect(await toldOf(person)).toEqual([]);
  });

  test('an assignee is told, unless it was his own doing or is no longer so', async () => {
    await begin();
    const root = of(y);
    await open(root);
    await act('anna', root.id, { kind: 'ASSIGNED', assignee: 'anna' });
    await act('anna', root.id, { kind: 'ASSIGNED', assignee: 'olga' });
    await act('anna', root.id, { kind: 'ASSIGNED', assignee: 'bert' });
    await runJobs();
    expect(await toldOf('bert')).toEqual([`INCIDENT_OPENED ${root.id}`, `INCIDENT_ASSIGNED ${root.id}`]);
    expect(await toldOf('anna')).toEqual([]);
    expect(await toldOf('olga')).toEqual([]);
    await act('anna', root.id, { kind: 'RESOLVED', resolution: 'FIXED' });
    await runJobs();
    expect((await toldOf('bert')).at(-1)).toBe(`QUALITY_RECOVERED ${root.id}`);
  });

  test('more followers than one transaction tells are all told, once', async () => {
    await begin();
    await instance.parts.database.query(
      `INSERT INTO governance.entity_follow SELECT $1, 'fan-' || n, $2, now() FROM generate_series(1, 1100) n`,
      [tenantId, x.id],
    );
    await open(of(x));
    await runJobs();
    const { rows } = await instance.parts.database.query(
      `SELECT count(*)::int AS told, count(DISTINCT recipient)::int AS people FROM governance.notification
       WHERE tenant_id = $1 AND recipient LIKE 'fan-%'`,
      [tenantId],
    );
    expect(rows).toEqual([{ told: 1_100, people: 1_100 }]);
  });
});
