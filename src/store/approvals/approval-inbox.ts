import { and, asc, count, desc, eq, inArray, lt, not, notExists, sql } from 'drizzle-orm';

import type { Approval } from '../../domain/approvals/approval.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { EntityType, Tier } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { approvalVote } from './tables.ts';
import { approval } from './tables.ts';

export interface InboxQuery {
  entityTypes?: readonly EntityType[] | undefined;
  tiers?: readonly Tier[] | undefined;
  /** Only those that are overdue now, or only the others. */
  overdue?: { wanted: boolean; now: Date } | undefined;
}

/** Where in an inbox, which is sorted by due date, those without one last, and then oldest request first. */
export interface InboxKey {
  dueAt: string | null;
  requestedAt: string;
  id: string;
}

/** The pending requests that the viewer may decide. */
export async function pageOfInbox(
  db: Db,
  viewer: Viewer,
  query: InboxQuery,
  page: { after?: InboxKey | undefined; before?: InboxKey | undefined; limit: number; backwards: boolean },
): Promise<Approval[]> {
  const direction = page.backwards ? desc : asc;
  const due = (at: unknown) => sql`coalesce(${at}::timestamptz, 'infinity')`;
  const own = sql`(${due(approval.dueAt)}, ${approval.requestedAt}, ${approval.id})`;
  const key = (at: InboxKey) => sql`(${due(at.dueAt)}, ${at.requestedAt}::timestamptz, ${at.id}::text)`;
  return db
    .select()
    .from(approval)
    .where(
      and(
        inboxCondition(db, viewer, query),
        page.after && sql`${own} > ${key(page.after)}`,
        page.before && sql`${own} < ${key(page.before)}`,
      ),
    )
    .orderBy(direction(approval.dueAt), direction(approval.requestedAt), direction(approval.id))
    .limit(page.limit);
}

export async function countInbox(db: Db, viewer: Viewer, query: InboxQuery): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(approval)
    .where(inboxCondition(db, viewer, query));
  return row?.count ?? 0;
}

/** Whether a request waits for a decision that was due before `now`. */
export function overdueCondition({ wanted, now }: { wanted: boolean; now: Date }) {
  const isOverdue = and(eq(approval.status, 'PENDING'), sql`coalesce(${lt(approval.dueAt, now)}, false)`);
  return wanted || !isOverdue ? isOverdue : not(isOverdue);
}

function inboxCondition(db: Db, { tenantId, actor, roles }: Viewer, { entityTypes, tiers, overdue }: InboxQuery) {
  const ownVote = db
    .select({ one: sql`1` })
    .from(approvalVote)
    .where(
      and(
        eq(approvalVote.approvalId, approval.id),
        eq(approvalVote.round, approval.round),
        eq(approvalVote.actorId, actor.actorId),
      ),
    );
  return and(
    eq(approval.tenantId, tenantId),
    eq(approval.status, 'PENDING'),
    inArray(approval.requiredRole, [...roles]),
    sql`${approval.requestedBy} ->> 'actorId' <> ${actor.actorId}`,
    notExists(ownVote),
    entityTypes && inArray(approval.entityType, [...entityTypes]),
    tiers && inArray(approval.tier, [...tiers]),
    overdue && overdueCondition(overdue),
  );
}
