import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { ProfileRun, RecordedRun } from '../../domain/profiling/profile-run.ts';
import type { Db } from '../database/drizzle.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { profileRun } from './tables.ts';

export const OPEN_STATUSES = ['waiting', 'running'] as const;
const {
  leaderId: _leaderId,
  apart: _apart,
  tries: _tries,
  waitingSince: _waitingSince,
  ...RECORD
} = getTableColumns(profileRun);
const { errorCode: _errorCode, errorMessage: _errorMessage, ...RUN } = RECORD;
const begunSchema = z.array(z.object({ id: z.string(), entityId: z.string() }));

/**
 * The run that a trigger of an entity leads to: a new one, or the one that waits or runs already. Two concurrent
 * triggers get the same run. The entity must be locked: it says whether one is open, and a run that ends locks both in this
 * order.
 */
export async function joinOrBegin(db: Db, run: ProfileRun): Promise<{ id: string; isNew: boolean }> {
  const [begun] = await db.insert(profileRun).values(run).onConflictDoNothing().returning({ id: profileRun.id });
  if (begun) return { id: begun.id, isNew: true };
  const [open] = await db
    .select({ id: profileRun.id })
    .from(profileRun)
    .where(and(eq(profileRun.entityId, run.entityId), inArray(profileRun.status, OPEN_STATUSES)))
    .for('share');
  // The conflicting run has ended between the two statements: now there is room for a new one.
  return open ? { id: open.id, isNew: false } : joinOrBegin(db, run);
}

/** As `joinOrBegin`, for runs of many entities, which must all be locked: by the id of the entity. */
export async function joinOrBeginAll(
  db: Db,
  runs: readonly ProfileRun[],
): Promise<Map<string, { id: string; isNew: boolean }>> {
  const found = new Map<string, { id: string; isNew: boolean }>();
  if (runs.length === 0) return found;
  const rows = runs.map((run) => ({ ...run, tries: 0 }));
  const begun = await db.execute(sql`
    INSERT INTO ${profileRun} ${rowsAsJson(profileRun, rows)} ON CONFLICT DO NOTHING
    RETURNING id, entity_id AS "entityId"`);
  for (const { id, entityId } of begunSchema.parse(begun)) found.set(entityId, { id, isNew: true });
  const others = runs.filter(({ entityId }) => !found.has(entityId));
  if (others.length === 0) return found;
  const ids = others.map(({ entityId }) => entityId);
  const open = await db
    .select({ id: profileRun.id, entityId: profileRun.entityId })
    .from(profileRun)
    .where(and(sql`${profileRun.entityId} = ANY(${sql.param(ids)}::text[])`, inArray(profileRun.status, OPEN_STATUSES)))
    .for('share');
  for (const { id, entityId } of open) found.set(entityId, { id, isNew: false });
  // A conflicting run may have ended between the two statements.
  for (const run of others) if (!found.has(run.entityId)) found.set(run.entityId, await joinOrBegin(db, run));
  return found;
}

/** How a run ended: completed, or failed and why. */
export type RunEnd = { status: 'completed' } | { status: 'failed'; errorCode: string; errorMessage: string };

/**
 * Ends the runs, and with that their entities are no longer being profiled. Returns the ids of those that were open: if
 * another worker has ended a run before, nothing else of it may be written. The entities must be locked, and who follows
 * these runs must be freed in the same transaction.
 */
export async function endRuns(db: Db, ids: readonly string[], end: RunEnd, now: Date): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const ended = await db
    .update(profileRun)
    .set({ ...end, finishedAt: now })
    .where(and(inArray(profileRun.id, [...ids]), inArray(profileRun.status, OPEN_STATUSES)))
    .returning({ id: profileRun.id });
  return new Set(ended.map(({ id }) => id));
}

export async function findRun(db: Db, id: string): Promise<ProfileRun | undefined> {
  return (await db.select(RUN).from(profileRun).where(eq(profileRun.id, id)))[0];
}

export async function findRuns(db: Db, tenantId: string, ids: readonly string[]): Promise<RecordedRun[]> {
  if (ids.length === 0) return [];
  const where = and(eq(profileRun.tenantId, tenantId), inArray(profileRun.id, [...ids]));
  return db.select(RECORD).from(profileRun).where(where);
}

/**
 * When each of these runs ended, in milliseconds since 1970; Infinity: it has not. Any number of them: a page of
 * entities may have more runs than a statement can have parameters.
 */
export async function findRunEnds(db: Db, tenantId: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: profileRun.id, finishedAt: profileRun.finishedAt })
    .from(profileRun)
    .where(and(eq(profileRun.tenantId, tenantId), sql`${profileRun.id} = ANY(${sql.param(ids)}::text[])`));
  return new Map(rows.map(({ id, finishedAt }) => [id, finishedAt?.getTime() ?? Infinity]));
}
