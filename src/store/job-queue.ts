import PgBoss from 'pg-boss';

import type { Database, Sql } from './sql.ts';

/** A piece of durable work. */
export interface Job {
  queue: string;
  /** The same id again is no new job. */
  id: string;
  data: object;
}

export interface QueueSettings {
  name: string;
  /** A job that runs longer is taken from its worker and run again: a little above the handler's own bound. */
  leaseSeconds: number;
  /** Attempts after the first. */
  retryLimit: number;
  /** Wait before the first retry; doubled, with jitter, for each further one. */
  retryDelaySeconds: number;
  /** Jobs that one worker runs side by side. */
  concurrency: number;
}

/** A job as its handler gets it. */
export interface RunningJob {
  id: string;
  data: unknown;
  /** 1 for the first. */
  attempt: number;
}

export interface DeadJob {
  id: string;
  data: unknown;
  error: string;
  attempts: number;
}

export interface JobQueue {
  /** Adds jobs in the caller's transaction. */
  insert(sql: Sql, jobs: readonly Job[]): Promise<void>;
  /** Has the workers of these queues look for jobs at once, instead of at their next poll. */
  wake(queues: Iterable<string>): void;
  /** Runs the handler for each job of the queue; one that rejects has its job retried, and buried when that is spent. */
  work(settings: QueueSettings, handler: (job: RunningJob) => Promise<void>): Promise<void>;
  /** Runs the handler for each job that failed for good; retried as often as the job was. */
  onDead(handler: (job: DeadJob) => Promise<void>): Promise<void>;
  /** Runs the handler by cron, in UTC, in exactly one of all instances, and once now. */
  schedule(name: string, cron: string, handler: () => Promise<void>): Promise<void>;
  /** Waits for the running jobs, at most the given time, and takes no more. */
  stop(graceMs: number): Promise<void>;
}

export interface JobQueueParts {
  database: Database;
  /** No other instance can be at work: jobs that a killed process left behind need not wait for their lease to end. */
  isOnlyInstance: boolean;
  onError: (error: Error) => void;
}

const POLL_SECONDS = 0.5;
const DEAD_LETTER_QUEUE = 'dead-letter';
/** Work that nobody could take for this long is given up. */
const RETENTION_DAYS = 365;

/** Durable work in the store's own database, through pg-boss. */
export async function openJobQueue({ database, isOnlyInstance, onError }: JobQueueParts): Promise<JobQueue> {
  const boss = new PgBoss({ db: bossDatabase(database), schema: 'pgboss', maintenanceIntervalSeconds: 10 });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(DEAD_LETTER_QUEUE);
  if (isOnlyInstance) {
    await database.query(`UPDATE pgboss.job SET started_on = 'epoch' WHERE state = 'active'`);
    await boss.expire();
  }

  const workers = new Map<string, string[]>();

  async function addWorker(queue: string, batchSize: number, handler: (jobs: Batch) => Promise<void>): Promise<void> {
    const options = { batchSize, includeMetadata: true, pollingIntervalSeconds: POLL_SECONDS } as const;
    const workerId: string = await boss.work<unknown>(queue, options, async (jobs) => {
      await handler(jobs);
      // A worker that found jobs looks again at once: there may be more.
      boss.notifyWorker(workerId);
    });
    workers.set(queue, [...(workers.get(queue) ?? []), workerId]);
  }

  return {
    async insert(sql, jobs) {
      const inserts = jobs.map(({ queue, id, data }) => ({ name: queue, id, data }));
      await boss.insert(inserts, { db: bossDatabase(sql) });
    },
    wake(queues) {
      for (const queue of queues) for (const workerId of workers.get(queue) ?? []) boss.notifyWorker(workerId);
    },
    async work({ name, leaseSeconds, retryLimit, retryDelaySeconds, concurrency }, handler) {
      const options = {
        name,
        expireInSeconds: leaseSeconds,
        retryLimit,
        retryDelay: retryDelaySeconds,
        retryBackoff: true,
        retentionDays: RETENTION_DAYS,
        deadLetter: DEAD_LETTER_QUEUE,
      };
      await boss.createQueue(name, options);
      await boss.updateQueue(name, options);
      for (let worker = 0; worker < concurrency; worker++) {
        await addWorker(name, 1, async (jobs) => {
          for (const { id, data, retryCount } of jobs) await handler({ id, data, attempt: retryCount + 1 });
        });
      }
    },
    onDead: (handler) =>
      addWorker(DEAD_LETTER_QUEUE, 1, async (jobs) => {
        // A job is buried when its retries are spent, and its letter has the retry limit that it had.
        for (const { id, data, output, retryLimit } of jobs) {
          await handler({ id, data, error: messageOf(output), attempts: retryLimit + 1 });
        }
      }),
    async schedule(name, cron, handler) {
      await boss.createQueue(name, { name, policy: 'singleton', retryLimit: 3, retryDelay: 5, expireInSeconds: 900 });
      await boss.schedule(name, cron, {}, { tz: 'UTC' });
      await addWorker(name, 1, handler);
      await boss.send(name, {}, { singletonKey: 'start', singletonSeconds: 60 });
    },
    async stop(graceMs) {
      await boss.stop({ graceful: true, wait: true, timeout: graceMs, close: false });
    },
  };
}

type Batch = PgBoss.JobWithMetadata<unknown>[];

/** pg-boss runs on any connection; its larger statements come without parameters and as several in one text. */
function bossDatabase(sql: Sql & Partial<Pick<Database, 'exec'>>): PgBoss.Db {
  return {
    async executeSql(text: string, values?: unknown[]) {
      if (sql.exec && !values?.length && text.includes(';')) {
        await sql.exec(text);
        return { rows: [], rowCount: 0 };
      }
      const { rows, rowCount } = await sql.query(text, values ?? [], { values: 'driver' });
      return { rows, rowCount };
    },
  };
}

/** pg-boss keeps what a handler threw, serialised. */
function messageOf(output: unknown): string {
  if (typeof output === 'object' && output !== null) {
    if ('message' in output && typeof output.message === 'string') return output.message;
    if ('value' in output) return messageOf(output.value);
  }
  return 'the job failed without a message';
}
