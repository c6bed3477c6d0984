import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import type { Database } from '../../../src/store/database/sql.ts';
import { type JobQueue, openJobQueue, type QueueSettings } from '../../../src/store/queue/job-queue.ts';
import type { RunningJob, TogetherHandler } from '../../../src/store/queue/running-job.ts';
import { STORES } from '../../support/store/stores.ts';
import { until } from '../../support/until.ts';

describe.each(STORES)('the job queue on %s', (kind, openStore) => {
  let database: Database;
  const queues: JobQueue[] = [];
  const announced: string[][] = [];
  let name: string;
  let settings: QueueSettings;

  beforeAll(async () => {
    database = await openStore();
  }, 60_000);
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.stop(5_000);
    announced.length = 0;
  });
  afterAll(() => database.close());

  async function open(): Promise<JobQueue> {
    const queue = await openJobQueue({
      database,
      isOnlyInstance: kind === 'PGlite',
      announce: (names) => announced.push([...names]),
      onError: (error) => {
        throw error;
      },
    });
    queues.push(queue);
    name = `queue-${randomUUID()}`;
    settings = {
      ...{ name, leaseSeconds: 60, retryLimit: 2, retryDelaySeconds: 1, concurrency: 2, hasDeadLetters: false },
    };
    return queue;
  }

  async function insert(queue: JobQueue, count: number, startAfter?: Date): Promise<string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    const jobs = ids.map((id, number) => ({ queue: name, id, data: { number }, ...(startAfter && { startAfter }) }));
    await queue.insert(database, jobs);
    return ids;
  }

  const left = async () => (await database.query('SELECT state FROM pgboss.job WHERE name = $1', [name])).rows;
  const nothing = () => Promise.reject(new Error('it must not be run alone'));

  /** Runs jobs together, unless one of them is refused, and writes down which were done. */
  function recording(done: string[], isRefused: (job: RunningJob) => boolean = () => false): TogetherHandler {
    return {
      async run(jobs, finish) {
        await database.transaction(async (sql) => {
          await finish(sql, jobs);
          if (jobs.some(isRefused)) throw new Error('one is wrong');
        });
        done.push(...jobs.map(({ id }) => id));
        return [];
      },
    };
  }

  test('what waits is run together, each job once, and leaves nothing behind', async () => {
    const queue = await open();
    await queue.declare(settings);
    const ids = await insert(queue, 600);
    const done: string[] = [];
    await queue.work(settings, nothing, recording(done));
    await until('the jobs', () => done.length >= 600);
    expect(done.sort()).toEqual(ids.sort());
    expect(await left()).toEqual([]);
  });

  test('a job that fails takes no other with it, and is run alone', async () => {
    const queue = await open();
    await queue.declare(settings);
    const ids = await insert(queue, 40);
    const bad = ids[17] ?? '';
    const done: string[] = [];
    const attempts: number[] = [];
    await queue.work(
      settings,
      ({ id, attempt }) => {
        expect(id).toBe(bad);
        attempts.push(attempt);
        return attempts.length < 3 ? Promise.reject(new Error('wrong')) : Promise.resolve();
      },
      recording(done, ({ id }) => id === bad),
    );
    await until('the others', () => done.length === 39);
    expect(new Set(done)).toEqual(new Set(ids.filter((id) => id !== bad)));
    await until('the attempts', async () => {
      await database.query(`UPDATE pgboss.job SET start_after = now() WHERE name = $1 AND state = 'retry'`, [name]);
      return attempts.length === 3;
    });
    // The attempt together was none: nothing of it was kept.
    expect(attempts).toEqual([1, 2, 3]);
    await until('the end of the job', async () => (await left()).length === 0);
  });

  test('jobs that the handler leaves are run alone', async () => {
    const queue = await open();
    await queue.declare(settings);
    const ids = await insert(queue, 10);
    const alone: string[] = [];
    const run: TogetherHandler['run'] = async (jobs, finish) => {
      const ours = jobs.filter(({ id }) => id !== ids[3]);
      await finish(database, ours);
      return jobs.filter((job) => !ours.includes(job));
    };
    await queue.work(settings, ({ id }) => Promise.resolve(void alone.push(id)), { run });
    await until('the end of the jobs', async () => (await left()).length === 0);
    expect(alone).toEqual([ids[3]]);
  });

  test('a job that nothing announces is found, and a delayed one not before its time', async () => {
    const queue = await open();
    const ran: number[] = [];
    await queue.work(settings, ({ data }) => Promise.resolve(void ran.push((data as { number: number }).number)));
    await insert(queue, 1);
    await until('the job', () => ran.length === 1, 10_000);
    const { rows } = await database.query(`SELECT (extract(epoch FROM now()) * 1000)::float8 AS now`);
    await insert(queue, 1, new Date(((rows as { now: number }[])[0]?.now ?? 0) + 700));
    await until('the delayed job', () => ran.length === 2, 10_000);
    const { rows: late } = await database.query(
      `SELECT (extract(epoch FROM started_on - start_after))::float8 AS seconds FROM pgboss.job
       WHERE name = $1 ORDER BY start_after DESC LIMIT 1`,
      [name],
    );
    expect((late as { seconds: number }[])[0]?.seconds).toBeGreaterThanOrEqual(0);
  });

  test('a job whose worker is gone comes before those that wait when its lease is over', async () => {
    const queue = await open();
    await queue.declare(settings);
    const [lost] = await insert(queue, 1);
    await database.query(
      `UPDATE pgboss.job SET state = 'active', created_on = now() - interval '3 minutes', started_on = now() - interval '2 minutes'
       WHERE name = $1`,
      [name],
    );
    await insert(queue, 20, new Date(Date.now() - 60_000));
    // The look that finds it comes later than the first of the others.
    const order: string[] = [];
    await queue.work({ ...settings, concurrency: 1 }, async ({ id }) => {
      order.push(id);
      await new Promise((resolve) => setTimeout(resolve, 250));
    });
    await until('the lost job', () => order.includes(lost ?? ''));
    expect(order.length).toBeLessThan(15);
  });

  test('a job whose worker is gone is taken over when its lease is over, as its second attempt', async () => {
    const queue = await open();
    await queue.declare(settings);
    await insert(queue, 1);
    await database.query(
      `UPDATE pgboss.job SET state = 'active', started_on = now() - interval '61 s' WHERE name = $1`,
      [name],
    );
    const attempts: number[] = [];
    await queue.work(settings, ({ attempt }) => Promise.resolve(void attempts.push(attempt)), { run: nothing });
    await until('the takeover', () => attempts.length > 0, 10_000);
    expect(attempts).toEqual([2]);
  });

  test('jobs that are taken and not begun are given back by an instance that stops', async () => {
    const queue = await open();
    await queue.declare(settings);
    await insert(queue, 20);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let begun = 0;
    await queue.work(
      settings,
      async () => {
        begun += 1;
        await held;
      },
      { run: (jobs) => Promise.resolve(jobs) },
    );
    await until('two to be under way', () => begun === 2);
    const stopping = queue.stop(5_000);
    await until('the others to be given back', async () => {
      const states = (await left()) as { state: string }[];
      return states.filter(({ state }) => state === 'created').length === 18;
    });
    release();
    await stopping;
    expect(begun).toBe(2);
    expect(await left()).toHaveLength(18);
  });

  test('queues that nobody works on here are announced to the others, and those of a moment together', async () => {
    const queue = await open();
    await queue.work(settings, nothing);
    queue.wake([name, 'elsewhere']);
    for (let time = 0; time < 5; time += 1) queue.wake(['elsewhere', 'far']);
    await until('the second announcement', () => announced.length === 2);
    expect(announced).toEqual([['elsewhere'], ['elsewhere', 'far']]);
  });
});
