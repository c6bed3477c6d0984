import type { Actor, ChangeKind, EntityType, Tier } from '../events/vocabulary.ts';
import type { EntityChange, FieldChange } from './entity.ts';

export const APPROVAL_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

export interface Approval {
  id: string;
  tenantId: string;
  status: ApprovalStatus;
  kind: ChangeKind;
  entityType: EntityType;
  canonicalKey: string;
  tier: Tier;
  /** Null while the entity of a CREATE is not there yet. */
  entityId: string | null;
  expectedVersion: number | null;
  change: EntityChange;
  diff: FieldChange[];
  requestComment: string | null;
  requestedBy: Actor;
  requestedAt: Date;
  decisionComment: string | null;
  decidedBy: Actor | null;
  decidedAt: Date | null;
  createdEventId: string;
  /** When the approved change took effect. */
  appliedAt: Date | null;
}

/** Longest comment of a request or a decision, in characters. */
export const MAX_COMMENT_LENGTH = 10_000;

export type Decision = 'APPROVED' | 'REJECTED' | 'WITHDRAWN';

/** Why a decision may not be taken. */
export type DecisionRefusal = { kind: 'ConflictError' | 'ForbiddenError'; message: string };

/** Whether the actor may decide so, or why not. Only a pending request can be decided, and nobody decides his own. */
export function refuseDecision(
  { status, requestedBy, decidedBy }: Pick<Approval, 'status' | 'requestedBy' | 'decidedBy'>,
  decision: Decision,
  actor: Actor,
): DecisionRefusal | null {
  const isRequester = requestedBy.actorId === actor.actorId;
  if (decision === 'WITHDRAWN' && !isRequester) {
    return { kind: 'ForbiddenError', message: 'Only who requested an approval may withdraw it.' };
  }
  if (status !== 'PENDING') {
    const by = decidedBy ? ` by ${decidedBy.actorId}` : '';
    return { kind: 'ConflictError', message: `The request is ${status.toLowerCase()}${by} already.` };
  }
  if (decision !== 'WITHDRAWN' && isRequester) {
    return { kind: 'ForbiddenError', message: 'Nobody decides a request of his own.' };
  }
  return null;
}
