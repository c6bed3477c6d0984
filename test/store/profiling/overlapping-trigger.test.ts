import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../../src/domain/ids.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { lockEntity } from '../../../src/store/entities/entities.ts';
import { insertEntity, recordLastProfiles } from '../../../src/store/entities/write/write-entities.ts';
import { findDecisionsOfEvent } from '../../../src/store/profiling/decisions.ts';
import { insertProfiles } from '../../../src/store/profiling/profiles.ts';
import { profileSubscriber } from '../../../src/subscribers/profile-subscriber.ts';
import { entityOf } from '../../support/lineage.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';
import { until } from '../../support/until.ts';

// The embedded database runs one transaction at a time, and can never show this.
let instance: TestInstance;
beforeAll(async () => {
  instance = await openTestInstance(await openPostgresStore());
});
afterAll(() => instance[Symbol.asyncDispose]());

const ACTOR = { actorId: 'loader', actorType: 'SYSTEM' as const };
const FIGURES = { completeness: 100, uniqueness: 100, validity: 100, qualityScore: 100, qualityGrade: 'A' as const };

test('a trigger that overlaps the end of a run is judged by the profile that the run has left', async () => {
  const { database, unitOfWork, log, policies, clock, logger } = instance.parts;
  const dataset = { schema: 'sales', table: 'orders', keyColumns: [] };
  const entity = entityOf('orders', { dataset });
  await insertEntity(drizzleOn(database), entity);
  const event = createEvent({
    type: 'data.refreshed',
    tenantId: 'demo',
    source: 'etl.pipeline',
    createdAt: clock(),
    payload: {
      entityUrn: 'urn:orders',
      service: { schema: 'sales', table: 'orders' },
      rowsAffected: 1,
      refreshType: 'incremental',
      completedAt: clock().toISOString(),
      triggeredBy: ACTOR,
    },
  });
  await unitOfWork.transaction((tx) => {
    tx.emit(event);
    return Promise.resolve();
  });
  const { offset } = await log.head('demo');
  const { handle } = profileSubscriber.handler({ unitOfWork, log, policies, clock, logger });

  const { handled } = await database.transaction(async (sql) => {
    const tx = drizzleOn(sql);
    await lockEntity(tx, 'demo', entity.id);
    const handled = handle({ event, offset });
    await until('the evaluation to wait for the entity', async () => {
      const { rowCount } = await database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rowCount > 0;
    });
    const profile = { id: newId('PROFILE'), number: 1, createdAt: clock() };
    const { entityType, id: entityId } = entity;
    await insertProfiles(tx, [
      {
        ...FIGURES,
        ...profile,
        tenantId: 'demo',
        entityType,
        entityId,
        runId: newId('RUN'),
        rowCount: 1_000,
        durationSeconds: 1,
        triggeredBy: ACTOR,
        estimate: null,
        columns: [],
        rules: [],
      },
    ]);
    await recordLastProfiles(tx, 'demo', [
      { ...profile, entityType, entityId, profileId: profile.id, qualityScore: 100 },
    ]);
    return { handled };
  });
  await handled;
  const decisions = await findDecisionsOfEvent(drizzleOn(database), 'demo', offset);
  expect(decisions.map(({ rule, runId }) => ({ rule, runId }))).toEqual([{ rule: 'WITHIN_COOLDOWN', runId: null }]);
});
