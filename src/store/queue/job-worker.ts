import { setTimeout as sleep } from 'node:timers/promises';

import type PgBoss from 'pg-boss';

import { withoutStatement } from '../database/query-error.ts';
import { type Database, isUnavailable, type Sql } from '../database/sql.ts';
import { messageOf } from './boss-database.ts';
import { createFinishedJobs } from './finished-jobs.ts';
import { removeJobs, renewLease, type TakenJob } from './job-statements.ts';
import type { DeadJob, RunningJob, TogetherHandler } from './running-job.ts';

export interface JobWorkerParts {
  database: Database;
  boss: Pick<PgBoss, 'complete' | 'fail'>;
  queue: string;
  run: (job: TakenJob) => Promise<void>;
  together?: TogetherHandler | undefined;
  leaseSeconds: number;
  /** Called when a job has failed: it may have been the last attempt. */
  onFailed: () => void;
  onError: (error: unknown) => void;
}

/** Runs the jobs of a queue that were taken, and reports their results to it. */
export function createJobWorker({ database, boss, queue, run, together, leaseSeconds, ...parts }: JobWorkerParts) {
  const { onFailed, onError } = parts;
  const report = createFinishedJobs((ids) =>
    together ? removeJobs(database, queue, ids) : boss.complete(queue, [...ids]),
  );

  async function fail(jobs: readonly TakenJob[], error: unknown): Promise<void> {
    // One by one, although that is many statements: if the first of them fails, the leases do the rest.
    for (const { id } of jobs) await boss.fail(queue, id, { message: messageOf(withoutStatement(error)) });
    onFailed();
  }

  async function finish(sql: Sql, jobs: readonly RunningJob[]): Promise<void> {
    await removeJobs(
      sql,
      queue,
      jobs.map(({ id }) => id),
    );
  }

  /** Halves the jobs until those that cannot run with others are found. Returns those that are to be run alone. */
  async function halve(
    handler: TogetherHandler,
    jobs: readonly TakenJob[],
    endMs: number,
  ): Promise<readonly TakenJob[]> {
    if (jobs.length === 0 || performance.now() > endMs) return jobs;
    try {
      const left = new Set((await handler.run(jobs, finish)).map(({ id }) => id));
      return jobs.filter(({ id }) => left.has(id));
    } catch (error) {
      if (isUnavailable(error)) {
        await fail(jobs, error);
        return [];
      }
      if (jobs.length === 1) return jobs;
      const middle = Math.ceil(jobs.length / 2);
      return [
        ...(await halve(handler, jobs.slice(0, middle), endMs)),
        ...(await halve(handler, jobs.slice(middle), endMs)),
      ];
    }
  }

  return {
    async runAlone(job: TakenJob): Promise<void> {
      try {
        // It may have waited for a batch and for others for longer than its lease.
        if (together && !(await renewLease(database, queue, job))) return;
        await run(job).then(
          () => report(job.id),
          (error: unknown) => fail([job], error),
        );
      } catch (error) {
        // The result could not be reported: the job is run again when its lease is over.
        onError(error);
      }
    },

    /** Returns the jobs that are to be run alone: all that were attempted before are among them. */
    async runTogether(handler: TogetherHandler, jobs: readonly TakenJob[]): Promise<readonly TakenJob[]> {
      // A job that ends the process would take the same others with it again and again.
      const isFirst = ({ attempt }: TakenJob) => attempt === 1;
      const others = jobs.filter((job) => !isFirst(job));
      try {
        const endMs = performance.now() + (leaseSeconds * 1000) / 2;
        return [...(await halve(handler, jobs.filter(isFirst), endMs)), ...others];
      } catch (error) {
        onError(error);
        return others;
      }
    },
  };
}

const BURIAL_PAUSES_MS = [1_000, 5_000, 30_000, 60_000, 120_000];

/** Runs the handler for jobs that have failed for good, which is retried as often as the job was. */
export function burying(handler: (job: DeadJob) => Promise<void>, onError: (error: unknown) => void) {
  // A job is dead-lettered when its retries are spent, and its dead letter has the same retry limit.
  return ({ id, data, output, retryLimit }: TakenJob) =>
    withPauses(() => handler({ id, data, error: messageOf(output), attempts: retryLimit + 1 }), onError);
}

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
