import { setTimeout as sleep } from 'node:timers/promises';

import PgBoss from 'pg-boss';

import { inTime } from '../../in-time.ts';
import { lockInstances } from '../database/advisory-lock.ts';
import { withoutStatement } from '../database/query-error.ts';
import type { Database, Sql } from '../database/sql.ts';
import { type JobPoller, startJobPoller } from './job-poller.ts';
import { repeat } from './repeat.ts';

/** A unit of durable work. */
export interface Job {
  queue: string;
  /** A UUID. The same one again does not create a job. */
  id: string;
  data: object;
  /** Not before this time, by the database's clock. If left out: at once. */
  startAfter?: Date;
}

export interface QueueSettings {
  name: string;
  /** A job that runs longer is taken from its worker and run again; slightly longer than the handler's own limit. */
  leaseSeconds: number;
  /** Attempts after the first. */
  retryLimit: number;
  /** Wait before the first retry; doubled, with jitter, for each further one. */
  retryDelaySeconds: number;
  /** Jobs that this instance runs concurrently. */
  concurrency: number;
  /** Whether a job whose retries are spent is passed to `onDead`. */
  hasDeadLetters: boolean;
}

/** A job as its handler gets it. */
export interface RunningJob {
  id: string;
  data: unknown;
  /** 1 for the first attempt. */
  attempt: number;
}

export interface DeadJob {
  id: string;
  data: unknown;
  error: string;
  attempts: number;
}

export interface JobQueue {
  /** Adds jobs, in the caller's transaction if `sql` is one. Handlers for the queues must be running already. */
  insert(sql: Sql, jobs: readonly Job[]): Promise<void>;
  /** Makes this instance look for jobs of these queues at once, instead of at the next poll. */
  wake(queues: Iterable<string>): void;
  /** Runs the handler for each job of the queue, in one instance at a time; a job whose handler rejects is retried. */
  work(settings: QueueSettings, handler: (job: RunningJob) => Promise<void>): Promise<void>;
  /** Runs the handler for each job that failed for good; retried as often as the job was. */
  onDead(handler: (job: DeadJob) => Promise<void>): void;
  /** Takes no more jobs, and waits for the running ones for the given time at most. */
  stop(graceMs: number): Promise<void>;
}

export interface JobQueueParts {
  database: Database;
  /** No other instance can be running: jobs that a killed process left behind need not wait for their lease to end. */
  isOnlyInstance: boolean;
  /** False: jobs are queued, and left for another instance. */
  takesJobs?: boolean;
  onError: (error: unknown) => void;
}

const POLL_MS = 1_000;
/** How often each instance looks for expired leases: with the poll, this is what a takeover adds to the lease. */
const LEASE_CHECK_MS = 1_000;
const TIDY_MS = 60_000;
/** Finished jobs are deleted after this time, which keeps each look fast. */
const ARCHIVE_SECONDS = 600;
/** A job that no instance could take for this long is abandoned. */
const RETENTION_DAYS = 365;
const DEAD_LETTER_QUEUE = 'dead-letter';

/** Durable work in the store's own database, through pg-boss. */
export async function openJobQueue({
  database,
  isOnlyInstance,
  takesJobs = true,
  onError,
}: JobQueueParts): Promise<JobQueue> {
  const boss = new PgBoss({
    db: bossDatabase(database),
    schema: 'pgboss',
    schedule: false,
    // Its supervision delays a job whose lease is over as long as one that failed.
    supervise: false,
    archiveCompletedAfterSeconds: ARCHIVE_SECONDS,
  });
  boss.on('error', onError);

  /** Instances that create queues at the same time would deadlock, so they do it one after another. */
  async function setUp(work: () => Promise<void>): Promise<void> {
    if (isOnlyInstance) await work();
    else {
      await database.transaction(
        async (sql) => {
          await lockInstances(sql, 'queueSetUp');
          await work();
        },
        { isPatient: true },
      );
    }
  }

  await setUp(async () => {
    await boss.start();
    await boss.createQueue(DEAD_LETTER_QUEUE);
  });
  if (isOnlyInstance) {
    await database.query(`UPDATE pgboss.job SET started_on = 'epoch' WHERE state = 'active'`);
    await boss.expire();
  }

  const pollers = new Map<string, JobPoller>();
  const leaseChecks = repeat(LEASE_CHECK_MS, onError, async () => {
    await boss.expire();
    const { rowCount } = await database.query(AT_ONCE_AFTER_LEASE);
    if (rowCount > 0) for (const poller of pollers.values()) poller.wake();
  });
  const tidying = repeat(TIDY_MS, onError, () => boss.maintain());

  function poll(queue: string, concurrency: number, handler: (job: BossJob) => Promise<void>): void {
    if (!takesJobs) return;
    const poller = startJobPoller({
      concurrency,
      pollMs: POLL_MS,
      onError,
      fetch: (batchSize) => boss.fetch<unknown>(queue, { batchSize, includeMetadata: true }),
      async run(job: BossJob) {
        try {
          await handler(job).then(
            () => boss.complete(queue, job.id),
            async (error: unknown) => {
              await boss.fail(queue, job.id, { message: messageOf(withoutStatement(error)) });
              // It may have been the last attempt.
              pollers.get(DEAD_LETTER_QUEUE)?.wake();
            },
          );
        } catch (error) {
          // The result could not be reported: the job is run again when its lease is over.
          onError(error);
        }
      },
    });
    pollers.set(queue, poller);
  }

  return {
    async insert(sql, jobs) {
      const inserts = jobs.map(({ queue, id, data, startAfter }) => ({
        name: queue,
        id,
        data,
        ...(startAfter && { startAfter: startAfter.toISOString() }),
      }));
      await boss.insert(inserts, { db: bossDatabase(sql) });
    },
    wake(queues) {
      for (const queue of queues) pollers.get(queue)?.wake();
    },
    async work({ name, leaseSeconds, retryLimit, retryDelaySeconds, concurrency, hasDeadLetters }, handler) {
      const options = {
        name,
        expireInSeconds: leaseSeconds,
        retryLimit,
        retryDelay: retryDelaySeconds,
        retryBackoff: true,
        retentionDays: RETENTION_DAYS,
        ...(hasDeadLetters && { deadLetter: DEAD_LETTER_QUEUE }),
      };
      await setUp(async () => {
        await boss.createQueue(name, options);
        await boss.updateQueue(name, options);
      });
      poll(name, concurrency, ({ id, data, retryCount }) => handler({ id, data, attempt: retryCount + 1 }));
    },
    onDead(handler) {
      // A job is dead-lettered when its retries are spent, and its dead letter has the same retry limit.
      poll(DEAD_LETTER_QUEUE, 1, ({ id, data, output, retryLimit }) =>
        withPauses(() => handler({ id, data, error: messageOf(output), attempts: retryLimit + 1 }), onError),
      );
    },
    async stop(graceMs) {
      const ended = Promise.all([...pollers.values()].map((poller) => poller.stop()));
      await inTime(ended, graceMs, () => undefined);
      await Promise.all([leaseChecks.stop(), tidying.stop()]);
      await boss.stop({ graceful: false });
    },
  };
}

/** The worker was lost and the job is not to blame, but pg-boss delays its retry like that of a failed one. */
const AT_ONCE_AFTER_LEASE = `
  UPDATE pgboss.job SET start_after = now()
  WHERE state = 'retry' AND start_after > now() AND output->'value'->>'message' = 'job failed by timeout in active state'`;

const BURIAL_PAUSES_MS = [1_000, 5_000, 30_000, 60_000, 120_000];

/** pg-boss does not delay retries of jobs in a dead-letter queue, but storing a dead letter must survive an outage. */
async function withPauses(work: () => Promise<void>, onError: (error: unknown) => void): Promise<void> {
  for (const pauseMs of BURIAL_PAUSES_MS) {
    try {
      await work();
      return;
    } catch (error) {
      onError(error);
      await sleep(pauseMs, undefined, { ref: false });
    }
  }
  await work();
}

type BossJob = PgBoss.JobWithMetadata<unknown>;

/** pg-boss runs on any connection; its larger statements have no parameters, and come as several in one text. */
function bossDatabase(sql: Sql & Partial<Pick<Database, 'exec'>>): PgBoss.Db {
  return {
    async executeSql(text: string, values?: unknown[]) {
      if (sql.exec && !values?.length && text.includes(';')) {
        // It begins its transactions itself, at the default isolation level: the first statement sets the level for all
        // of them.
        await sql.exec(`SET TRANSACTION ISOLATION LEVEL READ COMMITTED; ${text}`);
        return { rows: [], rowCount: 0 };
      }
      const { rows, rowCount } = await sql.query(text, values ?? [], { values: 'driver' });
      return { rows, rowCount };
    },
  };
}

/** The message of what was thrown, or of what pg-boss stored of it. */
function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    if ('message' in error && typeof error.message === 'string') return error.message;
    if ('value' in error) return messageOf(error.value);
  }
  return 'the job failed without a message';
}
