import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { contentOf, type Dataset, type Entity } from '../../../src/domain/entities/entity.ts';
import type { EntityVersion } from '../../../src/domain/entities/entity-version.ts';
import { newId } from '../../../src/domain/ids.ts';
import type { BoundRule } from '../../../src/domain/profiling/business-rules/bound-rule.ts';
import { nextRetryAt } from '../../../src/domain/profiling/judging/failing-streak.ts';
import { DEFAULT_PROFILING_POLICY } from '../../../src/domain/profiling/profiling-policy.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/domain/time-units.ts';
import type { EventOf, EventType } from '../../../src/events/schemas/catalogue.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { reportDueProfiles } from '../../../src/scheduler/due-profiles.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { findEntity } from '../../../src/store/entities/entities.ts';
import { insertVersions } from '../../../src/store/entities/entity-versions.ts';
import { insertEntity, updateEntity } from '../../../src/store/entities/write/write-entities.ts';
import { joinOrBegin } from '../../../src/store/profiling/profile-runs.ts';
import { judgeEvents, type Trigger } from '../../../src/subscribers/judge-events.ts';
import { endAll } from '../../../src/subscribers/profiling/end-runs.ts';
import { profileChangeSubscriber } from '../../../src/subscribers/profiling/profile-change-subscriber.ts';
import { qualitySubscriber } from '../../../src/subscribers/quality-subscriber.ts';
import { requestProfile } from '../../../src/workflow/profiling/request-profile.ts';
import { entityOf } from '../../support/lineage.ts';
import { viewerOf } from '../../support/server/viewer.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const START = new Date('2026-03-02T00:00:00.000Z');
const ACTOR = { actorId: 'anna', actorType: 'HUMAN' as const };
const ORDERS: Dataset = { schema: 'sales', table: 'orders', keyColumns: [] };
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.each(STORES)('judging on %s', (_, openStore) => {
  let instance: TestInstance;
  let database: Database;
  let now = START;
  const clock = () => now;
  const advance = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
    ({ database } = instance.parts);
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());
  beforeEach(async () => {
    now = START;
    await database.exec(`
      DELETE FROM governance.mdm_entity; DELETE FROM governance.mdm_profile; DELETE FROM governance.profile_run;
      DELETE FROM governance.event_log; DELETE FROM governance.event_stream; DELETE FROM governance.profiling_decision;
      DELETE FROM governance.entity_version; DELETE FROM pgboss.job`);
  });

  async function insert(canonicalKey: string, init: Partial<Entity> = {}): Promise<Entity> {
    const entity = entityOf(canonicalKey, { dataset: ORDERS, ...init });
    await insertEntity(drizzleOn(database), entity);
    return entity;
  }

  async function eventsOf<T extends EventType>(type: T): Promise<EventOf<T>[]> {
    const page = { filter: { types: [type] }, limit: 1_000, newestFirst: false };
    const entries = await instance.parts.log.page('demo', page);
    return entries.flatMap(({ event }) => (event?.type === type ? [event as EventOf<T>] : []));
  }

  const stateOf = async ({ entityType, canonicalKey }: Entity) => {
    const entity = await findEntity(drizzleOn(database), 'demo', entityType, canonicalKey);
    if (!entity) throw new Error(`there is no ${canonicalKey}`);
    return entity;
  };

  /** A run of the entity, as a decision begins it. */
  async function begin({ id: entityId, entityType }: Entity) {
    const run = {
      ...{ id: newId('RUN'), tenantId: 'demo', entityType, entityId, status: 'waiting' as const, triggerOffset: 1 },
      ...{ triggeredBy: ACTOR, createdAt: now, startedAt: now, finishedAt: null },
    };
    await joinOrBegin(drizzleOn(database), run);
    return run;
  }

  const cause = { id: '00000000-0000-4000-8000-000000000001', source: 'etl.pipeline' as const, correlationId: 'c' };
  type Measured = { score: number; dataset?: Dataset; rules?: BoundRule[] };

  /** A measurement whose score is this: all dimensions are the same. */
  const measured = (percent: number) => ({
    rowCount: 1_000,
    distinctKeys: percent * 10,
    columns: [{ name: 'a', dataType: 'int', nullCount: 1_000 - percent * 10, distinctCount: 1, min: null, max: null }],
    rules: [
      {
        ...{ entityId: 'rul_1', canonicalKey: 'r', column: 'a', severity: 'INFO' as const },
        ...{ kind: 'notNull' as const, checked: 1_000, passed: percent * 10 },
      },
    ],
  });

  async function complete(entity: Entity, { score, dataset = ORDERS, rules = [] }: Measured): Promise<void> {
    const run = await begin(entity);
    const completed = [{ run, cause, dataset, rules, measurement: measured(score), durationSeconds: 1 }];
    const end = () => instance.parts.unitOfWork.transaction((tx) => endAll(tx, 'demo', { completed }, clock));
    // Two workers, of which one was thought dead.
    await Promise.all([end(), end()]);
  }

  async function failRun(entity: Entity, errorCode = 'TABLE_NOT_FOUND'): Promise<void> {
    const failed = [{ run: await begin(entity), cause, errorCode, errorMessage: 'Gone.', attempts: 1 }];
    const end = () => instance.parts.unitOfWork.transaction((tx) => endAll(tx, 'demo', { failed }, clock));
    await Promise.all([end(), end()]);
  }

  /** Judges all completed profiles, each twice, and in any order. */
  async function judgeQuality(order: (events: EventOf<'metadata.profile.completed'>[]) => typeof events = (e) => e) {
    const { handle } = qualitySubscriber.handler({ unitOfWork: instance.parts.unitOfWork, clock });
    const completed = order(await eventsOf('metadata.profile.completed'));
    for (const event of completed) await Promise.all([0, 1].map(() => handle({ event, offset: 0 })));
    return (await eventsOf('data.quality.degraded')).map(({ payload }) => [
      payload.previousScore,
      payload.qualityScore,
    ]);
  }

  test('a slow slide is announced once at the fall that passes the bound, whatever the order of the jobs', async () => {
    const entity = await insert('orders');
    for (const score of [100, 97, 94, 91, 90, 89, 88, 87]) await complete(entity, { score });
    expect(await judgeQuality((events) => [...events].reverse())).toEqual([[100, 89]]);
    const [event] = await eventsOf('data.quality.degraded');
    const { rows } = await database.query('SELECT id FROM governance.mdm_profile ORDER BY number');
    expect([event?.payload.previousProfileId, event?.payload.profileId]).toEqual(
      [0, 5].map((place) => (rows[place] as { id: string }).id),
    );
  });

  test('another table, or other rules, degrade nothing', async () => {
    const entity = await insert('orders');
    const dirty = { ...ORDERS, table: 'dirty' };
    const rule: BoundRule = {
      ...{ entityId: 'rul_1', canonicalKey: 'r', column: 'a', severity: 'INFO' },
      check: { kind: 'notNull' },
    };
    await complete(entity, { score: 100 });
    await complete(entity, { score: 40, dataset: dirty });
    await complete(entity, { score: 95, dataset: dirty });
    await complete(entity, { score: 30, dataset: dirty, rules: [rule] });
    expect(await judgeQuality()).toEqual([]);
    await complete(entity, { score: 20, dataset: dirty, rules: [rule] });
    expect(await judgeQuality()).toEqual([[30, 20]]);
  });

  test('profiles that an older version has stored are compared as it would, also by this one', async () => {
    const entity = await insert('orders');
    for (const score of [100, 95, 80, 76, 71]) {
      await complete(entity, { score });
      await database.exec(
        'UPDATE governance.mdm_profile SET binding_key = NULL, rules_key = NULL, dropped_from_id = NULL, reference_id = NULL, reference_score = NULL',
      );
    }
    expect(await judgeQuality()).toEqual([[95, 80]]);
    await complete(entity, { score: 63 });
    expect(await judgeQuality()).toEqual([
      [95, 80],
      [71, 63],
    ]);
  });

  test('failing in the same way is announced once, then once a day, and every failure is counted', async () => {
    const entity = await insert('orders');
    for (let count = 0; count < 6; count++) {
      await failRun(entity);
      advance(HOUR_MS);
    }
    expect(await eventsOf('metadata.profile.failed')).toHaveLength(1);
    expect((await stateOf(entity)).lastFailure).toMatchObject({
      ...{ failures: 6, since: START, reportedAt: START, at: new Date(START.getTime() + 5 * HOUR_MS) },
    });
    advance(DAY_MS);
    await failRun(entity);
    await failRun(entity);
    expect(await eventsOf('metadata.profile.failed')).toHaveLength(2);
    await failRun(entity, 'PERMISSION_DENIED');
    expect(await eventsOf('metadata.profile.failed')).toHaveLength(3);
    expect((await stateOf(entity)).lastFailure).toMatchObject({
      failures: 1,
      since: now,
      errorCode: 'PERMISSION_DENIED',
    });
    const { rows } = await database.query(
      `SELECT count(*)::int AS runs FROM governance.profile_run WHERE status = 'failed' AND error_code IS NOT NULL`,
    );
    expect(rows).toEqual([{ runs: 9 }]);
  });

  test('a profile ends the streak, and so does a change of the entity', async () => {
    const entity = await insert('orders');
    await failRun(entity);
    await complete(entity, { score: 100 });
    expect((await stateOf(entity)).lastFailure).toBeNull();
    await failRun(entity);
    advance(MINUTE_MS);
    await updateEntity(drizzleOn(database), { ...(await stateOf(entity)), updatedAt: now });
    advance(MINUTE_MS);
    await failRun(entity);
    expect(await eventsOf('metadata.profile.failed')).toHaveLength(3);
    expect((await stateOf(entity)).lastFailure).toMatchObject({ failures: 1, since: now });
  });

  test('the scheduler tries again with growing pauses, exactly when the entity says', async () => {
    const entity = await insert('orders');
    const policy = DEFAULT_PROFILING_POLICY;
    const pass = async () => {
      const count = await reportDueProfiles({ ...instance.parts, logger, clock });
      await database.exec('UPDATE governance.mdm_entity SET due_since = NULL');
      return count;
    };
    expect(await pass()).toBe(1);
    const pausesHours: number[] = [];
    for (let failures = 1; failures <= 7; failures++) {
      await failRun(entity);
      const state = await stateOf(entity);
      const retryAt = state.lastFailure && nextRetryAt(state, state.lastFailure, policy);
      if (!retryAt) throw new Error('it is never tried again');
      pausesHours.push((retryAt.getTime() - now.getTime()) / HOUR_MS);
      now = new Date(retryAt.getTime() - 1);
      expect(await pass()).toBe(0);
      advance(1);
      expect(await pass()).toBe(1);
    }
    expect(pausesHours).toEqual([1, 2, 4, 8, 16, 24, 24]);
  });

  test('of concurrent requests for a profile one is recorded, the others say when to ask again', async () => {
    const entity = await insert('orders');
    const viewer = viewerOf({ tenantId: 'demo', roles: ['STEWARD'] });
    const ask = () =>
      requestProfile({ unitOfWork: instance.parts.unitOfWork, clock }, viewer, { ...entity, priority: 'normal' });
    const outcomes = await Promise.all(Array.from({ length: 8 }, ask));
    const refused = outcomes.flatMap((outcome) => (outcome.kind === 'too-soon' ? [outcome] : []));
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(refused.map(({ retryAt }) => retryAt)).toEqual(Array(7).fill(new Date(START.getTime() + MINUTE_MS)));
    expect(await eventsOf('metadata.profile.due')).toHaveLength(1);
    advance(MINUTE_MS - 1);
    expect((await ask()).kind).toBe('too-soon');
    advance(1);
    expect((await ask()).kind).toBe('done');
  });

  const ruleOf = (dataset: Dataset) =>
    entityOf('amount_there', { entityType: 'BUSINESS_RULE', dataset, definition: {}, version: 1 });

  /** Version by version of a rule, and its changed event. */
  async function change(rule: Entity, init: Partial<EventOf<'metadata.changed'>['payload']> = {}): Promise<Trigger> {
    const { id: entityId, entityType, canonicalKey, tier, version } = rule;
    const versionOf: EntityVersion = {
      ...{
        tenantId: 'demo',
        entityType,
        canonicalKey,
        entityId,
        version,
        kind: 'UPDATE',
        origin: 'APPROVAL',
        diff: [],
      },
      ...{ content: contentOf(rule), approvalId: null, requestedBy: ACTOR, decidedBy: ACTOR, changedAt: now },
    };
    await insertVersions(drizzleOn(database), [versionOf]);
    const event = createEvent({
      type: 'metadata.changed',
      tenantId: 'demo',
      source: 'metadata-studio.approval',
      createdAt: now,
      payload: {
        ...{ entityType, entityId, canonicalKey, tier, version, changeType: 'UPDATE', changedBy: ACTOR },
        changedFields: ['businessRule.check'],
        ...init,
      },
    });
    const [entry] = await instance.parts.unitOfWork.append('demo', [{ event }]);
    return { event, offset: entry?.offset ?? 0, triggeredBy: ACTOR };
  }

  async function judge(trigger: Trigger) {
    const options = { policies: instance.parts.policies, now, waits: true };
    const { judgements } = await instance.parts.unitOfWork.transaction((tx) => judgeEvents(tx, [trigger], options));
    const names = new Map<string | null, string>();
    for (const { rows } of [await database.query('SELECT id, canonical_key FROM governance.mdm_entity')]) {
      for (const row of rows as { id: string; canonical_key: string }[]) names.set(row.id, row.canonical_key);
    }
    return judgements
      .flatMap(({ decisions }) => decisions.map(({ entityId, rule }) => `${names.get(entityId) ?? 'none'}: ${rule}`))
      .sort();
  }

  test('a rule that changes has what it concerns profiled once, where it was bound and where it is', async () => {
    await insert('orders');
    await insert('amounts', { dataset: { ...ORDERS, column: 'amount' } });
    await insert('ids', { dataset: { ...ORDERS, column: 'id' } });
    await insert('deprecated', { status: 'DEPRECATED' });
    await insert('lines', { dataset: { ...ORDERS, table: 'lines' } });
    await insert('elsewhere', { dataset: { ...ORDERS, table: 'elsewhere' } });
    await insert('stranger', { tenantId: 'other' });
    await insert('another_rule', { entityType: 'BUSINESS_RULE', dataset: { ...ORDERS, column: 'amount' } });
    const rule = ruleOf({ ...ORDERS, column: 'amount' });
    const created = await change(rule, { changeType: 'CREATE' });
    expect(await judge(created)).toEqual(['amounts: RULES_CHANGED', 'orders: RULES_CHANGED']);
    expect(await judge(created)).toEqual([]);
    const moved = await change({ ...rule, version: 2, dataset: { ...ORDERS, table: 'lines', column: 'amount' } });
    expect(await judge(moved)).toEqual(['amounts: RULES_CHANGED', 'lines: RULES_CHANGED', 'orders: RULES_CHANGED']);
    const gone = await change({ ...rule, version: 3, dataset: { ...ORDERS, table: 'nowhere', column: 'amount' } });
    expect(await judge(gone)).toEqual(['lines: RULES_CHANGED']);
    const nothing = await change({ ...rule, version: 4, dataset: { ...ORDERS, table: 'nowhere', column: 'amount' } });
    expect(await judge(nothing)).toEqual(['none: DATASET_NOT_BOUND']);
    // One run of each entity, whatever the number of triggers: they have not begun.
    const { rows } = await database.query('SELECT 1 FROM governance.profile_run');
    expect(rows).toHaveLength(3);
  });

  test('only changes of what a rule measures are handed to its subscriber', async () => {
    const rule = ruleOf({ ...ORDERS, column: 'amount' });
    await change(rule, { changedFields: ['name'] });
    await change({ ...rule, version: 2 }, { changedFields: ['dataset.table'] });
    await change({ ...rule, version: 3 }, { entityType: 'METADATA' });
    const { rows } = await database.query(
      `SELECT (data->>'offset')::int AS "offset" FROM pgboss.job WHERE name = '${profileChangeSubscriber.name}'`,
    );
    expect(rows).toEqual([{ offset: 2 }]);
    const { handle } = profileChangeSubscriber.handler({ ...instance.parts, clock });
    const [, event] = await eventsOf('metadata.changed');
    if (!event) throw new Error('the change is not in the log');
    await Promise.allSettled([0, 1].map(() => handle({ event, offset: 2 })));
    const decisions = await database.query('SELECT 1 FROM governance.profiling_decision');
    expect(decisions.rows).toHaveLength(1);
  });

  test('an approved KPI is judged by its tier', async () => {
    for (const tier of ['tier1', 'tier3'] as const) {
      const kpi = await insert(`kpi_${tier}`, { entityType: 'KPI', tier });
      const event = createEvent({
        type: 'kpi.approved',
        tenantId: 'demo',
        source: 'metadata-studio.approval',
        createdAt: now,
        payload: {
          ...{ approvalId: 'apr_1', entityId: kpi.id, canonicalKey: kpi.canonicalKey, tier, approvedBy: ACTOR },
          approvedAt: now.toISOString(),
        },
      });
      const [entry] = await instance.parts.unitOfWork.append('demo', [{ event }]);
      const decided = await judge({ event, offset: entry?.offset ?? 0, triggeredBy: ACTOR });
      expect(decided).toEqual([`kpi_${tier}: APPROVED_IN_${tier === 'tier1' ? 'HIGH' : 'LOW'}_TIER`]);
    }
  });
});
