import { createHash } from 'node:crypto';

import type { MonitoringPolicy } from '../../domain/monitoring/monitoring-policy.ts';
import type { PolicyProposal } from '../../domain/monitoring/policy-proposal.ts';
import { AppError } from '../../errors.ts';

/** The policy of a tenant and what may follow it. */
export interface PolicyState {
  policy: MonitoringPolicy;
  /** The proposal that waits for a decision. */
  proposal: PolicyProposal | undefined;
  /** Stands for this state, in the opaque form that clients see. */
  cursor: string;
}

const PATTERN = /^policy\.[0-9a-f]{32}$/;

/**
 * States that look different to clients have different cursors. There is no order among them, so none can expire: whoever
 * has another one than the current needs the current one, and nothing else.
 */
export function policyStateOf(
  tenantId: string,
  { policy, proposal }: Pick<PolicyState, 'policy' | 'proposal'>,
): PolicyState {
  const text = JSON.stringify([tenantId, policy, proposal?.id]);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return { policy, proposal, cursor: Buffer.from(`policy.${digest}`).toString('base64url') };
}

/** @throws AppError BAD_USER_INPUT for a text that stands for no state of any policy */
export function assertPolicyCursor(cursor: string): void {
  const text = cursor.length <= 100 ? Buffer.from(cursor, 'base64url').toString('latin1') : '';
  if (!PATTERN.test(text)) throw new AppError('BAD_USER_INPUT', 'This is not a cursor of a monitoring policy.');
}
