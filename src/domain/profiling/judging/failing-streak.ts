import { DAY_MS, HOUR_MS } from '../../time-units.ts';
import { type DueFacts, nextProfileDueAt } from '../due-time.ts';
import type { ProfileFailure } from '../profile-run.ts';
import { type ProfilingPolicy, thresholdMs } from '../profiling-policy.ts';

/** How long after the first failure of a streak the scheduler may try again. The pause doubles with each further one. */
export const FIRST_PAUSE_MS = HOUR_MS;
/** The longest pause, unless the threshold of the tier is shorter. */
export const LONGEST_PAUSE_MS = DAY_MS;
/** A streak is reported again after this time, if it still fails. */
const REPORT_EVERY_MS = DAY_MS;

/** How long the scheduler waits after so many failures in a row. */
export function retryPauseMs(failures: number, tierThresholdMs: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS, tierThresholdMs);
}

/**
 * Whether a further failure is to be announced: the first of a streak, and then one a day. Another error, and a change of
 * the entity, begin a new streak.
 */
export function isReported(
  entity: { lastFailure: ProfileFailure | null; updatedAt: Date },
  errorCode: string,
  now: Date,
): boolean {
  const { lastFailure, updatedAt } = entity;
  if (lastFailure?.errorCode !== errorCode || updatedAt > lastFailure.at) return true;
  return now.getTime() - lastFailure.reportedAt.getTime() >= REPORT_EVERY_MS;
}

/**
 * From when the scheduler tries to profile an entity again whose last profile failed: not before it is due; null: never,
 * because it is never due. A refresh, a request or a change may lead to a profile before.
 */
export function nextRetryAt(
  entity: DueFacts & { updatedAt: Date },
  failure: ProfileFailure,
  policy: ProfilingPolicy,
): Date | null {
  const dueAt = nextProfileDueAt(entity, policy);
  // Whoever changes it may have mended it.
  if (!dueAt || entity.updatedAt > failure.at) return dueAt;
  const pauseMs = retryPauseMs(failure.failures, thresholdMs(policy, entity.tier));
  return new Date(Math.max(dueAt.getTime(), failure.at.getTime() + pauseMs));
}
