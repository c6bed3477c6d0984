import type { EventType } from '../gql/types.ts';

/** The colour of an event on the time axis. */
export const EVENT_TONES: Readonly<Record<EventType, string>> = {
  APPROVAL_APPROVED: 'bg-good',
  APPROVAL_CREATED: 'bg-accent',
  APPROVAL_REJECTED: 'bg-poor',
  DATA_QUALITY_DEGRADED: 'bg-bad',
  DATA_REFRESHED: 'bg-accent',
  KPI_APPROVED: 'bg-good',
  KPI_CHANGED: 'bg-muted',
  METADATA_APPROVED: 'bg-good',
  METADATA_CHANGED: 'bg-muted',
  METADATA_DEPRECATED: 'bg-warn',
  METADATA_PROFILE_COMPLETED: 'bg-good',
  METADATA_PROFILE_DUE: 'bg-accent',
  METADATA_PROFILE_FAILED: 'bg-bad',
};
