import { kindOfId } from '../../domain/ids.ts';
import type { MonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import {
  type PolicyProposal,
  type ProposalDecision,
  refuseProposalDecision,
} from '../../domain/monitoring/policy-proposal.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { findProposal, lockPolicy, recordProposalDecision } from '../../store/monitoring/policy-proposals.ts';
import { insertPolicyVersion } from '../../store/monitoring/policy-versions.ts';
import { conflict, done, invalid, notFound, type Outcome, type Refusal } from '../outcome.ts';
import { issuesOfComment, type PolicyParts } from './propose-policy.ts';

export type DecidePolicyOutcome = Outcome<
  {
    proposal: PolicyProposal;
    /** In force after the decision. */
    policy: MonitoringPolicy;
  },
  Refusal['kind']
>;

/**
 * Decides a pending proposal, once: of two concurrent decisions, the second gets a conflict. Approved, it is the next
 * version of the policy, which is in force on every instance within seconds.
 */
export async function decidePolicy(
  { unitOfWork, policies, clock }: PolicyParts,
  viewer: Viewer,
  { proposalId, status, comment }: { proposalId: string; status: ProposalDecision; comment: string | undefined },
): Promise<DecidePolicyOutcome> {
  const { tenantId } = viewer;
  const issues = issuesOfComment(comment);
  if (status === 'REJECTED' && !comment?.trim()) {
    issues.push({ path: ['comment'], message: 'must say why the proposal is rejected' });
  }
  if (issues.length > 0) return invalid(issues);
  return unitOfWork.transaction<DecidePolicyOutcome>(async (tx) => {
    await lockPolicy(tx.db, tenantId);
    const found =
      kindOfId(proposalId) === 'POLICY_PROPOSAL' ? await findProposal(tx.db, tenantId, proposalId) : undefined;
    if (!found) return notFound('There is no such proposal.');
    const refusal = refuseProposalDecision(found, status, viewer);
    if (refusal) return refusal.kind === 'conflict' ? conflict(refusal.message) : refusal;

    const inForce = await policies.read(tx.db, tenantId);
    const decided = { status, decidedBy: viewer.actor, decidedAt: clock(), decisionComment: comment ?? null };
    await recordProposalDecision(tx.db, found.id, decided);
    const isApproved = status === 'APPROVED';
    const policy = isApproved ? { ...found.content, version: found.baseVersion + 1 } : inForce;
    // Whoever proposes or decides holds the lock, so no version can have come between the base and this one.
    if (isApproved) await insertPolicyVersion(tx.db, tenantId, policy);
    tx.signalChange({ tenantId, topic: 'policies' });
    return done({ proposal: { ...found, ...decided }, policy });
  });
}
