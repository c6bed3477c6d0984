import { type Approval, type Decision, refuseDecision } from '../../domain/approvals/approval.ts';
import type { StepKind } from '../../domain/approvals/approval-step.ts';
import type { Clock } from '../../domain/clock.ts';
import { kindOfId } from '../../domain/ids.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { recordStep } from '../../store/approvals/approval-steps.ts';
import { findVotes, insertVote } from '../../store/approvals/approval-votes.ts';
import { findApproval, lockApproval, recordDecision } from '../../store/approvals/approvals.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, invalid, notFound, type Outcome, type Refusal } from '../outcome.ts';
import { announceDecision, causeOf } from './announce-decision.ts';
import { decideAlone } from './change-sets/decide-items.ts';
import { issuesOfComment } from './decision-comment.ts';

export interface DecideParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

export interface ApprovalDecision {
  approvalId: string;
  status: Decision;
  comment: string | undefined;
  /** In which field the client gave it, if that is not `comment`. */
  commentField?: 'reason' | undefined;
}

export type DecideOutcome = Outcome<{ approval: Approval }, Refusal['kind']>;

/**
 * Decides a pending request, once: of two concurrent decisions, the second gets a conflict with the request as the
 * first has left it. An approval is a vote; the last one that is required decides. The approval subscriber applies the
 * change. An item of a change set is decided under the lock of its set.
 */
export async function decideApproval(
  { unitOfWork, clock }: DecideParts,
  viewer: Viewer,
  decision: ApprovalDecision,
): Promise<DecideOutcome> {
  const issues = issuesOfComment(decision.status, decision.comment, decision.commentField);
  if (issues.length > 0) return invalid(issues);
  return unitOfWork.transaction<DecideOutcome>(async (tx) => {
    const isId = kindOfId(decision.approvalId) === 'APPROVAL';
    const found = isId ? await findApproval(tx.db, viewer.tenantId, decision.approvalId) : undefined;
    if (found && found.changeSetId !== null) return decideAlone(tx, viewer, found, decision, clock());
    const approval = found && (await lockApproval(tx.db, viewer.tenantId, found.id));
    if (!approval) return notFound('There is no such request.');
    const votes = await findVotes(tx.db, approval);
    const refusal = refuseDecision({ ...approval, votes }, decision.status, viewer);
    if (refusal) return refusal.kind === 'conflict' ? conflict(refusal.message, approval) : refusal;

    const now = clock();
    const comment = decision.comment ?? null;
    const isVote = decision.status === 'APPROVED';
    const isDecided = !isVote || votes.length + 1 >= approval.approversNeeded;
    const decided = isDecided
      ? { status: decision.status, decidedBy: viewer.actor, decidedAt: now, decisionComment: comment }
      : undefined;
    if (decided) await recordDecision(tx.db, approval.id, decided);
    const { id: approvalId, round } = approval;
    const kind: StepKind = decided?.status ?? 'VOTED';
    const stepNumber = await recordStep(tx, viewer.tenantId, { approvalId, round, kind });
    if (isVote) {
      await insertVote(tx.db, { approvalId, round, actor: viewer.actor, comment, votedAt: now }, stepNumber);
    }
    if (decided) announceDecision(tx, { ...approval, ...decided }, await causeOf(tx, approval));
    return done({ approval: { ...approval, ...decided } });
  });
}
