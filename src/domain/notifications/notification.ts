import type { EntityName } from '../entities/entity-name.ts';

export const NOTIFICATION_KINDS = [
  'APPROVAL_CREATED',
  'APPROVAL_APPROVED',
  'APPROVAL_REJECTED',
  'PROFILE_FAILED',
  'QUALITY_DEGRADED',
  'DEPRECATED',
  'IMPACT',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

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
  eventOffset: number;
  eventId: string;
  createdAt: Date;
  readAt: Date | null;
  /** Epoch of the recipient's notifications. */
  epoch: string;
}
