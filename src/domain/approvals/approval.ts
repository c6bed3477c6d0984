import type { Actor, ChangeKind, EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import type { EntityChange, FieldChange } from '../entities/entity.ts';
import type { Issue, RequestKind } from '../entities/entity-change.ts';
import { isViewer, type Role, type Viewer } from '../viewer.ts';

export const APPROVAL_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

export interface Approval {
  id: string;
  tenantId: string;
  status: ApprovalStatus;
  /** As events say it; see `requestKindOf`. */
  kind: ChangeKind;
  entityType: EntityType;
  canonicalKey: string;
  tier: Tier;
  /** Null until the entity of a CREATE exists, or that of a reactivation is in use again. */
  entityId: string | null;
  /** The deprecated entity that is to be in use again. Apart from `entityId`, so that a server of before does not apply it. */
  reactivatesId: string | null;
  /** Of a deprecation: the entity that takes its place. */
  replacedById: string | null;
  expectedVersion: number | null;
  change: EntityChange;
  diff: FieldChange[];
  /** What the requester may not have meant, as of the request, for those who decide. */
  warnings: Issue[];
  requestComment: string | null;
  requestedBy: Actor;
  requestedAt: Date;
  /** When the decision is due. */
  dueAt: Date | null;
  /** What the policy required when the change was requested: a later policy does not change it. */
  approversNeeded: number;
  requiredRole: Role;
  /** 1, and one more each time the request returns to the approvers. Votes count only in their round. */
  round: number;
  decisionComment: string | null;
  decidedBy: Actor | null;
  decidedAt: Date | null;
  createdEventId: string;
  /** Of all events about it; null: the id of the event that announced it. */
  correlationId: string | null;
  /** When the approved change took effect. */
  appliedAt: Date | null;
  /** The change set that it belongs to, and its place in there, from 0; null: it was requested by itself. */
  changeSetId: string | null;
  changeSetPosition: number | null;
  changeSetHold: ChangeSetHold | null;
}

/**
 * What only the set of an item may still do: decide it and let it take effect, or the latter alone. The store enforces
 * it: a server of a version that does not know sets can do neither for an item by itself.
 */
export type ChangeSetHold = 'DECISION' | 'EFFECT';

/** The correlation id of all events about a request. */
export function correlationOf({ correlationId, createdEventId }: Pick<Approval, 'correlationId' | 'createdEventId'>) {
  return correlationId ?? createdEventId;
}

/** What was requested. */
export function requestKindOf({ kind, reactivatesId }: Pick<Approval, 'kind' | 'reactivatesId'>): RequestKind {
  return reactivatesId === null ? kind : 'REACTIVATE';
}

/** One approver's vote for a request. */
export interface ApprovalVote {
  approvalId: string;
  round: number;
  actor: Actor;
  comment: string | null;
  votedAt: Date;
}

/** A comment on a request, before or after its decision. */
export interface ApprovalComment {
  id: string;
  tenantId: string;
  approvalId: string;
  author: Actor;
  text: string;
  createdAt: Date;
}

/** Longest comment of a request or a decision, in characters. */
export const MAX_COMMENT_LENGTH = 10_000;

export type Decision = 'APPROVED' | 'REJECTED' | 'WITHDRAWN';

/** Why a decision is refused. */
export type DecisionRefusal = { kind: 'conflict' | 'forbidden'; message: string };

/** What a decision about a request depends on, apart from who decides. */
export interface Decidable extends Pick<Approval, 'status' | 'requestedBy' | 'decidedBy' | 'requiredRole'> {
  /** Votes of the current round. */
  votes: readonly Pick<ApprovalVote, 'actor'>[];
}

/**
 * Whether the viewer may make this decision, or why not. Only a pending request can be decided. Nobody decides their
 * own request, or decides without the role that its tier requires, or after voting for it.
 */
export function refuseDecision(
  { status, requestedBy, decidedBy, requiredRole, votes }: Decidable,
  decision: Decision,
  viewer: Pick<Viewer, 'actor' | 'actorIdCase' | 'roles'>,
): DecisionRefusal | null {
  const isRequester = isViewer(requestedBy.actorId, viewer);
  if (decision === 'WITHDRAWN' && !isRequester) {
    return { kind: 'forbidden', message: 'Only the requester can withdraw a request.' };
  }
  if (status !== 'PENDING') {
    const by = decidedBy ? ` by ${decidedBy.actorId}` : '';
    return { kind: 'conflict', message: `The request has already been ${status.toLowerCase()}${by}.` };
  }
  if (decision === 'WITHDRAWN') return null;
  if (isRequester) return { kind: 'forbidden', message: 'You cannot decide your own request.' };
  if (!viewer.roles.includes(requiredRole)) {
    return { kind: 'forbidden', message: `Deciding this request requires the role ${requiredRole}.` };
  }
  if (votes.some((vote) => isViewer(vote.actor.actorId, viewer))) {
    return { kind: 'conflict', message: `${viewer.actor.actorId} has voted for the request already.` };
  }
  return null;
}

/** Whether it is pending and its due date has passed. */
export function isOverdue({ status, dueAt }: Pick<Approval, 'status' | 'dueAt'>, now: Date): boolean {
  return status === 'PENDING' && dueAt !== null && dueAt < now;
}
