import type { Viewer } from '../viewer.ts';
import type { Approval } from './approval.ts';

/** What happens to a request until it is decided; OPENED also when it goes back to the approvers. */
export const STEP_KINDS = ['OPENED', 'VOTED', 'COMMENTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One thing that happened to a request, with its number among all of the tenant: 1, 2, 3 ... in order of commit. */
export interface ApprovalStep {
  number: number;
  approvalId: string;
  round: number;
  kind: StepKind;
}

/** Where the steps of a tenant's approvals stand. */
export interface StepHead {
  /** Name of the life of the tenant's stream: it is that of the events, for both are restored together. */
  epoch: string;
  /** Of the last step; 0: there was none. */
  number: number;
}

export const REMOVAL_REASONS = ['VOTED', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type RemovalReason = (typeof REMOVAL_REASONS)[number];

/** What a step is to one approver's inbox. */
export type InboxEffect = { kind: 'added' } | { kind: 'updated' } | { kind: 'removed'; reason: RemovalReason };

/** Whether a request is one that the viewer may decide, as long as it is pending and he has not voted. */
export function isForViewer(
  { requestedBy, requiredRole }: Pick<Approval, 'requestedBy' | 'requiredRole'>,
  { actor, roles }: Pick<Viewer, 'actor' | 'roles'>,
): boolean {
  return requestedBy.actorId !== actor.actorId && roles.includes(requiredRole);
}

/**
 * What a step is to the inbox of somebody the request is for; null: nothing.
 * @param ownVote number of the step that was his own vote in the round of the step
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
