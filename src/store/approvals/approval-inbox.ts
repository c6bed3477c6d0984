import { and, count, eq, inArray, isNull, lt, not, notExists, or, type SQL, sql } from 'drizzle-orm';
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core';

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
  /** Of each change set, only the most urgent request that matches the rest. */
  onePerChangeSet?: boolean | undefined;
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
    .where(
      and(
        inboxCondition(db, viewer, query, approval),
        query.onePerChangeSet ? isFirstOfSet(db, viewer, query) : undefined,
        BY_DUE_DATE.between(page),
      ),
    )
    .orderBy(...BY_DUE_DATE.orderBy(page))
    .limit(page.limit);
}

export async function countInbox(db: Db, viewer: Viewer, query: InboxQuery): Promise<number> {
  const entry = sql`distinct coalesce(${approval.changeSetId}, ${approval.id})`;
  const [row] = await db
    .select({ count: query.onePerChangeSet ? count(entry) : count() })
    .from(approval)
    .where(inboxCondition(db, viewer, query, approval));
  return row?.count ?? 0;
}

/** Whether a request is pending and was due before `now`. */
export function overdueCondition(
  { wanted, now }: { wanted: boolean; now: Date },
  { status, dueAt }: Pick<Columns, 'status' | 'dueAt'> = approval,
) {
  const isOverdue = and(eq(status, 'PENDING'), sql`coalesce(${lt(dueAt, now)}, false)`);
  return wanted || !isOverdue ? isOverdue : not(isOverdue);
}

type Columns = Record<
  'id' | 'tenantId' | 'status' | 'round' | 'entityType' | 'tier' | 'requiredRole' | 'requestedBy' | 'dueAt',
  AnyPgColumn
>;

function inboxCondition(db: Db, viewer: Viewer, { entityTypes, tiers, overdue }: InboxQuery, request: Columns) {
  const ownVote = db
    .select({ one: sql`1` })
    .from(approvalVote)
    .where(
      and(
        eq(approvalVote.approvalId, request.id),
        eq(approvalVote.round, request.round),
        isViewerIn(approvalVote.actorId, viewer),
      ),
    );
  return and(
    eq(request.tenantId, viewer.tenantId),
    eq(request.status, 'PENDING'),
    inArray(request.requiredRole, [...viewer.roles]),
    not(isViewerIn(sql`${request.requestedBy} ->> 'actorId'`, viewer)),
    notExists(ownVote),
    entityTypes && inArray(request.entityType, [...entityTypes]),
    tiers && inArray(request.tier, [...tiers]),
    overdue && overdueCondition(overdue, request),
  );
}

/** Whether no other request of its change set is in the inbox before it. A set is small: this looks at 200 at most. */
function isFirstOfSet(db: Db, viewer: Viewer, query: InboxQuery): SQL | undefined {
  const sibling = alias(approval, 'sibling');
  const place = ({ dueAt, id }: Pick<Columns, 'dueAt' | 'id'>) => sql`(coalesce(${dueAt}, 'infinity'), ${id})`;
  const before = db
    .select({ one: sql`1` })
    .from(sibling)
    .where(
      and(
        eq(sibling.changeSetId, approval.changeSetId),
        // All were requested at the same time.
        sql`${place(sibling)} < ${place(approval)}`,
        inboxCondition(db, viewer, query, sibling),
      ),
    );
  return or(isNull(approval.changeSetId), notExists(before));
}
