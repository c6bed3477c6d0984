import * as z from 'zod';

import type { Clock } from '../domain/clock.ts';
import { inTime } from '../in-time.ts';
import type { Logger } from '../logger.ts';
import { connectionOf } from '../store/database/drizzle.ts';
import { insertDeadLetter, recordInstead } from '../store/queue/dead-letters.ts';
import type { JobQueue } from '../store/queue/job-queue.ts';
import type { DeadJob, RunningJob, TogetherHandler } from '../store/queue/running-job.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';

/** What every job contains: its tenant, and the event that led to it. */
export const jobDataSchema = z.looseObject({
  work: z.string(),
  tenantId: z.string(),
  offset: z.number(),
  /** The dead letter that this job redelivers. */
  redelivery: z.string().optional(),
});
export type JobData = z.infer<typeof jobDataSchema>;

export interface JobRun {
  data: JobData;
  /** 1 for the first attempt. */
  attempt: number;
}

/** Code that is run once for each job of a queue, despite crashes. */
export interface JobHandler {
  name: string;
  /** Longest time that one run may take. A worker that takes longer is considered dead, and the job is run again. */
  boundMs: number;
  /** Attempts after the first. */
  retryLimit: number;
  /** Jobs that an instance runs concurrently. */
  concurrency: number;
  /** Idempotent: a job is run again if its worker died at the last moment. */
  run(run: JobRun): Promise<void>;
  /**
   * The same for first attempts at jobs of any tenants, many in one transaction. Those that it leaves are run one by one; if
   * it rejects, nothing of the transaction is kept.
   */
  runTogether?(
    tx: Transaction,
    jobs: readonly JobData[],
  ): Promise<{ left: readonly JobData[]; onCommitted: () => void }>;
  /**
   * The job has failed for good: announces that and cleans up, in one transaction with the dead letter. Returns what an
   * administrator can do if redelivery would be in vain.
   */
  onDeadLetter?(
    tx: Transaction,
    data: JobData,
    failure: { error: string; attempts: number },
  ): Promise<{ instead: string } | undefined>;
}

/** A failure that no further attempt would cure: the job becomes a dead letter at once. */
export class PermanentError extends Error {
  override name = 'HopelessError';
}

export interface StartJobHandlersParts {
  handlers: readonly JobHandler[];
  /** Added to every time limit: how long a run may have to wait for the database. */
  waitMs: number;
  queue: JobQueue;
  unitOfWork: UnitOfWork;
  clock: Clock;
  logger: Logger;
  /** Called for each job that failed for good. */
  onDeadLetterStored?: (work: string) => void;
}

const RETRY_DELAY_SECONDS = 1;
/** How much longer the lease of a job is than the time limit of its run. */
const LEASE_MARGIN_SECONDS = 5;

/** Begins to run the jobs of the queues. */
export async function startJobHandlers(parts: StartJobHandlersParts): Promise<void> {
  const { handlers, waitMs, queue, unitOfWork, clock, logger, onDeadLetterStored } = parts;
  const byName = new Map(handlers.map((work) => [work.name, work]));

  async function storeDeadLetter(job: DeadJob): Promise<void> {
    const data = jobDataSchema.parse(job.data);
    const { error, attempts } = job;
    const work = byName.get(data.work);
    await unitOfWork.transaction(async (tx) => {
      const isNew = await insertDeadLetter(tx.db, job.id, {
        tenantId: data.tenantId,
        subscriber: data.work,
        eventOffset: data.offset,
        job: data,
        error,
        attempts,
        failedAt: clock(),
      });
      // A worker that died after storing the dead letter stores it again; meanwhile it may have been redelivered,
      // successfully.
      if (!isNew) return;
      const answer = await work?.onDeadLetter?.(tx, data, { error, attempts });
      if (answer) await recordInstead(tx.db, job.id, answer.instead);
    });
    onDeadLetterStored?.(data.work);
    logger.error({ work: data.work, tenantId: data.tenantId, offset: data.offset, attempts, error }, 'dead letter');
  }

  async function run(work: JobHandler, job: RunningJob): Promise<void> {
    try {
      const data = jobDataSchema.parse(job.data);
      const boundMs = work.boundMs + waitMs;
      await inTime(work.run({ data, attempt: job.attempt }), boundMs, () => {
        throw new Error(`the run took longer than ${boundMs / 1000} s`);
      });
    } catch (error) {
      if (error instanceof PermanentError) {
        await storeDeadLetter({ id: job.id, data: job.data, error: error.message, attempts: job.attempt });
        return;
      }
      logger.warn({ work: work.name, job: job.id, attempt: job.attempt, err: error }, 'attempt failed');
      throw error;
    }
  }

  function together(work: JobHandler): TogetherHandler | undefined {
    if (!work.runTogether) return undefined;
    return {
      async run(jobs, finish) {
        const readable = new Map<JobData, RunningJob>();
        for (const job of jobs) {
          const { data } = jobDataSchema.safeParse(job.data);
          if (data) readable.set(data, job);
        }
        const running = unitOfWork.transaction(async (tx) => {
          const result = await work.runTogether?.(tx, [...readable.keys()]);
          for (const data of result?.left ?? []) readable.delete(data);
          await finish(connectionOf(tx.db), [...readable.values()]);
          return result;
        });
        const boundMs = work.boundMs + waitMs;
        const result = await inTime(running, boundMs, () => {
          throw new Error(`the run took longer than ${boundMs / 1000} s`);
        });
        result?.onCommitted();
        const run = new Set(readable.values());
        return jobs.filter((job) => !run.has(job));
      },
    };
  }

  queue.onDead(storeDeadLetter);
  for (const work of handlers) {
    await queue.work(
      {
        name: work.name,
        leaseSeconds: Math.ceil((work.boundMs + waitMs) / 1000) + LEASE_MARGIN_SECONDS,
        retryLimit: work.retryLimit,
        retryDelaySeconds: RETRY_DELAY_SECONDS,
        concurrency: work.concurrency,
        hasDeadLetters: true,
      },
      (job) => run(work, job),
      together(work),
    );
  }
}
