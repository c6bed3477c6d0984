import * as z from 'zod';

import type { Clock } from '../domain/clock.ts';
import { inTime } from '../in-time.ts';
import type { Logger } from '../logger.ts';
import { insertDeadLetter, recordInstead } from '../store/queue/dead-letters.ts';
import type { DeadJob, JobQueue, RunningJob } from '../store/queue/job-queue.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';

/** What every job says of itself: whose it is, and the event that led to it. */
export const jobDataSchema = z.looseObject({
  work: z.string(),
  tenantId: z.string(),
  offset: z.number(),
  /** The dead letter that this job sends round again. */
  redelivery: z.string().optional(),
});
export type JobData = z.infer<typeof jobDataSchema>;

export interface JobRun {
  data: JobData;
  /** 1 for the first. */
  attempt: number;
}

/** A kind of work that is done once for each job, through crashes. */
export interface JobHandler {
  name: string;
  /** Most time that one run may take. Whoever is still at it then is taken for dead, and the job is run again. */
  boundMs: number;
  /** Attempts after the first. */
  retryLimit: number;
  /** Jobs that an instance runs side by side. */
  concurrency: number;
  /** Idempotent: a job is run again when its worker died at the last moment. */
  run(run: JobRun): Promise<void>;
  /**
   * The job has failed for good: what has to be said and cleared up, with the dead letter, in one transaction.
   * Returns what an administrator can do, where it would be in vain to send the letter round again.
   */
  onDeadLetter?(
    tx: Transaction,
    data: JobData,
    failure: { error: string; attempts: number },
  ): Promise<{ instead: string } | undefined>;
}

/** A failure that no further attempt would cure: the job is buried at once. */
export class PermanentError extends Error {
  override name = 'HopelessError';
}

export interface StartJobHandlersParts {
  handlers: readonly JobHandler[];
  /** Added to every bound: how long a run may have to stand in line for the database. */
  waitMs: number;
  queue: JobQueue;
  unitOfWork: UnitOfWork;
  clock: Clock;
  logger: Logger;
  /** Told of each work that failed for good. */
  onDeadLetterStored?: (work: string) => void;
}

const RETRY_DELAY_SECONDS = 1;
/** How much longer the lease of a job is than the bound of its run. */
const LEASE_MARGIN_SECONDS = 5;

/** Begins to work off the queues. */
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
      // Whoever died after the burial does it again; meanwhile the letter may have been sent round, and taken effect.
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
    );
  }
}
