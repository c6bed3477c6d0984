import * as z from 'zod';

import type { Waiting } from '../domain/profiling/profile-patience.ts';
import { deriveId } from '../events/schemas/create-event.ts';
import type { Job } from '../store/queue/job-queue.ts';
import type { JobData } from './job-handler.ts';

const waitingSchema = z.object({ tries: z.number(), since: z.iso.datetime().transform((text) => new Date(text)) });

/** What a job says about how long its run has been waiting; one that has not waited yet begins now. */
export function waitingIn({ waiting }: JobData, now: Date): Waiting {
  return waiting === undefined ? { tries: 0, since: now } : waitingSchema.parse(waiting);
}

/** The job that continues a run later: a new one, with all of its attempts. */
export function waitingJob(queue: string, runId: string, data: JobData, waiting: Waiting, startAfter: Date): Job {
  const { tries, since } = waiting;
  return {
    queue,
    id: deriveId('job', runId, String(tries)),
    data: { ...data, waiting: { tries, since: since.toISOString() } },
    startAfter,
  };
}
