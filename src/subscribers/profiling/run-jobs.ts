import { deriveId } from '../../events/schemas/create-event.ts';
import type { ClaimedRun } from '../../store/profiling/claimed-runs.ts';
import type { Job } from '../../store/queue/job-queue.ts';

export const PROFILE_RUN = 'profile-run';

/** The job that measures an entity once. */
export function profileRunJob(tenantId: string, runId: string, offset: number): Job {
  return { queue: PROFILE_RUN, id: deriveId('job', runId), data: { work: PROFILE_RUN, tenantId, offset, runId } };
}

/**
 * The job of a run that was measured together with others and is to be measured again, and remembers how long it has
 * waited. Whoever takes it, takes along those that follow the run.
 */
export function resumedRunJob(run: ClaimedRun, startAfter?: Date): Job {
  const { id: runId, tenantId, triggerOffset: offset, tries, waitingSince } = run;
  const waiting = waitingSince && { tries, since: waitingSince.toISOString() };
  return {
    queue: PROFILE_RUN,
    id: deriveId('job', claimOf(run)),
    data: { work: PROFILE_RUN, tenantId, offset, runId, ...(waiting && { waiting }) },
    ...(startAfter && { startAfter }),
  };
}

/** Each time that a run is taken has its own text: a run may wait and be resumed many times. */
export function claimOf({ id, startedAt }: ClaimedRun): string {
  return `${id} ${startedAt?.getTime() ?? ''}`;
}
