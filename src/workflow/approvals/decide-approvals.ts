import type { Viewer } from '../../domain/viewer.ts';
import { done, invalid, type Outcome } from '../outcome.ts';
import { decideApproval, type DecideOutcome, type DecideParts } from './decide-approval.ts';

/** Most requests that are decided in one call. */
export const MAX_BULK_DECISIONS = 100;

export interface BulkDecision {
  approvalId: string;
  status: 'APPROVED' | 'REJECTED';
  comment: string | undefined;
}

/** In the order of the decisions; an Error if the store failed. */
export type BulkOutcome = Outcome<{ outcomes: (DecideOutcome | Error)[] }, 'invalid'>;

/** Decides one request after another, each in its own transaction: the result of one does not affect the others. */
export async function decideApprovals(
  parts: DecideParts,
  viewer: Viewer,
  decisions: readonly BulkDecision[],
): Promise<BulkOutcome> {
  if (decisions.length === 0 || decisions.length > MAX_BULK_DECISIONS) {
    return invalid([{ path: ['decisions'], message: `must have 1 to ${MAX_BULK_DECISIONS} decisions` }]);
  }
  const seen = new Set<string>();
  const outcomes: (DecideOutcome | Error)[] = [];
  for (const [index, decision] of decisions.entries()) {
    const at = ['decisions', String(index)];
    if (seen.has(decision.approvalId)) {
      outcomes.push(invalid([{ path: [...at, 'approvalId'], message: 'is named twice' }]));
      continue;
    }
    seen.add(decision.approvalId);
    try {
      const outcome = await decideApproval(parts, viewer, decision);
      outcomes.push(
        outcome.kind === 'invalid'
          ? invalid(outcome.issues.map(({ path, message }) => ({ path: [...at, ...path], message })))
          : outcome,
      );
    } catch (error) {
      outcomes.push(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return done({ outcomes });
}
