import type { Approval } from '../../../domain/approvals/approval.ts';
import type { ChangeSet, NoticeEvents } from '../../../domain/approvals/change-set.ts';
import { decisionEventId } from '../../../domain/approvals/decision-event.ts';
import { deriveId } from '../../../events/schemas/create-event.ts';
import { recordNoticeEvents } from '../../../store/approvals/change-sets.ts';
import type { Transaction } from '../../../store/unit-of-work.ts';

const QUEUE = 'notification';

/**
 * Once no item of a set is pending, people are told of all that were approved, and of all that were rejected, by one event of
 * each kind. Records which; if that event was handled already, when items were pending still, it is handled again.
 * @param items as they are after the decisions
 * @param decided those that were decided now, in the order of their events
 */
export async function recordNotices(
  tx: Transaction,
  { id, tenantId }: ChangeSet,
  items: readonly Approval[],
  decided: readonly Approval[],
): Promise<void> {
  if (items.some(({ status }) => status === 'PENDING')) return;
  const noticeEvents: NoticeEvents = {};
  for (const kind of ['APPROVED', 'REJECTED'] as const) {
    const now = decided.filter(({ status }) => status === kind).at(-1);
    const last = now ?? items.filter(({ status }) => status === kind).at(-1);
    if (!last) continue;
    const eventId = decisionEventId(last);
    noticeEvents[kind] = eventId;
    const logged = now ? undefined : await tx.log.byProducerId(tenantId, 'metadata-studio.approval', eventId);
    if (!logged) continue;
    const { offset } = logged;
    const job = deriveId('job', 'notices of a set', id, eventId);
    tx.enqueue({ queue: QUEUE, id: job, data: { work: QUEUE, tenantId, offset } });
  }
  await recordNoticeEvents(tx.db, id, noticeEvents);
}
