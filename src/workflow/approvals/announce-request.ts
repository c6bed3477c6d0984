import { type Approval, correlationOf } from '../../domain/approvals/approval.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import { createEvent } from '../../events/schemas/create-event.ts';

/** The event that announces a request. */
export function createdEventOf(approval: Approval): EventOf<'approval.created'> {
  const { id, tenantId, entityType, canonicalKey, tier, kind, requestedBy, requestedAt } = approval;
  return createEvent({
    type: 'approval.created',
    id: approval.createdEventId,
    tenantId,
    source: 'metadata-studio.approval',
    createdAt: requestedAt,
    correlationId: correlationOf(approval),
    payload: {
      approvalId: id,
      entityType,
      canonicalKey,
      tier,
      changeType: kind,
      requestedBy,
      requestedAt: requestedAt.toISOString(),
    },
  });
}
