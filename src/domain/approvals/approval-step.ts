import { isViewer, type Viewer } from '../viewer.ts';
import type { Approval } from './approval.ts';

/** What happens to a request until it is decided; OPENED also when it returns to the approvers. */
export const STEP_KINDS = ['OPENED', 'VOTED', 'COMMENTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/**
 * One thing that happened to a request, with its number among all steps of the tenant: 1, 2, 3 … in order of commit.
 */
export interface ApprovalStep {
  number: number;
  approvalId: string;
  round: number;
  kind: StepKind;
}

/** How far the steps of a tenant's approvals have come. */
export interface StepHead {
  /** Epoch of the tenant's event stream: steps have the same one, because both are restored together. */
  epoch: string;
  /** Number of the last step; 0: there is none. */
  number: number;
}

export const REMOVAL_REASONS = ['VOTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type RemovalReason = (typeof REMOVAL_REASONS)[number];

/** What a step means for one approver's inbox. */
export type InboxEffect = { kind: 'added' } | { kind: 'updated' } | { kind: 'removed'; reason: RemovalReason };

/** Whether the viewer may decide a request, as long as it is pending and the viewer has not voted. */
export function isForViewer(
  { requestedBy, requiredRole }: Pick<Approval, 'requestedBy' | 'requiredRole'>,
  viewer: Pick<Viewer, 'actor' | 'actorIdCase' | 'roles'>,
): boolean {
  return !isViewer(requestedBy.actorId, viewer) && viewer.roles.includes(requiredRole);
}

/**
 * What a step means for the inbox of an approver who may decide the request; null: nothing.
 * @param ownVote number of the step that was the approver's own vote in the same round
 */
export function effectOnInbox({ number, kind }: Pick<ApprovalStep, 'number' | 'kind'>, ownVote: number | null) {
  if (ownVote !== null && ownVote < number) return null;
  const effect: Record<StepKind, InboxEffect> = {
    OPENED: { kind: 'added' },
    VOTED: ownVote === number ? { kind: 'removed', reason: 'VOTED' } : { kind: 'updated' },
    COMMENTED: { kind: 'updated' },
    APPROVED: { kind: 'removed', reason: 'APPROVED' },
    REJECTED: { kind: 'removed', reason: 'REJECTED' },
    WITHDRAWN: { kind: 'removed', reason: 'WITHDRAWN' },
  };
  return effect[kind];
}
