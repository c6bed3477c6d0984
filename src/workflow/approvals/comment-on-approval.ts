import { type Approval, type ApprovalComment, MAX_COMMENT_LENGTH } from '../../domain/approvals/approval.ts';
import { kindOfId, newId } from '../../domain/ids.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { insertComment } from '../../store/approvals/approval-comments.ts';
import { recordStep } from '../../store/approvals/approval-steps.ts';
import { lockApproval } from '../../store/approvals/approvals.ts';
import { done, invalid, notFound, type Outcome } from '../outcome.ts';
import type { DecideParts } from './decide-approval.ts';

export type CommentOutcome = Outcome<{ comment: ApprovalComment; approval: Approval }, 'invalid' | 'not-found'>;

/** Comments on a request, which may be decided already: what is learned later belongs to it too. */
export async function commentOnApproval(
  { unitOfWork, clock }: DecideParts,
  { tenantId, actor }: Viewer,
  { approvalId, text }: { approvalId: string; text: string },
): Promise<CommentOutcome> {
  if (text.trim() === '') return invalid([{ path: ['text'], message: 'must not be empty' }]);
  if (text.length > MAX_COMMENT_LENGTH) {
    return invalid([{ path: ['text'], message: `must have at most ${MAX_COMMENT_LENGTH} characters` }]);
  }
  return unitOfWork.transaction(async (tx) => {
    const approval = kindOfId(approvalId) === 'APPROVAL' ? await lockApproval(tx.db, tenantId, approvalId) : undefined;
    if (!approval) return notFound('There is no such request.');
    const comment = { id: newId('COMMENT'), tenantId, approvalId, author: actor, text, createdAt: clock() };
    await insertComment(tx.db, comment);
    // A decided request is in no inbox.
    if (approval.status === 'PENDING') {
      await recordStep(tx, tenantId, { approvalId, round: approval.round, kind: 'COMMENTED' });
    }
    return done({ comment, approval });
  });
}
