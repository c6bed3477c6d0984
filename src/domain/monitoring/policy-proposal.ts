import type { Actor } from '../../events/schemas/vocabulary.ts';
import type { FieldChange } from '../entities/entity.ts';
import { isViewer, type Viewer } from '../viewer.ts';
import type { PolicyContent } from './policy-change.ts';

export const PROPOSAL_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/** A change of a tenant's monitoring policy that one administrator proposes and another one decides. */
export interface PolicyProposal {
  id: string;
  tenantId: string;
  /** A tenant has at most one that is pending. */
  status: ProposalStatus;
  /** The version that it changes; approved, it is the next one. */
  baseVersion: number;
  /** The whole policy as it would be. */
  content: PolicyContent;
  diff: FieldChange[];
  comment: string | null;
  proposedBy: Actor;
  proposedAt: Date;
  decidedBy: Actor | null;
  decidedAt: Date | null;
  decisionComment: string | null;
}

export type ProposalDecision = Exclude<ProposalStatus, 'PENDING'>;

/** Whether the viewer may make this decision, or why not. Nobody approves or rejects what they proposed themselves. */
export function refuseProposalDecision(
  { status, proposedBy, decidedBy }: Pick<PolicyProposal, 'status' | 'proposedBy' | 'decidedBy'>,
  decision: ProposalDecision,
  viewer: Pick<Viewer, 'actor' | 'actorIdCase'>,
): { kind: 'conflict' | 'forbidden'; message: string } | null {
  const isProposer = isViewer(proposedBy.actorId, viewer);
  if (decision === 'WITHDRAWN' && !isProposer) {
    return { kind: 'forbidden', message: 'Only the administrator who made a proposal can withdraw it.' };
  }
  if (status !== 'PENDING') {
    const by = decidedBy ? ` by ${decidedBy.actorId}` : '';
    return { kind: 'conflict', message: `The proposal has already been ${status.toLowerCase()}${by}.` };
  }
  if (decision !== 'WITHDRAWN' && isProposer) {
    return { kind: 'forbidden', message: 'You cannot decide your own proposal; another administrator has to.' };
  }
  return null;
}
