import type { Actor, EntityType } from '../../events/schemas/vocabulary.ts';

export const PROFILE_RUN_STATUSES = ['waiting', 'running', 'completed', 'failed'] as const;
export type ProfileRunStatus = (typeof PROFILE_RUN_STATUSES)[number];

/** A profile run that waits, runs, or has ended. At most one run of an entity waits or runs. */
export interface ProfileRun {
  id: string;
  tenantId: string;
  entityType: EntityType;
  entityId: string;
  status: ProfileRunStatus;
  /** Offset of the event that started it. */
  triggerOffset: number;
  triggeredBy: Actor;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** A run with why it failed; null: it did not, or the reason was not recorded. */
export interface RecordedRun extends ProfileRun {
  errorCode: string | null;
  errorMessage: string | null;
}

/** Why the last profile run failed for good, and for how long it has been failing in this way. */
export interface ProfileFailure {
  errorCode: string;
  errorMessage: string;
  at: Date;
  /** When the first of those that failed with the same code, without a change of the entity in between, did. */
  since: Date;
  /** How many these are. */
  failures: number;
  /** When one of them was last announced. */
  reportedAt: Date;
}
