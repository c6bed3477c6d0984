import { and, count, eq, inArray, type SQL, sql } from 'drizzle-orm';

import type { ApprovalStatus } from '../../domain/approvals/approval.ts';
import type { ChangeSet, ChangeSetCounts, NoticeEvents } from '../../domain/approvals/change-set.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset } from '../database/keyset.ts';
import { approval, changeSet } from './tables.ts';

export interface ChangeSetQuery {
  statuses?: readonly ApprovalStatus[] | undefined;
}

export interface ChangeSetKey {
  requestedAt: string;
  id: string;
}

const NEWEST_FIRST = keyset<ChangeSetKey>('descending', { requestedAt: changeSet.requestedAt, id: changeSet.id });

export async function insertChangeSet(db: Db, set: ChangeSet): Promise<void> {
  await db.insert(changeSet).values(set);
}

/**
 * Locks a set until the transaction ends. Whoever decides or applies an item locks its set first, then items, then
 * entities, then counters: so nobody waits in a circle, and each sees what others have done to the set.
 */
export async function lockChangeSet(tx: Db, tenantId: string, id: string): Promise<ChangeSet | undefined> {
  return (await tx.select().from(changeSet).where(ofId(tenantId, id)).for('update'))[0];
}

export async function recordNoticeEvents(tx: Db, id: string, noticeEvents: NoticeEvents): Promise<void> {
  await tx.update(changeSet).set({ noticeEvents }).where(eq(changeSet.id, id));
}

/** The sets with these ids, in any order. */
export async function findChangeSets(db: Db, tenantId: string, ids: readonly string[]): Promise<ChangeSet[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(changeSet)
    .where(and(eq(changeSet.tenantId, tenantId), inArray(changeSet.id, [...ids])));
}

/** By the id of the set. */
export async function countItems(db: Db, setIds: readonly string[]): Promise<Map<string, ChangeSetCounts>> {
  const counts = new Map<string, Record<keyof ChangeSetCounts, number>>(
    setIds.map((id) => [id, { PENDING: 0, APPROVED: 0, REJECTED: 0, WITHDRAWN: 0, APPLIED: 0 }]),
  );
  if (setIds.length === 0) return counts;
  const { changeSetId, status, appliedAt } = approval;
  const rows = await db
    .select({ changeSetId, status, items: count(), applied: count(appliedAt) })
    .from(approval)
    .where(inArray(changeSetId, [...setIds]))
    .groupBy(changeSetId, status);
  for (const { changeSetId, status, items, applied } of rows) {
    const ofSet = counts.get(changeSetId ?? '');
    if (!ofSet) continue;
    ofSet[status] += items;
    ofSet.APPLIED += applied;
  }
  return counts;
}

/** Newest first. */
export async function pageOfChangeSets(
  db: Db,
  tenantId: string,
  { statuses }: ChangeSetQuery,
  page: KeyRange<ChangeSetKey>,
): Promise<ChangeSet[]> {
  return db
    .select()
    .from(changeSet)
    .where(
      and(eq(changeSet.tenantId, tenantId), statuses && inArray(statusOf(), [...statuses]), NEWEST_FIRST.between(page)),
    )
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
}

/** As `statusOfSet`. */
function statusOf(): SQL {
  const hasItem = (status: ApprovalStatus) =>
    sql`EXISTS (SELECT FROM ${approval} WHERE ${approval.changeSetId} = ${changeSet.id} AND ${approval.status} = ${status})`;
  return sql`CASE WHEN ${hasItem('PENDING')} THEN 'PENDING' WHEN ${hasItem('APPROVED')} THEN 'APPROVED'
    WHEN ${hasItem('REJECTED')} THEN 'REJECTED' ELSE 'WITHDRAWN' END`;
}

function ofId(tenantId: string, id: string) {
  return and(eq(changeSet.tenantId, tenantId), eq(changeSet.id, id));
}
