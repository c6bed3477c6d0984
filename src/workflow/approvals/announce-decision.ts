import { type Approval, correlationOf, type Decision } from '../../domain/approvals/approval.ts';
import { decisionEventId } from '../../domain/approvals/decision-event.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { type Cause, createEvent } from '../../events/schemas/create-event.ts';
import type { Transaction } from '../../store/unit-of-work.ts';

/** A request with the decision about it. */
export type Decided = Approval & { status: Decision; decidedBy: Viewer['actor']; decidedAt: Date };

/** The request's own event, whose trace continues if the decision has none; retention may have removed it. */
export async function causeOf(tx: Transaction, approval: Approval): Promise<Cause> {
  const { tenantId, createdEventId: id } = approval;
  const source = 'metadata-studio.approval';
  const entry = await tx.log.byProducerId(tenantId, source, id);
  return { id, source, correlationId: correlationOf(approval), traceparent: entry?.event?.traceparent };
}

/** A withdrawal has no event: nobody but the requester was waiting for the request to be approved. */
export function announceDecision(tx: Transaction, approval: Decided, cause: Cause): void {
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
        id: decisionEventId(approval),
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
        id: decisionEventId(approval),
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
