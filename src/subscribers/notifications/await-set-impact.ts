import * as z from 'zod';

import { drizzleOn } from '../../store/database/drizzle.ts';
import type { JobData } from '../job-handler.ts';
import { waitingIn, waitingJob } from '../waiting-job.ts';
import { notifyOfSetImpact, type SetImpactParts } from './impact-of-set.ts';
import { readSetImpact, type SetImpact } from './set-impact-state.ts';

/** How often it waits without seeing anything new: five minutes, longer than the attempts at an impact take. */
const MOST_WAITS = 10;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** What a job says of the set that it is about: how many of its items had taken effect, and of how many the impact was known. */
const setSchema = z.object({ changeSetId: z.string(), applied: z.int(), recorded: z.int() });

/** The change set that a job of this queue is about; undefined: it is about an event. */
export function setOfJob(data: JobData): z.infer<typeof setSchema> | undefined {
  return 'changeSetId' in data ? setSchema.parse(data) : undefined;
}

/**
 * Queues telling people of the impact of a set, as far as it is known. Whoever finds the same state queues the same job; and
 * as none of the two numbers ever falls, that job finds all that is known here.
 */
export async function queueSetImpact(parts: SetImpactParts, data: JobData, changeSetId: string): Promise<void> {
  const state = await readSetImpact(drizzleOn(parts.database), data.tenantId, changeSetId);
  await queue(parts, data, { changeSetId, state, tries: 0 });
}

/**
 * Runs such a job. If more has become known since, the job of that goes on instead. If not all is known, it waits for the
 * rest, but not for ever: an impact that cannot be determined must not silence all others.
 */
export async function tellWhenKnown(
  parts: SetImpactParts,
  data: JobData,
  { changeSetId, applied, recorded }: z.infer<typeof setSchema>,
): Promise<void> {
  const state = await readSetImpact(drizzleOn(parts.database), data.tenantId, changeSetId);
  const { tries } = waitingIn(data, parts.clock());
  if (state.items.length !== applied || state.recorded.size !== recorded) {
    await queue(parts, data, { changeSetId, state, tries: 0 });
  } else if (state.isComplete || tries >= MOST_WAITS) {
    await notifyOfSetImpact(parts, data.tenantId, changeSetId);
  } else {
    await queue(parts, data, { changeSetId, state, tries: tries + 1 });
  }
}

async function queue(
  { unitOfWork, clock }: SetImpactParts,
  data: JobData,
  { changeSetId, state, tries }: { changeSetId: string; state: SetImpact; tries: number },
): Promise<void> {
  const [applied, recorded] = [state.items.length, state.recorded.size];
  const now = clock();
  const waitMs = state.isComplete ? 0 : Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
  const runId = JSON.stringify(['set impact', data.tenantId, changeSetId, applied, recorded]);
  const later = new Date(now.getTime() + waitMs);
  const told = { ...data, changeSetId, applied, recorded };
  await unitOfWork.transaction((tx) => {
    tx.enqueue(waitingJob(data.work, runId, told, { tries, since: now }, later));
    return Promise.resolve();
  });
}
