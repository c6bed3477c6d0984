import { type Decision, MAX_COMMENT_LENGTH } from '../../domain/approvals/approval.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';

/**
 * What is wrong with the comment of a decision, which a rejection must have.
 * @param field the one in which the client gave it
 */
export function issuesOfComment(status: Decision, comment: string | undefined, field = 'comment'): Issue[] {
  if (status === 'REJECTED' && !comment?.trim()) return [{ path: [field], message: 'must not be empty' }];
  if ((comment?.length ?? 0) > MAX_COMMENT_LENGTH) {
    return [{ path: [field], message: `must have at most ${MAX_COMMENT_LENGTH} characters` }];
  }
  return [];
}
