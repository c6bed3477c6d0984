import { and, asc, eq, exists, inArray, isNotNull, ne, not, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { ProfileRun } from '../../domain/profiling/profile-run.ts';
import { takeLock } from '../database/advisory-lock.ts';
import { type Db, drizzleOn } from '../database/drizzle.ts';
import type { Database } from '../database/sql.ts';
import { mdmEntity } from '../entities/tables.ts';
import { OPEN_STATUSES } from './profile-runs.ts';
import { profileRun } from './tables.ts';

/** A run that was taken to be measured, with what a job that resumes it must know. */
export interface ClaimedRun extends ProfileRun {
  startedAt: Date | null;
  /** How often a temporary fault has stopped it, and since when; null: none has. */
  tries: number;
  waitingSince: Date | null;
}

const leader = alias(profileRun, 'leader');
const isOpen = inArray(profileRun.status, OPEN_STATUSES);

/**
 * Records that the run has begun, again after a crash, and takes along other runs of the same tenant and table that
 * wait: they follow it from now on, and their own jobs leave them to its job. Returns the run and then those, or nothing
 * if the run has ended or follows another one. What is taken waits in the database before the measurement reads anything,
 * so the profile of each is at least as new as its trigger. Each open run has a job of its own or follows an open run
 * that has one, in every committed state.
 */
export async function claimRuns(
  database: Database,
  id: string,
  { now, atMost }: { now: Date; atMost: number },
): Promise<ClaimedRun[]> {
  const db = drizzleOn(database);
  const [found] = await db
    .select({ tenantId: profileRun.tenantId, schema: mdmEntity.datasetSchema, table: mdmEntity.datasetTable })
    .from(profileRun)
    .leftJoin(mdmEntity, ofEntity())
    .where(and(eq(profileRun.id, id), isOpen, not(isLed(db))));
  if (!found) return [];
  const { tenantId, schema, table } = found;
  return database.transaction(async (connection) => {
    const tx = drizzleOn(connection);
    // Two that begin at the same time would both leave the other out, and share the rest.
    if (schema !== null && table !== null) await takeLock(tx, ['measurement', tenantId, schema, table]);
    const running = { status: 'running', startedAt: now } as const;
    const [own] = await tx
      .update(profileRun)
      .set({ ...running, leaderId: null })
      .where(and(eq(profileRun.id, id), isOpen, not(isLed(tx))))
      .returning();
    if (!own || schema === null || table === null) return own ? [own] : [];
    const isFree = or(
      eq(profileRun.status, 'waiting'),
      eq(profileRun.leaderId, id),
      and(isNotNull(profileRun.leaderId), not(isLed(tx))),
    );
    const waiting = await tx
      .select({ id: profileRun.id })
      .from(profileRun)
      .where(
        and(
          eq(profileRun.tenantId, tenantId),
          inArray(profileRun.entityId, idsOfTable(tx, { tenantId, schema, table })),
          isOpen,
          isFree,
          ne(profileRun.id, id),
          sql`${profileRun.apart} IS NOT DISTINCT FROM ${own.apart}`,
        ),
      )
      .orderBy(asc(profileRun.createdAt), asc(profileRun.id))
      .limit(atMost - 1)
      // One that a trigger is joining at this moment is left to its own job.
      .for('update', { skipLocked: true });
    return [own, ...(await updateRuns(tx, waiting, { ...running, leaderId: id }))];
  });
}

/**
 * Records that runs, which a temporary fault has stopped, wait again and follow this one of them. Returns those that are
 * still open.
 */
export async function putOffRuns(
  tx: Db,
  runs: readonly ClaimedRun[],
  leaderId: string,
  now: Date,
): Promise<ClaimedRun[]> {
  return updateRuns(tx, runs, {
    status: 'waiting',
    tries: sql`${profileRun.tries} + 1`,
    waitingSince: sql`coalesce(${profileRun.waitingSince}, ${now.toISOString()}::timestamptz)`,
    leaderId: sql`nullif(${leaderId}, ${profileRun.id})`,
  });
}

/**
 * Lets runs wait for a measurement with those only that are set apart with the same text; they follow this one of them.
 * Returns those that are still open.
 */
export async function setRunsApart(
  tx: Db,
  runs: readonly ClaimedRun[],
  { leaderId, apart }: { leaderId: string; apart: string },
): Promise<ClaimedRun[]> {
  const leading = sql`nullif(${leaderId}, ${profileRun.id})`;
  return updateRuns(tx, runs, { status: 'waiting', leaderId: leading, apart });
}

/** Lets the open runs that follow these wait for jobs of their own, which the caller queues in the same transaction. */
export async function freeFollowers(tx: Db, leaderIds: readonly string[]): Promise<ClaimedRun[]> {
  if (leaderIds.length === 0) return [];
  return freeWhere(tx, inArray(profileRun.leaderId, [...leaderIds]));
}

/**
 * As `freeFollowers`, for those whose leader has ended without freeing them: an instance of an older version, which
 * knows of no followers, has ended it.
 */
export async function freeStrays(tx: Db): Promise<ClaimedRun[]> {
  return freeWhere(tx, and(isNotNull(profileRun.leaderId), not(isLed(tx))));
}

async function freeWhere(tx: Db, condition: SQL | undefined): Promise<ClaimedRun[]> {
  return tx.update(profileRun).set({ status: 'waiting', leaderId: null }).where(and(isOpen, condition)).returning();
}

async function updateRuns(
  tx: Db,
  runs: readonly { id: string }[],
  values: Parameters<ReturnType<typeof tx.update<typeof profileRun>>['set']>[0],
): Promise<ClaimedRun[]> {
  if (runs.length === 0) return [];
  const ids = runs.map(({ id }) => id);
  const updated = await tx
    .update(profileRun)
    .set(values)
    .where(and(inArray(profileRun.id, ids), isOpen))
    .returning();
  const byId = new Map(updated.map((run) => [run.id, run]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Whether the run follows an open one, whose job measures it. */
function isLed(db: Db): SQL {
  return exists(
    db
      .select({ id: leader.id })
      .from(leader)
      .where(and(eq(leader.id, profileRun.leaderId), inArray(leader.status, OPEN_STATUSES))),
  );
}

function idsOfTable(db: Db, { tenantId, schema, table }: { tenantId: string; schema: string; table: string }) {
  return db
    .select({ id: mdmEntity.id })
    .from(mdmEntity)
    .where(
      and(eq(mdmEntity.tenantId, tenantId), eq(mdmEntity.datasetSchema, schema), eq(mdmEntity.datasetTable, table)),
    );
}

function ofEntity(): SQL | undefined {
  return and(eq(mdmEntity.entityType, profileRun.entityType), eq(mdmEntity.id, profileRun.entityId));
}
