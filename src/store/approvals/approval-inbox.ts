import { and, count, eq, inArray, lt, not, notExists, sql } from 'drizzle-orm';

import type { Approval } from '../../domain/approvals/approval.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset, missingLast } from '../database/keyset.ts';
import { approval, approvalVote } from './tables.ts';
import { isViewerIn } from './viewer-condition.ts';

export interface InboxQuery {
  entityTypes?: readonly EntityType[] | undefined;
  tiers?: readonly Tier[] | undefined;
  /** Only those that are overdue now, or only the others. */
  overdue?: { wanted: boolean; now: Date } | undefined;
}

export interface InboxKey {
  dueAt: string | null;
  requestedAt: string;
  id: string;
}

const BY_DUE_DATE = keyset<InboxKey>('ascending', {
  dueAt: missingLast(approval.dueAt),
  requestedAt: approval.requestedAt,
  id: approval.id,
});

/** The pending requests that the viewer can decide: by due date, those without one last, then oldest first. */
export async function pageOfInbox(
  db: Db,
  viewer: Viewer,
  query: InboxQuery,
  page: KeyRange<InboxKey>,
): Promise<Approval[]> {
  return db
    .select()
    .from(approval)
    .where(and(inboxCondition(db, viewer, query), BY_DUE_DATE.between(page)))
    .orderBy(...BY_DUE_DATE.orderBy(page))
    .limit(page.limit);
}

export async function countInbox(db: Db, viewer: Viewer, query: InboxQuery): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(approval)
    .where(inboxCondition(db, viewer, query));
  return row?.count ?? 0;
}

/** Whether a request is pending and was due before `now`. */
export function overdueCondition({ wanted, now }: { wanted: boolean; now: Date }) {
  const isOverdue = and(eq(approval.status, 'PENDING'), sql`coalesce(${lt(approval.dueAt, now)}, false)`);
  return wanted || !isOverdue ? isOverdue : not(isOverdue);
}

function inboxCondition(db: Db, viewer: Viewer, { entityTypes, tiers, overdue }: InboxQuery) {
  const ownVote = db
    .select({ one: sql`1` })
    .from(approvalVote)
    .where(
      and(
        eq(approvalVote.approvalId, approval.id),
        eq(approvalVote.round, approval.round),
        isViewerIn(approvalVote.actorId, viewer),
      ),
    );
  return and(
    eq(approval.tenantId, viewer.tenantId),
    eq(approval.status, 'PENDING'),
    inArray(approval.requiredRole, [...viewer.roles]),
    not(isViewerIn(sql`${approval.requestedBy} ->> 'actorId'`, viewer)),
    notExists(ownVote),
    entityTypes && inArray(approval.entityType, [...entityTypes]),
    tiers && inArray(approval.tier, [...tiers]),
    overdue && overdueCondition(overdue),
  );
}
