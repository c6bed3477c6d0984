import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';

import type { Approval, ApprovalStatus } from '../../domain/approvals/approval.ts';
import type { ChangeSet } from '../../domain/approvals/change-set.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import type { Transaction } from '../unit-of-work.ts';
import { recordSteps } from './approval-steps.ts';
import { approval } from './tables.ts';

export async function insertItems(db: Db, items: readonly Approval[]): Promise<void> {
  await db.execute(sql`INSERT INTO ${approval} ${rowsAsJson(approval, items)}`);
}

/** The items of a set, by position. */
export async function findItems(db: Db, { tenantId, id }: Pick<ChangeSet, 'tenantId' | 'id'>): Promise<Approval[]> {
  return selectItems(db, tenantId, id);
}

/** As `findItems`, and locks them against changes until this transaction ends. The set must be locked. */
export async function lockItems(tx: Db, { tenantId, id }: Pick<ChangeSet, 'tenantId' | 'id'>): Promise<Approval[]> {
  return selectItems(tx, tenantId, id).for('update');
}

/** A stretch of the items of a set by position, both ends included. */
export interface ItemStretch {
  changeSetId: string;
  first: number;
  last: number;
}

/** The items in each stretch, by position. */
export async function findStretches(
  db: Db,
  tenantId: string,
  stretches: readonly ItemStretch[],
): Promise<Approval[][]> {
  if (stretches.length === 0) return [];
  const wanted = JSON.stringify(stretches.map((stretch, number) => ({ ...stretch, number })));
  const rows = await db
    .select({ number: sql<number>`wanted.number`, approval })
    .from(
      sql`jsonb_to_recordset(${wanted}::jsonb) AS wanted ("number" int, "changeSetId" text, "first" int, "last" int)`,
    )
    .innerJoin(
      approval,
      and(
        eq(approval.tenantId, tenantId),
        sql`${approval.changeSetId} = wanted."changeSetId"`,
        sql`${approval.changeSetPosition} BETWEEN wanted."first" AND wanted."last"`,
      ),
    )
    .orderBy(asc(approval.changeSetPosition));
  const found: Approval[][] = stretches.map(() => []);
  for (const { number, approval } of rows) found[number]?.push(approval);
  return found;
}

/** What was decided about an item. */
export interface ItemDecided {
  id: string;
  status: ApprovalStatus;
  decidedBy: Actor;
  decidedAt: Date;
  decisionComment: string | null;
}

/** Those that were held for the decision of their set are held for their effect alone from here on. */
export async function recordDecisions(db: Db, decided: readonly ItemDecided[]): Promise<void> {
  if (decided.length === 0) return;
  const rows = decided.map(({ id, status, decidedBy, decidedAt, decisionComment }) => {
    return { id, status, decidedBy, decidedAt, decisionComment };
  });
  await db
    .update(approval)
    .set({
      status: sql`decided.status`,
      decidedBy: sql`decided."decidedBy"`,
      decidedAt: sql`decided."decidedAt"`,
      decisionComment: sql`decided."decisionComment"`,
      changeSetHold: sql`CASE ${approval.changeSetHold} WHEN 'DECISION' THEN 'EFFECT' ELSE ${approval.changeSetHold} END`,
    })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS decided (id text, status text, "decidedBy" jsonb,
        "decidedAt" timestamptz, "decisionComment" text)`,
    )
    .where(sql`${approval.id} = decided.id`);
}

/** The changes of these items took effect, of deprecations with what takes the place of the entity. */
export async function recordItemsApplied(
  db: Db,
  items: readonly { id: string; entityId: string; replacedById: string | null }[],
  appliedAt: Date,
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ id, entityId, replacedById }) => ({ id, entityId, replacedById }));
  await db
    .update(approval)
    .set({
      entityId: sql`applied."entityId"`,
      replacedById: sql`applied."replacedById"`,
      appliedAt,
      changeSetHold: null,
    })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS applied (id text, "entityId" text, "replacedById" text)`,
    )
    .where(sql`${approval.id} = applied.id`);
}

/**
 * As `reopenApproval` for items of one set, which are locked: those that are approved and not applied are pending again, and all
 * votes must be cast anew. Returns them as they are then.
 */
export async function reopenItems(
  tx: Transaction,
  { tenantId, atomic }: Pick<ChangeSet, 'tenantId' | 'atomic'>,
  items: readonly Approval[],
): Promise<Approval[]> {
  const ids = items.map(({ id }) => id);
  if (ids.length === 0) return [];
  const reopened = await tx.db
    .update(approval)
    .set({
      status: 'PENDING',
      decidedBy: null,
      decidedAt: null,
      decisionComment: null,
      round: sql`${approval.round} + 1`,
      changeSetHold: atomic ? 'DECISION' : 'EFFECT',
    })
    .where(
      and(
        eq(approval.tenantId, tenantId),
        inArray(approval.id, ids),
        eq(approval.status, 'APPROVED'),
        isNull(approval.appliedAt),
      ),
    )
    .returning();
  if (reopened.length === 0) return [];
  await recordSteps(
    tx,
    tenantId,
    reopened.map(({ id, round }) => ({ approvalId: id, round, kind: 'OPENED' })),
  );
  return reopened;
}

function selectItems(db: Db, tenantId: string, changeSetId: string) {
  return db
    .select()
    .from(approval)
    .where(and(eq(approval.tenantId, tenantId), eq(approval.changeSetId, changeSetId)))
    .orderBy(asc(approval.changeSetPosition));
}
