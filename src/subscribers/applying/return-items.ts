import type { Approval } from '../../domain/approvals/approval.ts';
import type { ChangeSet } from '../../domain/approvals/change-set.ts';
import { newId } from '../../domain/ids.ts';
import { insertComment } from '../../store/approvals/approval-comments.ts';
import { recordSteps } from '../../store/approvals/approval-steps.ts';
import { lockItems, reopenItems } from '../../store/approvals/change-set-items.ts';
import { lockChangeSet } from '../../store/approvals/change-sets.ts';
import type { Transaction } from '../../store/unit-of-work.ts';

const AUTHOR = { actorId: 'metadata-studio.approval', actorType: 'SYSTEM' } as const;

/**
 * Returns approved items of a set, which is locked with its items, to the approvers. The reason becomes a comment on each item
 * that has one.
 */
export async function returnItems(
  tx: Transaction,
  set: ChangeSet,
  reasons: ReadonlyMap<Approval, string | undefined>,
  now: Date,
): Promise<void> {
  const reopened = await reopenItems(tx, set, [...reasons.keys()]);
  const rounds = new Map(reopened.map(({ id, round }) => [id, round]));
  const whole = set.atomic ? 'The change set' : 'The request';
  for (const [{ id: approvalId, tenantId }, reason] of reasons) {
    const round = rounds.get(approvalId);
    if (reason === undefined || round === undefined) continue;
    const text = `${whole} could not be applied and returned to the approvers: ${reason}.`;
    await insertComment(tx.db, { id: newId('COMMENT'), tenantId, approvalId, author: AUTHOR, text, createdAt: now });
    await recordSteps(tx, tenantId, [{ approvalId, round, kind: 'COMMENTED' }]);
  }
}

/**
 * Returns an approved item to the approvers whose change failed for good, with all of its set if that is atomic. False if it
 * was applied after all.
 */
export async function returnFailedItem(tx: Transaction, { id, tenantId, changeSetId }: Approval): Promise<boolean> {
  const set = await lockChangeSet(tx.db, tenantId, changeSetId ?? '');
  if (!set) return false;
  const items = await lockItems(tx.db, set);
  const reopened = await reopenItems(tx, set, set.atomic ? items : items.filter((item) => item.id === id));
  return reopened.some((item) => item.id === id);
}
