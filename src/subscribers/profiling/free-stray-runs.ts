import { freeStrays } from '../../store/profiling/claimed-runs.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { resumedRunJob } from './run-jobs.ts';

/**
 * Gives jobs of their own to runs whose leader has ended without them. Only an instance of a version that measured each
 * run alone leaves such runs behind, when it takes over the job of a newer one that died.
 */
export async function freeStrayRuns(unitOfWork: UnitOfWork): Promise<void> {
  await unitOfWork.transaction(async (tx) => {
    for (const run of await freeStrays(tx.db)) tx.enqueue(resumedRunJob(run));
  });
}
