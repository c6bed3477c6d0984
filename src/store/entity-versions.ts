import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';

import type { EntityVersion } from '../domain/entity-version.ts';
import type { Db } from './drizzle.ts';
import { entityVersion } from './entity-version-tables.ts';
import { rowsAsJson } from './rows-as-json.ts';

/** Adds to the history, in the transaction that applies the changes. */
export async function insertVersions(tx: Db, versions: readonly EntityVersion[]): Promise<void> {
  if (versions.length === 0) return;
  await tx.execute(sql`INSERT INTO ${entityVersion} ${rowsAsJson(entityVersion, versions)}`);
}

/** The versions of an entity, newest first. */
export async function pageOfVersions(
  db: Db,
  tenantId: string,
  entityId: string,
  page: { after?: number | undefined; before?: number | undefined; limit: number; backwards: boolean },
): Promise<EntityVersion[]> {
  const { version } = entityVersion;
  return db
    .select()
    .from(entityVersion)
    .where(
      and(
        eq(entityVersion.tenantId, tenantId),
        eq(entityVersion.entityId, entityId),
        page.after === undefined ? undefined : lt(version, page.after),
        page.before === undefined ? undefined : gt(version, page.before),
      ),
    )
    .orderBy(page.backwards ? asc(version) : desc(version))
    .limit(page.limit);
}

export async function findVersion(
  db: Db,
  tenantId: string,
  entityId: string,
  version: number,
): Promise<EntityVersion | undefined> {
  const where = and(
    eq(entityVersion.tenantId, tenantId),
    eq(entityVersion.entityId, entityId),
    eq(entityVersion.version, version),
  );
  return (await db.select().from(entityVersion).where(where))[0];
}
