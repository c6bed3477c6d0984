import { and, asc, desc, eq, sql } from 'drizzle-orm';

import type { ApprovalComment } from '../../domain/approvals/approval.ts';
import type { Db } from '../database/drizzle.ts';
import { approvalComment } from './tables.ts';

/** Where in the list of comments, which is sorted oldest first. */
export interface CommentKey {
  createdAt: string;
  id: string;
}

export async function insertComment(db: Db, comment: ApprovalComment): Promise<void> {
  await db.insert(approvalComment).values(comment);
}

export async function pageOfComments(
  db: Db,
  tenantId: string,
  approvalId: string,
  page: { after?: CommentKey | undefined; before?: CommentKey | undefined; limit: number; backwards: boolean },
): Promise<ApprovalComment[]> {
  const direction = page.backwards ? desc : asc;
  const key = (at: CommentKey) => sql`(${at.createdAt}::timestamptz, ${at.id}::text)`;
  const own = sql`(${approvalComment.createdAt}, ${approvalComment.id})`;
  return db
    .select()
    .from(approvalComment)
    .where(
      and(
        eq(approvalComment.tenantId, tenantId),
        eq(approvalComment.approvalId, approvalId),
        page.after && sql`${own} > ${key(page.after)}`,
        page.before && sql`${own} < ${key(page.before)}`,
      ),
    )
    .orderBy(direction(approvalComment.createdAt), direction(approvalComment.id))
    .limit(page.limit);
}
