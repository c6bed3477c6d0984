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

/** Why a profile run failed for good. */
export interface ProfileFailure {
  errorCode: string;
  errorMessage: string;
  at: Date;
}
