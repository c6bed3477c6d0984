import { and, desc, eq, gte, isNull, lt, or, sql } from 'drizzle-orm';

import type { Profile } from '../../../domain/profiling/profile.ts';
import type { Db } from '../../database/drizzle.ts';
import { entityVersion } from '../../entities/tables.ts';
import { mdmProfile, profileRun } from '../../profiling/tables.ts';

/** What of an earlier profile is compared. */
export type ComparedProfile = Pick<Profile, 'id' | 'number' | 'rowCount' | 'estimate'>;

/** Fields of a change that bind an entity to another table or column. */
const BINDING_FIELDS = ['dataset.schema', 'dataset.table', 'dataset.column'];

/** Whether a version of an entity has bound it to another table or column. */
export const BINDS = sql<boolean>`EXISTS (SELECT FROM jsonb_array_elements(${entityVersion.diff}) AS change
    WHERE change ->> 'field' = ANY(${sql.param(BINDING_FIELDS)}::text[]))`;

/** When the entity was bound to what it is bound to; null: its history does not say. */
export async function findBoundSince(db: Db, tenantId: string, entityId: string): Promise<Date | null> {
  const [version] = await db
    .select({ changedAt: entityVersion.changedAt })
    .from(entityVersion)
    .where(and(eq(entityVersion.tenantId, tenantId), eq(entityVersion.entityId, entityId), BINDS))
    .orderBy(desc(entityVersion.version))
    .limit(1);
  return version?.changedAt ?? null;
}

/** Whether the measurement of a profile began when its entity had the binding of that time already. */
export async function isOfBinding(
  db: Db,
  { runId }: Pick<Profile, 'runId'>,
  boundSince: Date | null,
): Promise<boolean> {
  if (boundSince === null) return true;
  const [run] = await db.select({ startedAt: profileRun.startedAt }).from(profileRun).where(eq(profileRun.id, runId));
  return !run?.startedAt || run.startedAt >= boundSince;
}

/** The last profiles of an entity before this number that are of its binding, newest first. */
export async function findProfilesBefore(
  db: Db,
  { tenantId, entityId, number }: Pick<Profile, 'tenantId' | 'entityId' | 'number'>,
  { boundSince, limit }: { boundSince: Date | null; limit: number },
): Promise<ComparedProfile[]> {
  const { id, rowCount, estimate } = mdmProfile;
  return db
    .select({ id, number: mdmProfile.number, rowCount, estimate })
    .from(mdmProfile)
    .leftJoin(profileRun, eq(profileRun.id, mdmProfile.runId))
    .where(
      and(
        eq(mdmProfile.tenantId, tenantId),
        eq(mdmProfile.entityId, entityId),
        lt(mdmProfile.number, number),
        boundSince === null ? undefined : or(isNull(profileRun.startedAt), gte(profileRun.startedAt, boundSince)),
      ),
    )
    .orderBy(desc(mdmProfile.number))
    .limit(limit);
}
