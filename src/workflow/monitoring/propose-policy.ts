import { MAX_COMMENT_LENGTH } from '../../domain/approvals/approval.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import { newId } from '../../domain/ids.ts';
import {
  changePolicy,
  diffOfPolicies,
  issuesOfPolicy,
  policyChangeSchema,
  type PolicyContent,
} from '../../domain/monitoring/policy-change.ts';
import type { PolicyProposal } from '../../domain/monitoring/policy-proposal.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { findOpenProposal, insertProposal, lockPolicy } from '../../store/monitoring/policy-proposals.ts';
import type { StoredPolicies } from '../../store/monitoring/stored-policies.ts';
import type { UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, invalid, issuesOf, type Outcome } from '../outcome.ts';

export interface PolicyParts {
  unitOfWork: UnitOfWork;
  policies: StoredPolicies;
  clock: Clock;
}

export interface ProposePolicyRequest {
  /** The version that it changes. */
  expectedVersion: number;
  /** As `policyChangeSchema`. */
  change: unknown;
  comment: string | undefined;
}

export type ProposePolicyOutcome = Outcome<{ proposal: PolicyProposal }, 'invalid' | 'conflict'>;

/**
 * Proposes a change of the tenant's monitoring policy, which has no effect until another administrator approves it. A
 * tenant has one open proposal at a time: a second one would be based on figures that the first is about to change.
 */
export async function proposePolicy(
  { unitOfWork, policies, clock }: PolicyParts,
  { tenantId, actor }: Viewer,
  { expectedVersion, change, comment }: ProposePolicyRequest,
): Promise<ProposePolicyOutcome> {
  const issues = issuesOfComment(comment);
  return unitOfWork.transaction<ProposePolicyOutcome>(async (tx) => {
    await lockPolicy(tx.db, tenantId);
    const inForce = await policies.read(tx.db, tenantId);
    const changed = parseChange(inForce, change);
    if ('issues' in changed || issues.length > 0) {
      return invalid([...issues, ...('issues' in changed ? changed.issues : [])]);
    }
    const open = await findOpenProposal(tx.db, tenantId);
    if (open) return conflict(`${open.proposedBy.actorId} has proposed a change that is not decided yet.`);
    if (inForce.version !== expectedVersion) {
      return conflict(`Version ${inForce.version} of the policy is in force, not version ${expectedVersion}.`);
    }
    const { content } = changed;
    const diff = diffOfPolicies(inForce, content);
    if (diff.length === 0) return invalid([{ path: ['policy'], message: 'changes nothing' }]);
    const proposal: PolicyProposal = {
      ...{ id: newId('POLICY_PROPOSAL'), tenantId, status: 'PENDING', baseVersion: inForce.version },
      ...{ content, diff, comment: comment ?? null, proposedBy: actor, proposedAt: clock() },
      ...{ decidedBy: null, decidedAt: null, decisionComment: null },
    };
    await insertProposal(tx.db, proposal);
    tx.signalChange({ tenantId, topic: 'policies' });
    return done({ proposal });
  });
}

/** The policy with a change as it came from a client, or what is wrong with it. */
export function parseChange(
  inForce: PolicyContent,
  change: unknown,
): { content: PolicyContent } | { issues: readonly Issue[] } {
  const parsed = policyChangeSchema.safeParse(change);
  if (!parsed.success) return { issues: issuesOf(parsed.error, ['policy']) };
  const content = changePolicy(inForce, parsed.data);
  const issues = issuesOfPolicy(content).map(({ path, message }) => ({ path: ['policy', ...path], message }));
  return issues.length > 0 ? { issues } : { content };
}

/** What is wrong with a comment of a proposal or a decision. */
export function issuesOfComment(comment: string | undefined): Issue[] {
  if ((comment?.length ?? 0) <= MAX_COMMENT_LENGTH) return [];
  return [{ path: ['comment'], message: `must have at most ${MAX_COMMENT_LENGTH} characters` }];
}
