import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Dataset } from '../../../src/domain/entities/entity.ts';
import type { Measurement } from '../../../src/domain/profiling/figures.ts';
import { ProfileError } from '../../../src/domain/profiling/profile-error.ts';
import { createEvent } from '../../../src/events/schemas/create-event.ts';
import { drizzleOn } from '../../../src/store/database/drizzle.ts';
import type { Database } from '../../../src/store/database/sql.ts';
import { insertEntity } from '../../../src/store/entities/write/write-entities.ts';
import type { JobData } from '../../../src/subscribers/job-handler.ts';
import { profileRunHandler, type ProfileRunParts } from '../../../src/subscribers/profile-run.ts';
import { profileSubscriber } from '../../../src/subscribers/profile-subscriber.ts';
import { freeStrayRuns } from '../../../src/subscribers/profiling/free-stray-runs.ts';
import { entityOf } from '../../support/lineage.ts';
import { STORES } from '../../support/store/stores.ts';
import { openTestInstance, type TestInstance } from '../../support/store/test-instance.ts';

const COLUMN = { name: 'id', dataType: 'integer', nullCount: 0, distinctCount: 10, min: '1', max: '10' };
const MEASUREMENT: Measurement = { rowCount: 10, distinctKeys: 10, columns: [COLUMN], rules: [] };
type Measure = ProfileRunParts['measure'];
type Bound = Partial<Dataset> & { tenantId?: string };

describe.each(STORES)('runs of one table on %s', (_, openStore) => {
  let instance: TestInstance;
  let database: Database;
  beforeAll(async () => {
    instance = await openTestInstance(await openStore());
    ({ database } = instance.parts);
  });
  afterAll(() => instance[Symbol.asyncDispose]());
  beforeEach(() =>
    database.exec(`
      DELETE FROM governance.mdm_entity; DELETE FROM governance.mdm_profile; DELETE FROM governance.profile_run;
      DELETE FROM governance.event_log; DELETE FROM governance.event_stream; DELETE FROM governance.profiling_decision;
      DELETE FROM pgboss.job`),
  );

  /** Entities bound to `sales.orders`, and a refresh that makes all of them due. */
  async function refreshed(bound: readonly Bound[], tenantId = 'demo'): Promise<void> {
    const { unitOfWork, log, policies, clock, logger } = instance.parts;
    for (const [index, change] of bound.entries()) {
      const dataset = { schema: 'sales', table: 'orders', keyColumns: [], ...change };
      await insertEntity(drizzleOn(database), entityOf(`entity_${index}`, { tenantId, dataset }));
    }
    const event = createEvent({
      type: 'data.refreshed',
      tenantId,
      source: 'etl.pipeline',
      createdAt: clock(),
      payload: {
        entityUrn: 'urn:orders',
        service: { schema: 'sales', table: 'orders' },
        rowsAffected: 1,
        refreshType: 'incremental',
        completedAt: clock().toISOString(),
        triggeredBy: { actorId: 'loader', actorType: 'SYSTEM' },
      },
    });
    await unitOfWork.append(tenantId, [{ event }]);
    const { offset } = await log.head(tenantId);
    await profileSubscriber.handler({ unitOfWork, log, policies, clock, logger }).handle({ event, offset });
  }

  /** What the jobs of a queue would be handed; each time, those that were not handed out before. */
  async function takeJobs(): Promise<JobData[]> {
    const { rows } = await database.query(
      `UPDATE pgboss.job SET state = 'completed' WHERE name = 'profile-run' AND state = 'created'
       RETURNING data::text AS data`,
    );
    return rows.map((row) => JSON.parse((row as { data: string }).data) as JobData);
  }

  function handlerOf(measure: Measure) {
    const calls: (readonly Dataset[])[] = [];
    const handler = profileRunHandler({
      ...instance.parts,
      measure: (datasets, rules, tenant) => {
        calls.push(datasets);
        return measure(datasets, rules, tenant);
      },
      concurrency: 2,
      statementTimeoutMs: 60_000,
    });
    const failForGood = (data: JobData) =>
      instance.parts.unitOfWork.transaction(async (tx) => {
        await handler.onDeadLetter?.(tx, data, { error: 'broken', attempts: 6 });
      });
    return { calls, failForGood, run: (data: JobData, attempt = 1) => handler.run({ data, attempt }) };
  }
  const succeed: Measure = (datasets) => Promise.resolve(datasets.map(() => MEASUREMENT));

  /** By canonical key: how often each was announced as completed, or with which code as failed. */
  async function announced(tenantId = 'demo'): Promise<Record<string, string[]>> {
    const entries = await instance.parts.log.page(tenantId, { filter: {}, limit: 1_000, newestFirst: false });
    const found: Record<string, string[]> = {};
    for (const { event } of entries) {
      if (event?.type !== 'metadata.profile.completed' && event?.type !== 'metadata.profile.failed') continue;
      const code = event.type === 'metadata.profile.failed' ? event.payload.errorCode : 'completed';
      (found[event.payload.canonicalKey] ??= []).push(code);
    }
    return found;
  }
  const each = (count: number, ...codes: string[]) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`entity_${index}`, codes]));
  const openRuns = async () =>
    (await database.query(`SELECT FROM governance.profile_run WHERE status IN ('waiting', 'running')`)).rowCount +
    (await database.query(`SELECT FROM governance.mdm_entity WHERE open_run_id IS NOT NULL`)).rowCount;

  test('are measured by the job that comes first; each has its own profile, number, event and cause', async () => {
    await refreshed(Array.from({ length: 20 }, (_, index) => (index % 2 ? { column: 'amount' } : {})));
    const jobs = await takeJobs();
    const { run, calls } = handlerOf(succeed);
    for (const job of jobs) await run(job);
    expect(jobs).toHaveLength(20);
    expect(calls.map((datasets) => datasets.length)).toEqual([20]);
    expect(await announced()).toEqual(each(20, 'completed'));
    const { rows } = await database.query(
      `SELECT count(DISTINCT profile.id)::int AS profiles, count(DISTINCT entity.id)::int AS entities,
         count(DISTINCT run.id)::int AS runs
       FROM governance.mdm_entity entity
       JOIN governance.mdm_profile profile ON profile.id = entity.last_profile_id AND profile.number = 1
         AND entity.profile_count = 1
       JOIN governance.profile_run run ON run.id = profile.run_id AND run.entity_id = entity.id AND run.status = 'completed'
       JOIN governance.event_log log ON log.event #>> '{payload,profileId}' = profile.id
         AND log.event ->> 'causationId' = (SELECT event ->> 'id' FROM governance.event_log WHERE type = 'data.refreshed')`,
    );
    expect(rows).toEqual([{ profiles: 20, entities: 20, runs: 20 }]);
    expect(await openRuns()).toBe(0);
  });

  test('are those of one tenant', async () => {
    await refreshed([{}, {}]);
    await refreshed([{}], 'other');
    const { run, calls } = handlerOf(succeed);
    for (const job of await takeJobs()) await run(job);
    expect(calls.map((datasets) => datasets.length).sort()).toEqual([1, 2]);
    expect([await announced(), await announced('other')]).toEqual([each(2, 'completed'), each(1, 'completed')]);
  });

  test('are measured once though their jobs are fetched at the same moment', async () => {
    await refreshed(Array.from({ length: 8 }, () => ({})));
    const { run, calls } = handlerOf(succeed);
    await Promise.all((await takeJobs()).map((job) => run(job)));
    expect(calls.flat()).toHaveLength(8);
    expect(calls).toHaveLength(1);
    expect(await announced()).toEqual(each(8, 'completed'));
  });

  test('survive the death of the process that measures them: the retry of its one job measures all, once each', async () => {
    await refreshed([{}, {}, {}]);
    const [first, ...others] = await takeJobs();
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let began: () => void = () => undefined;
    const measuring = new Promise<void>((resolve) => (began = resolve));
    const hung = handlerOf(async (...asked) => {
      began();
      await asleep;
      return succeed(...asked);
    });
    if (!first) throw new Error('there is no job');
    const done = hung.run(first);
    await measuring;

    const { run, calls } = handlerOf(succeed);
    for (const job of others) await run(job);
    expect(calls, 'the others leave it to the job that has taken them').toEqual([]);
    await run(first, 2);
    expect(calls.map((datasets) => datasets.length)).toEqual([3]);
    // It was not dead after all, and finds that everything has ended.
    wake();
    await done;
    expect(await announced()).toEqual(each(3, 'completed'));
    expect(await openRuns()).toBe(0);
  });

  test('fail alone where the fault is in what is measured for one entity', async () => {
    await refreshed([{}, { column: 'gone' }, {}]);
    const { run } = handlerOf((datasets) =>
      Promise.resolve(
        datasets.map(({ column }) => (column ? new ProfileError('COLUMN_NOT_FOUND', 'no column') : MEASUREMENT)),
      ),
    );
    for (const job of await takeJobs()) await run(job);
    expect(await announced()).toEqual({ ...each(3, 'completed'), entity_1: ['COLUMN_NOT_FOUND'] });
    expect(await openRuns()).toBe(0);
  });

  test('are measured apart, like with like, after a fault that may be the fault of one of them', async () => {
    await refreshed([{}, { column: 'slow' }, {}, { column: 'slow' }]);
    const { run, calls } = handlerOf((datasets, ...others) =>
      datasets.some(({ column }) => column === 'slow')
        ? Promise.reject(new ProfileError('TIMEOUT', 'too slow'))
        : succeed(datasets, ...others),
    );
    for (let jobs = await takeJobs(); jobs.length > 0; jobs = await takeJobs()) {
      for (const job of jobs) await run(job);
    }
    expect(calls.map((datasets) => datasets.length)).toEqual([4, 2, 2]);
    const [timeout, completed] = [['TIMEOUT'], ['completed']];
    expect(await announced()).toEqual({
      entity_0: completed,
      entity_1: timeout,
      entity_2: completed,
      entity_3: timeout,
    });
    expect(await openRuns()).toBe(0);
  });

  test('wait together for a temporary fault to pass, with one job', async () => {
    await refreshed([{}, { column: 'amount' }, {}]);
    const locked = handlerOf(() => Promise.reject(new ProfileError('TABLE_LOCKED', 'locked')));
    for (const job of await takeJobs()) await locked.run(job);
    expect(locked.calls).toHaveLength(1);
    const [job, ...more] = await takeJobs();
    expect(more).toEqual([]);
    expect(job).toMatchObject({ waiting: { tries: 1 } });
    const { run, calls } = handlerOf(succeed);
    if (job) await run(job);
    expect(calls.map((datasets) => datasets.length)).toEqual([3]);
    expect(await announced()).toEqual(each(3, 'completed'));
  });

  test('each wait as long as they would alone', async () => {
    await refreshed([{}, {}]);
    const locked = handlerOf(() => Promise.reject(new ProfileError('TABLE_LOCKED', 'locked')));
    const [first] = await takeJobs();
    if (!first) throw new Error('there is no job');
    // The leader has waited for a day; who follows it came later.
    const since = new Date(instance.parts.clock().getTime() - 24 * 60 * 60 * 1000 - 1).toISOString();
    await locked.run({ ...first, waiting: { tries: 9, since } });
    const told = await announced();
    expect(Object.values(told)).toEqual([['TABLE_LOCKED']]);
    const { run } = handlerOf(succeed);
    const jobs = await takeJobs();
    expect(jobs.map(({ waiting }) => waiting)).toMatchObject([{ tries: 1 }]);
    for (const job of jobs) await run(job);
    expect(
      Object.values(await announced())
        .flat()
        .sort(),
    ).toEqual(['TABLE_LOCKED', 'completed']);
    expect(await openRuns()).toBe(0);
  });

  test('are measured alone when something unforeseen happens twice', async () => {
    await refreshed([{}, {}, {}]);
    const broken = handlerOf(() => Promise.reject(new TypeError('a fault of this program')));
    const [first, ...others] = await takeJobs();
    if (!first) throw new Error('there is no job');
    await expect(broken.run(first)).rejects.toThrow('a fault of this program');
    await expect(broken.run(first, 2)).rejects.toThrow('a fault of this program');
    const { run, calls } = handlerOf(succeed);
    for (const job of [...others, ...(await takeJobs())]) await run(job);
    expect(calls.map((datasets) => datasets.length)).toEqual([1, 1]);
    await broken.failForGood(first);
    expect(
      Object.values(await announced())
        .flat()
        .sort(),
    ).toEqual(['INTERNAL', 'completed', 'completed']);
    expect(await openRuns()).toBe(0);
  });

  test('get jobs of their own when the job that took them fails for good', async () => {
    await refreshed([{}, {}, {}]);
    const broken = handlerOf(() => Promise.reject(new TypeError('a fault of this program')));
    const [first] = await takeJobs();
    if (!first) throw new Error('there is no job');
    await expect(broken.run(first)).rejects.toThrow('a fault of this program');
    await broken.failForGood(first);
    const { run, calls } = handlerOf(succeed);
    for (const job of await takeJobs()) await run(job);
    expect(calls.map((datasets) => datasets.length)).toEqual([2]);
    expect(await openRuns()).toBe(0);
  });

  test('are found when an older version has ended the run that they follow', async () => {
    await refreshed([{}, {}, {}]);
    const broken = handlerOf(() => Promise.reject(new TypeError('a fault of this program')));
    const [first, ...others] = await takeJobs();
    if (!first) throw new Error('there is no job');
    await expect(broken.run(first)).rejects.toThrow('a fault of this program');
    const { run, calls } = handlerOf(succeed);
    for (const job of others) await run(job);
    // It knows of no followers.
    await database.query(`UPDATE governance.profile_run SET status = 'completed' WHERE id = $1`, [first.runId]);
    await freeStrayRuns(instance.parts.unitOfWork);
    await freeStrayRuns(instance.parts.unitOfWork);
    const jobs = await takeJobs();
    expect(jobs).toHaveLength(2);
    for (const job of jobs) await run(job);
    expect(calls.map((datasets) => datasets.length)).toEqual([2]);
    expect(await openRuns()).toBe(0);
  });
});
