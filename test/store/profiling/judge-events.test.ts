import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { defaultMonitoringPolicies } from '../../../src/domain/monitoring/monitoring-policy.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { lockEntity } from '../../../src/store/entities/entities.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { judgeEvents, type Trigger } from '../../../src/subscribers/judge-events.ts';
import { refreshed } from '../../support/events/events.ts';
import { entityOf } from '../../support/lineage.ts';
import { openPostgresStore } from '../../support/store/postgres-store.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const ACTOR = { actorId: 'loader', actorType: 'SYSTEM' as const };

/** Appends a refresh of each table, and returns the triggers as the log has them. */
async function report(
  instance: TestInstance,
  tables: readonly { tenantId: string; table: string }[],
): Promise<Trigger[]> {
  const triggers: Trigger[] = [];
  for (const { tenantId, table } of tables) {
    const event = refreshed({ tenantId, table });
    const [entry] = await instance.parts.unitOfWork.append(tenantId, [{ event }]);
    triggers.push({ event, offset: entry?.offset ?? 0, triggeredBy: ACTOR });
  }
  return triggers;
}

function judge(instance: TestInstance, triggers: readonly Trigger[]) {
  const options = { policies: { within: () => defaultMonitoringPolicies }, now: new Date(), waits: false };
  return instance.parts.unitOfWork.transaction((tx) => judgeEvents(tx, triggers, options));
}

async function bind(instance: TestInstance, tenantId: string, key: string, table = key): Promise<string> {
  const entity = entityOf(key, { tenantId, dataset: { schema: 'test', table, keyColumns: [] } });
  await insertEntity(drizzleOn(instance.parts.database), entity);
  return entity.id;
}

describe.each(STORES)('events that are judged together on %s', (_, openStore) => {
  let instance: TestInstance;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  test('each has its own decisions, of its own tenant, and triggers of one entity share a run', async () => {
    const [orders, lines] = [await bind(instance, 'a', 'orders'), await bind(instance, 'a', 'lines', 'orders')];
    const others = await bind(instance, 'b', 'orders');
    const triggers = await report(instance, [
      { tenantId: 'a', table: 'orders' },
      { tenantId: 'b', table: 'orders' },
      { tenantId: 'a', table: 'nothing' },
      { tenantId: 'a', table: 'orders' },
    ]);
    const { judgements, left } = await judge(instance, triggers);
    expect(left).toEqual([]);
    const found = judgements.map(({ decisions }) =>
      decisions.map(({ tenantId, entityId, rule }) => [tenantId, entityId, rule]),
    );
    const ofA = [orders, lines].sort().map((id) => ['a', id, 'NO_PROFILE_YET']);
    expect(found).toEqual([ofA, [['b', others, 'NO_PROFILE_YET']], [['a', null, 'DATASET_NOT_BOUND']], ofA]);
    const runsOf = (index: number) => judgements[index]?.decisions.map(({ runId }) => runId);
    expect(runsOf(3)).toEqual(runsOf(0));
    expect(new Set([...(runsOf(0) ?? []), ...(runsOf(1) ?? [])]).size).toBe(3);
    const joins = judgements.map(
      ({ decisions }) => decisions.filter(({ explanation }) => explanation.includes('joins')).length,
    );
    expect(joins).toEqual([0, 0, 0, 2]);
    const { rows } = await instance.parts.database.query(
      `SELECT data->>'runId' AS run, (data->>'offset')::int AS "offset" FROM pgboss.job WHERE name = 'profile-run' ORDER BY 1`,
    );
    const queued = [0, 1].flatMap(
      (index) => runsOf(index)?.map((run) => ({ run, offset: triggers[index]?.offset })) ?? [],
    );
    expect(rows).toEqual(queued.sort((one, other) => ((one.run ?? '') < (other.run ?? '') ? -1 : 1)));
  });

  test('what has been decided is not decided again', async () => {
    const triggers = await report(instance, [
      { tenantId: 'c', table: 'first' },
      { tenantId: 'c', table: 'second' },
    ]);
    await judge(instance, triggers.slice(0, 1));
    const { judgements } = await judge(instance, triggers);
    expect(judgements.map(({ trigger }) => trigger)).toEqual(triggers.slice(1));
  });
});

// The embedded database runs one transaction at a time, and can never show this.
test('an event about an entity that is locked is left, and holds up no other', async () => {
  await using instance = await openTestInstance(await openPostgresStore());
  const { database } = instance.parts;
  const locked = await bind(instance, 'a', 'orders');
  const free = await bind(instance, 'a', 'customers');
  const triggers = await report(instance, [
    { tenantId: 'a', table: 'orders' },
    { tenantId: 'a', table: 'customers' },
  ]);
  const { judgements, left } = await database.transaction(async (sql) => {
    await lockEntity(drizzleOn(sql), 'a', locked);
    return judge(instance, triggers);
  });
  expect(left).toEqual(triggers.slice(0, 1));
  expect(judgements.flatMap(({ decisions }) => decisions.map(({ entityId }) => entityId))).toEqual([free]);
  expect((await judge(instance, left)).judgements).toHaveLength(1);
});
