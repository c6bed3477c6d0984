import type { Actor } from '../../events/schemas/vocabulary.ts';
import type { ApprovalStatus } from './approval.ts';

/** Most items of a change set. */
export const MAX_CHANGE_SET_ITEMS = 200;

/** Changes that were requested together. Each is a request of its own, and may refer to what others of the set create. */
export interface ChangeSet {
  id: string;
  tenantId: string;
  /** Whether its items are decided and take effect together or not at all. */
  atomic: boolean;
  itemCount: number;
  comment: string | null;
  requestedBy: Actor;
  requestedAt: Date;
  /** Of all events of the set: the id of the first. */
  correlationId: string;
  /** Ids of the events by which people were told that its items were approved or rejected, once none was pending. */
  noticeEvents: NoticeEvents;
}

export type NoticeEvents = Partial<Record<ToldDecision, string>>;

/** Decisions of which people are told. */
export type ToldDecision = 'APPROVED' | 'REJECTED';

/** How many items of a set have each status, and how many of the approved ones are in force. */
export type ChangeSetCounts = Readonly<Record<ApprovalStatus | 'APPLIED', number>>;

/**
 * The status of a set: PENDING as long as any item is. Then APPROVED if at least one item was, else REJECTED if at
 * least one was, else WITHDRAWN.
 */
export function statusOfSet(counts: ChangeSetCounts): ApprovalStatus {
  if (counts.PENDING > 0) return 'PENDING';
  if (counts.APPROVED > 0) return 'APPROVED';
  return counts.REJECTED > 0 ? 'REJECTED' : 'WITHDRAWN';
}
