import type { Role, Viewer } from '../../src/domain/viewer.ts';
import { decidePolicy } from '../../src/workflow/monitoring/decide-policy.ts';
import { type PolicyParts, proposePolicy } from '../../src/workflow/monitoring/propose-policy.ts';

const ROLES: readonly Role[] = ['VIEWER', 'ADMIN'];

export function administrator(tenantId: string, actorId: string): Viewer {
  return { tenantId, actor: { actorId, actorType: 'HUMAN' }, roles: ROLES, sources: [] };
}

/** Has a change of the tenant's policy proposed by one administrator and approved by another. */
export async function changePolicyOf(parts: PolicyParts, tenantId: string, change: object): Promise<void> {
  const { version: expectedVersion } = await parts.policies.of(tenantId);
  const request = { expectedVersion, change, comment: undefined };
  const proposed = await proposePolicy(parts, administrator(tenantId, 'anna'), request);
  if (proposed.kind !== 'done') throw new Error(proposed.message);
  const decision = { proposalId: proposed.proposal.id, status: 'APPROVED', comment: undefined } as const;
  const decided = await decidePolicy(parts, administrator(tenantId, 'bert'), decision);
  if (decided.kind !== 'done') throw new Error(decided.message);
}
