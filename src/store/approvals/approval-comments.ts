import { and, eq } from 'drizzle-orm';

import type { ApprovalComment } from '../../domain/approvals/approval.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset } from '../database/keyset.ts';
import { approvalComment } from './tables.ts';

export interface CommentKey {
  createdAt: string;
  id: string;
}

const OLDEST_FIRST = keyset<CommentKey>('ascending', { createdAt: approvalComment.createdAt, id: approvalComment.id });

export async function insertComment(db: Db, comment: ApprovalComment): Promise<void> {
  await db.insert(approvalComment).values(comment);
}

/** Oldest first. */
export async function pageOfComments(
  db: Db,
  tenantId: string,
  approvalId: string,
  page: KeyRange<CommentKey>,
): Promise<ApprovalComment[]> {
  return db
    .select()
    .from(approvalComment)
    .where(
      and(
        eq(approvalComment.tenantId, tenantId),
        eq(approvalComment.approvalId, approvalId),
        OLDEST_FIRST.between(page),
      ),
    )
    .orderBy(...OLDEST_FIRST.orderBy(page))
    .limit(page.limit);
}
