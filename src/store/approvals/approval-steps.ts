import { and, asc, eq, gt, inArray, min, sql } from 'drizzle-orm';

import type { Approval } from '../../domain/approvals/approval.ts';
import type { ApprovalStep, StepHead } from '../../domain/approvals/approval-step.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { Db } from '../database/drizzle.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { eventStream } from '../log/tables.ts';
import type { Transaction } from '../unit-of-work.ts';
import { approval, approvalStep, approvalStream, approvalVote } from './tables.ts';
import { isViewerIn } from './viewer-condition.ts';

/** A step with the current state of its request. */
export interface StepRow {
  step: ApprovalStep;
  approval: Approval;
  /** The viewer's own vote in the same round, as a step number; null: there is none. */
  ownVote: number | null;
}

/**
 * Numbers a step, stores it, and signals the change to watchers of approvals. The tenant's counter row is locked from
 * here to the commit, so that numbers are in commit order: call it last, when nothing is left that could wait for
 * another transaction.
 */
export async function recordStep(
  tx: Transaction,
  tenantId: string,
  step: Omit<ApprovalStep, 'number'>,
): Promise<number> {
  const [number] = await recordSteps(tx, tenantId, [step]);
  if (number === undefined) throw new Error('the counter row gave no number');
  return number;
}

/** As `recordStep`, for at least one: their numbers, in their order. */
export async function recordSteps(
  tx: Transaction,
  tenantId: string,
  steps: readonly Omit<ApprovalStep, 'number'>[],
): Promise<number[]> {
  const [stream] = await tx.db
    .insert(approvalStream)
    .values({ tenantId, lastNumber: steps.length })
    .onConflictDoUpdate({
      target: approvalStream.tenantId,
      set: { lastNumber: sql`${approvalStream.lastNumber} + ${steps.length}` },
    })
    .returning();
  if (!stream) throw new Error('the counter row gave no number');
  const first = stream.lastNumber - steps.length + 1;
  const rows = steps.map((step, index) => ({ ...step, tenantId, number: first + index }));
  await tx.db.execute(sql`INSERT INTO ${approvalStep} ${rowsAsJson(approvalStep, rows)}`);
  tx.signalChange({ tenantId, topic: 'approvals' });
  return rows.map(({ number }) => number);
}

/** By tenant; tenants without an event stream are left out. */
export async function stepHeads(db: Db, tenantIds: readonly string[]): Promise<Map<string, StepHead>> {
  if (tenantIds.length === 0) return new Map();
  const rows = await db
    .select({ tenantId: eventStream.tenantId, epoch: eventStream.epoch, number: approvalStream.lastNumber })
    .from(eventStream)
    .leftJoin(approvalStream, eq(approvalStream.tenantId, eventStream.tenantId))
    .where(inArray(eventStream.tenantId, [...tenantIds]));
  return new Map(rows.map(({ tenantId, epoch, number }) => [tenantId, { epoch, number: number ?? 0 }]));
}

/** The steps after a number, in order and without gaps, as the viewer sees them. */
export async function stepsAfter(
  db: Db,
  viewer: Viewer,
  { after, limit }: { after: number; limit: number },
): Promise<StepRow[]> {
  const { number, approvalId, round, kind } = approvalStep;
  // One of them: whose case is ignored may have voted under two spellings before it was.
  const ownVote = db
    .select({ stepNumber: min(approvalVote.stepNumber) })
    .from(approvalVote)
    .where(
      and(
        eq(approvalVote.approvalId, approvalStep.approvalId),
        eq(approvalVote.round, approvalStep.round),
        isViewerIn(approvalVote.actorId, viewer),
      ),
    );
  return db
    .select({
      step: { number, approvalId, round, kind },
      approval,
      ownVote: sql<number | null>`(${ownVote})`.mapWith(approvalVote.stepNumber),
    })
    .from(approvalStep)
    .innerJoin(approval, eq(approval.id, approvalStep.approvalId))
    .where(and(eq(approvalStep.tenantId, viewer.tenantId), gt(approvalStep.number, after)))
    .orderBy(asc(approvalStep.number))
    .limit(limit);
}
