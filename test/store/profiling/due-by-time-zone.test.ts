import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import { changePolicy } from '../../../src/domain/monitoring/policy-change.ts';
import { reportDueProfiles, startDueProfiles, takePass } from '../../../src/scheduler/due-profiles.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import { insertPolicyVersion } from '../../../src/store/monitoring/policy-versions.ts';
import { endTurns } from '../../../src/store/monitoring/scheduler-turns.ts';
import { findSchedulerRuns } from '../../../src/store/profiling/scheduler-runs.ts';
import type { RunningJob } from '../../../src/store/queue/running-job.ts';
import { entityOf } from '../../support/lineage.ts';
import { countStatements } from '../../support/store/statement-count.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const MANY = 60;
const rowsSchema = z.array(z.object({ tenant_id: z.string() }));

describe.each(STORES)('passes by the time zones of tenants on %s', (_, openStore) => {
  let store: ReturnType<typeof countStatements>;
  let instance: TestInstance;
  beforeAll(async () => {
    store = countStatements(await openStore());
    instance = await openTestInstance(store.database);
    for (const tenantId of ['utc', 'berlin', 'tokyo']) await stale(tenantId);
    await zone('berlin', 'Europe/Berlin');
    await zone('tokyo', 'Asia/Tokyo');
  }, 60_000);
  afterAll(() => instance[Symbol.asyncDispose]());

  const db = () => drizzleOn(instance.parts.database);
  const versions = new Map<string, number>();

  async function zone(tenantId: string, timeZone: string) {
    const version = (versions.get(tenantId) ?? 0) + 1;
    versions.set(tenantId, version);
    await insertPolicyVersion(db(), tenantId, {
      ...changePolicy(instance.parts.policies.defaults, { timeZone }),
      version,
    });
  }

  async function stale(tenantId: string) {
    const dataset = { schema: 's', table: 't', keyColumns: [] };
    await insertEntity(db(), entityOf(`of_${tenantId}`, { tenantId, dataset }));
  }

  const parts = (at: Date) => ({
    ...instance.parts,
    ...{ schedule: '0 2 * * *', clock: () => at },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });

  /** Makes a pass, and says whose entities it has reported; they are as before it then. */
  async function pass(time: string, isForAll = false): Promise<string[]> {
    const at = new Date(time);
    await takePass(parts(at), at, isForAll);
    await reportDueProfiles(parts(at), at);
    return reported();
  }

  /** Runs a job of an instance that has started, and says whose entities it has reported. */
  async function run(queue: string, time: string, from?: string): Promise<string[]> {
    const handlers = new Map<string, (job: RunningJob) => Promise<void>>();
    const at = new Date(time);
    await startDueProfiles({
      ...parts(at),
      queue: {
        work(settings, handler) {
          handlers.set(settings.name, handler);
          return Promise.resolve();
        },
        insert: () => Promise.resolve(),
        wake: () => undefined,
      },
    });
    await handlers.get(queue)?.({ id: 'job', attempt: 1, data: { at, part: 0, from } });
    return reported();
  }

  async function reported(): Promise<string[]> {
    const { rows } = await instance.parts.database.query(
      'UPDATE governance.mdm_entity SET due_since = NULL WHERE due_since IS NOT NULL RETURNING tenant_id',
    );
    return rowsSchema
      .parse(rows)
      .map(({ tenant_id: tenantId }) => tenantId)
      .sort();
  }

  test('each tenant has one pass for a time, at its own time, in its own zone', async () => {
    expect(await pass('2026-03-02T00:30Z')).toEqual(['berlin', 'tokyo', 'utc']);
    expect(await pass('2026-03-02T00:59Z')).toEqual([]);
    expect(await pass('2026-03-02T01:00Z')).toEqual(['berlin']);
    expect(await pass('2026-03-02T01:01Z')).toEqual([]);
    expect(await pass('2026-03-02T02:00Z')).toEqual(['utc']);
    expect(await pass('2026-03-02T17:00Z')).toEqual(['tokyo']);
    // Everybody once, whatever was missed.
    expect(await pass('2026-03-04T12:00Z')).toEqual(['berlin', 'tokyo', 'utc']);
    expect(await pass('2026-03-04T12:01Z', true)).toEqual(['berlin', 'tokyo', 'utc']);
  });

  test('instances that make the same pass, and one that is made again after a crash, take it once', async () => {
    const at = new Date('2026-03-05T01:00Z');
    const after = new Date('2026-03-05T01:01Z');
    await Promise.all([takePass(parts(at), at), takePass(parts(at), at), takePass(parts(after), after)]);
    // Whichever came first has the tenant; the other has nobody. Nothing was reported before the crash.
    await takePass(parts(at), at);
    const [first, second] = [await reportDueProfiles(parts(at), at), await reportDueProfiles(parts(after), after)];
    expect([first, second].toSorted()).toEqual([0, 2]);
    // It was two o'clock in Tokyo at 17:00 of the day before.
    expect(await reported()).toEqual(['berlin', 'tokyo']);
  });

  test('a zone that is changed counts at once, a time that has come there meanwhile is made up for, and runs are known by it', async () => {
    expect(await pass('2026-03-05T02:00Z')).toEqual(['utc']);
    await zone('utc', 'Europe/Lisbon');
    expect(await pass('2026-03-05T02:30Z')).toEqual([]);
    await zone('utc', 'America/New_York');
    // 02:00 in New York was at 07:00, when the tenant was elsewhere.
    expect(await pass('2026-03-05T08:00Z')).toEqual(['utc']);
    expect(await pass('2026-03-06T02:00Z')).toEqual(expect.not.arrayContaining(['utc']));
    expect(await pass('2026-03-06T07:00Z')).toEqual(['utc']);
    await instance.parts.database.query(
      `INSERT INTO governance.monitoring_policy_proposal (id, tenant_id, status, base_version, content, diff, proposed_by,
         proposed_at, decided_at)
       VALUES ('p1', 'utc', 'APPROVED', 1, '{"timeZone": "America/New_York"}', '[]', '{}', $1, $1)`,
      [new Date('2026-03-05T07:30Z')],
    );
    const span = { from: new Date('2026-03-05T00:00Z'), to: new Date('2026-03-07T00:00Z'), defaultZone: 'UTC' };
    const runs = (await findSchedulerRuns(db(), 'utc', span)).map((ms) => new Date(ms).toISOString().slice(0, 16));
    expect(runs).toEqual(['2026-03-05T02:00', '2026-03-05T08:00', '2026-03-06T07:00']);
  });

  test('a pass that fails for good is made up for when its lease is over, and not before', async () => {
    const at = new Date('2026-03-06T17:00Z');
    await takePass(parts(at), at);
    // It has reported nothing so far. Others leave its tenants to it, also while it is made again.
    expect(await run('find-due-time-zones', '2026-03-06T17:01Z')).toEqual([]);
    await takePass(parts(at), at);
    const { rows } = await instance.parts.database.query(
      `UPDATE governance.scheduler_turn SET held_until = now() - interval '1 second'
       WHERE held_until > now() + interval '10 minutes' RETURNING tenant_id`,
    );
    expect(rows).toEqual([{ tenant_id: 'tokyo' }]);
    expect(await run('find-due-time-zones', '2026-03-06T17:20Z')).toEqual(['tokyo']);
    expect(await pass('2026-03-06T17:00Z')).toEqual([]);
    expect(await run('find-due-time-zones', '2026-03-06T17:20Z')).toEqual([]);
    expect(await run('find-due-time-zones', '2026-03-06T17:21Z')).toEqual([]);
  });

  test('a pass whose tenants another has taken does not end the turn of the other', async () => {
    const [slow, next] = [new Date('2026-03-06T17:30:00.002Z'), new Date('2026-03-06T17:31:00.002Z')];
    await takePass(parts(slow), slow, true);
    await takePass(parts(next), next, true);
    await instance.parts.unitOfWork.transaction((tx) => endTurns(tx.db, slow));
    expect(await run('find-due-time-zones', '2026-03-08T12:00Z')).toEqual([]);
    await reportDueProfiles(parts(next), next);
    expect(await reported()).toEqual(['berlin', 'tokyo', 'utc']);
  });

  test('the pass at a start is for all, also in the minute of one of the schedule, which is made once', async () => {
    const minute = '2026-03-07T01:00Z';
    expect(await run('find-due-profiles', minute)).toEqual(['berlin']);
    expect(await run('find-due-time-zones', minute)).toEqual([]);
    expect(await run('find-due-profiles', minute, 'all')).toEqual(['berlin', 'tokyo', 'utc']);
    expect(await run('find-due-profiles', minute)).toEqual([]);
    expect(await run('find-due-profiles', minute, 'all')).toEqual([]);
  });

  test('many tenants of one zone take as many statements as few', async () => {
    const cost = async (time: string) => {
      const before = store.count('');
      const at = new Date(time);
      await takePass(parts(at), at);
      await reportDueProfiles({ ...parts(at), clock: () => new Date(0) }, at);
      return store.count('') - before;
    };
    const few = await cost('2026-03-10T01:00Z');
    for (let number = 0; number < MANY; number++) await zone(`many${number}`, 'Europe/Berlin');
    expect(await cost('2026-03-11T01:00Z')).toBe(few);
    const { rows } = await instance.parts.database.query(
      `SELECT count(*)::int AS count FROM governance.scheduler_turn WHERE tenant_id LIKE 'many%' AND pass_at = $1`,
      [new Date('2026-03-11T01:00Z')],
    );
    expect(rows).toEqual([{ count: MANY }]);
  });
});
