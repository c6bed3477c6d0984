import { type Approval, type Decision, MAX_COMMENT_LENGTH, refuseDecision } from '../../domain/approvals/approval.ts';
import type { StepKind } from '../../domain/approvals/approval-step.ts';
import type { Clock } from '../../domain/clock.ts';
import { kindOfId } from '../../domain/ids.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { type Cause, createEvent } from '../../events/schemas/create-event.ts';
import { recordStep } from '../../store/approvals/approval-steps.ts';
import { findVotes, insertVote } from '../../store/approvals/approval-votes.ts';
import { lockApproval, recordDecision } from '../../store/approvals/approvals.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, invalid, notFound, type Outcome, type Refusal } from '../outcome.ts';

export interface DecideParts {
  unitOfWork: UnitOfWork;
  clock: Clock;
}

export type DecideOutcome = Outcome<{ approval: Approval }, Refusal['kind']>;

/**
 * Decides a pending request, once: of two concurrent decisions, the second gets a conflict with the request as the
 * first has left it. An approval is a vote; the last one that is required decides. The approval subscriber applies the
 * change.
 */
export async function decideApproval(
  { unitOfWork, clock }: DecideParts,
  viewer: Viewer,
  decision: { approvalId: string; status: Decision; comment: string | undefined },
): Promise<DecideOutcome> {
  const issues = issuesOfComment(decision.status, decision.comment);
  if (issues.length > 0) return invalid(issues);
  return unitOfWork.transaction<DecideOutcome>(async (tx) => {
    const approval =
      kindOfId(decision.approvalId) === 'APPROVAL'
        ? await lockApproval(tx.db, viewer.tenantId, decision.approvalId)
        : undefined;
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
    if (decided) announce(tx, { ...approval, ...decided }, await causeOf(tx, approval));
    return done({ approval: { ...approval, ...decided } });
  });
}

function issuesOfComment(status: Decision, comment: string | undefined) {
  const field = status === 'REJECTED' ? 'reason' : 'comment';
  if (status === 'REJECTED' && !comment?.trim()) return [{ path: [field], message: 'must not be empty' }];
  if ((comment?.length ?? 0) > MAX_COMMENT_LENGTH) {
    return [{ path: [field], message: `must have at most ${MAX_COMMENT_LENGTH} characters` }];
  }
  return [];
}

/** The request's own event, whose trace continues if the decision has none; retention may have removed it. */
async function causeOf(tx: Transaction, { tenantId, createdEventId }: Approval): Promise<Cause> {
  const source = 'metadata-studio.approval';
  const entry = await tx.log.byProducerId(tenantId, source, createdEventId);
  return { id: createdEventId, source, correlationId: createdEventId, traceparent: entry?.event?.traceparent };
}

/** A withdrawal has no event: nobody but the requester was waiting for the request to be approved. */
function announce(
  tx: Transaction,
  approval: Approval & { decidedBy: Viewer['actor']; decidedAt: Date },
  cause: Cause,
): void {
  const { id, tenantId, entityType, canonicalKey, tier, kind, decidedBy, decidedAt } = approval;
  const init = {
    tenantId,
    source: 'metadata-studio.approval' as const,
    createdAt: decidedAt,
    cause,
  };
  const notes = { causeSource: cause.source };
  const payload = { approvalId: id, entityType, canonicalKey, tier, changeType: kind };
  if (approval.status === 'APPROVED') {
    tx.emit(
      createEvent({
        ...init,
        type: 'approval.approved',
        payload: {
          ...payload,
          approvedBy: decidedBy,
          approvedAt: decidedAt.toISOString(),
          ...(approval.decisionComment !== null && { comment: approval.decisionComment }),
        },
      }),
      notes,
    );
  } else if (approval.status === 'REJECTED') {
    tx.emit(
      createEvent({
        ...init,
        type: 'approval.rejected',
        payload: {
          ...payload,
          rejectedBy: decidedBy,
          rejectedAt: decidedAt.toISOString(),
          reason: approval.decisionComment ?? '',
        },
      }),
      notes,
    );
  }
}
