import PgBoss from 'pg-boss';

import { inTime } from '../../in-time.ts';
import { lockInstances } from '../database/advisory-lock.ts';
import type { Database, Sql } from '../database/sql.ts';
import { createAnnouncer } from './announce-jobs.ts';
import { bossDatabase } from './boss-database.ts';
import { startJobLook } from './job-look.ts';
import { type JobPoller, startJobPoller } from './job-poller.ts';
import {
  giveBackJobs,
  indexRunningJobs,
  resumeExpiredJobs,
  showPartitions,
  takeJobs,
  type TakenJob,
} from './job-statements.ts';
import { burying, createJobWorker } from './job-worker.ts';
import { repeat } from './repeat.ts';
import type { DeadJob, RunningJob, TogetherHandler } from './running-job.ts';

/** A unit of durable work. */
export interface Job {
  queue: string;
  /** A UUID. While such a job exists, the same one again does not create another. */
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

export interface JobQueue {
  /** Adds jobs, in the caller's transaction if `sql` is one. Their queues must be declared already. */
  insert(sql: Sql, jobs: readonly Job[]): Promise<void>;
  /**
   * Looks for jobs of these queues at once, instead of at the next look: this instance for those that it works on, and
   * the others for those that it does not.
   */
  wake(queues: Iterable<string>): void;
  /** As `wake`, for what another instance has announced. */
  wakeHere(queues: Iterable<string>): void;
  /** Creates the queue, or gives it these settings: jobs can be inserted. */
  declare(settings: QueueSettings): Promise<void>;
  /**
   * Declares the queue, and runs the handler for each of its jobs, in one instance at a time; a job whose handler rejects
   * is retried. A further handler replaces the one before.
   */
  work(settings: QueueSettings, handler: (job: RunningJob) => Promise<void>, together?: TogetherHandler): Promise<void>;
  /** Runs the handler for each job that failed for good; retried as often as the job was. */
  onDead(handler: (job: DeadJob) => Promise<void>): void;
  /** Takes no more jobs, and waits for the running ones for the given time at most. */
  stop(graceMs: number): Promise<void>;
}

export interface JobQueueParts {
  database: Database;
  /** No other instance can be running: jobs that a killed process left behind need not wait for their lease to end. */
  isOnlyInstance: boolean;
  /** Tells other instances that these queues have jobs. It may be lost: they look by themselves, a little later. */
  announce?: (queues: readonly string[]) => void;
  onError: (error: unknown) => void;
}

const TIDY_MS = 60_000;
/** Finished jobs of queues that keep them are deleted after this time. */
const ARCHIVE_SECONDS = 600;
/** A job that no instance could take for this long is abandoned. */
const RETENTION_DAYS = 365;
const DEAD_LETTER_QUEUE = 'dead-letter';
/** pg-boss' own default. */
const DEAD_LETTER_LEASE_SECONDS = 900;
/** Jobs that one transaction runs: some tens of milliseconds. */
const MOST_TOGETHER = 250;
/** While jobs come one by one, those of this time are run together. */
const TOGETHER_PAUSE_MS = 100;

/** Durable work in the store's own database, through pg-boss. */
export async function openJobQueue(parts: JobQueueParts): Promise<JobQueue> {
  const { database, isOnlyInstance, announce = () => undefined, onError } = parts;
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
    await indexRunningJobs(database, DEAD_LETTER_QUEUE);
  });
  if (isOnlyInstance) {
    await database.query(`UPDATE pgboss.job SET started_on = 'epoch' WHERE state = 'active'`);
    await boss.expire();
    await resumeExpiredJobs(database);
  }

  const pollers = new Map<string, JobPoller>();
  const announceSoon = createAnnouncer(announce);
  const look = startJobLook({
    database,
    queues: () => [...pollers.keys()],
    expire: () => boss.expire(),
    wake: (queue) => pollers.get(queue)?.wake(),
    onError,
  });
  const tidying = repeat(TIDY_MS, onError, async () => {
    if (pollers.size > 0) await boss.maintain();
  });

  interface Work {
    queue: string;
    concurrency: number;
    leaseSeconds: number;
    run: (job: TakenJob) => Promise<void>;
    together?: TogetherHandler | undefined;
  }

  function start({ queue, concurrency, leaseSeconds, run, together }: Work): void {
    void pollers.get(queue)?.stop();
    // A job that failed may be a dead one now.
    const onFailed = () => pollers.get(DEAD_LETTER_QUEUE)?.wake();
    const worker = createJobWorker({ ...{ database, boss, queue, run, together, leaseSeconds, onFailed, onError } });
    const poller = startJobPoller({
      concurrency,
      fetch: (limit) => takeJobs(database, queue, limit),
      run: (job) => worker.runAlone(job),
      together: together && {
        run: (jobs: readonly TakenJob[]) => worker.runTogether(together, jobs),
        most: MOST_TOGETHER,
        pauseMs: TOGETHER_PAUSE_MS,
      },
      giveBack: (jobs) => giveBackJobs(database, queue, jobs).catch(onError),
      onBusy: () => {
        announceSoon([queue]);
      },
      onError,
    });
    pollers.set(queue, poller);
  }

  async function declare({ name, leaseSeconds, retryLimit, retryDelaySeconds, hasDeadLetters }: QueueSettings) {
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
      const isNew = (await boss.getQueue(name)) === null;
      await boss.createQueue(name, options);
      if (isNew) await showPartitions(database);
      await boss.updateQueue(name, options);
      await indexRunningJobs(database, name);
    });
  }

  function wakeHere(queues: Iterable<string>): void {
    for (const queue of queues) pollers.get(queue)?.wake();
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
      const names = [...queues];
      wakeHere(names);
      const others = names.filter((name) => !pollers.has(name));
      if (others.length > 0) announceSoon(others);
    },
    wakeHere,
    declare,
    async work(settings, handler, together) {
      await declare(settings);
      const { name: queue, concurrency, leaseSeconds } = settings;
      start({ queue, concurrency, leaseSeconds, run: handler, together });
    },
    onDead(handler) {
      const run = burying(handler, onError);
      start({ queue: DEAD_LETTER_QUEUE, concurrency: 1, leaseSeconds: DEAD_LETTER_LEASE_SECONDS, run });
    },
    async stop(graceMs) {
      const ended = Promise.all([...pollers.values()].map((poller) => poller.stop()));
      await inTime(ended, graceMs, () => undefined);
      await Promise.all([look.stop(), tidying.stop()]);
      await boss.stop({ graceful: false });
    },
  };
}
