import type { EntityName } from '../entities/entity-name.ts';

export const NOTIFICATION_KINDS = [
  'APPROVAL_CREATED',
  'APPROVAL_APPROVED',
  'APPROVAL_REJECTED',
  'PROFILE_FAILED',
  'QUALITY_DEGRADED',
  'DEPRECATED',
  'IMPACT',
  'INCIDENT_OPENED',
  'INCIDENT_ASSIGNED',
  'QUALITY_RECOVERED',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** The kinds that tell of trouble. Of the incidents of a group somebody gets at most one of them. */
export const TROUBLE_KINDS = [
  'INCIDENT_OPENED',
  'QUALITY_DEGRADED',
  'PROFILE_FAILED',
  'IMPACT',
] as const satisfies readonly NotificationKind[];

/** What one recipient was notified of. */
export interface Notification extends EntityName {
  tenantId: string;
  recipient: string;
  /** 1, 2, 3 … for each recipient. */
  number: number;
  id: string;
  kind: NotificationKind;
  title: string;
  text: string;
  /** Below 0: it is about a step of an incident, and this is the negative number of the step. */
  eventOffset: number;
  /** Of a step, the event that led to its incident, or the UUID of the incident if none did. */
  eventId: string;
  /** Id of the incident that it is about, the root of its group if it tells of trouble; null: it is about none. */
  incidentId: string | null;
  createdAt: Date;
  readAt: Date | null;
  /** Epoch of the recipient's notifications. */
  epoch: string;
}
