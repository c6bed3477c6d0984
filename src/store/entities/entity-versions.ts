import { and, desc, eq, inArray, sql } from 'drizzle-orm';

import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, numberKeyset } from '../database/keyset.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { entityVersion } from './tables.ts';

/** One version of one entity. */
export interface VersionKey {
  entityId: string;
  version: number;
}

const NEWEST_FIRST = numberKeyset('descending', entityVersion.version);

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
  page: KeyRange<number>,
): Promise<EntityVersion[]> {
  const ofEntity = and(eq(entityVersion.tenantId, tenantId), eq(entityVersion.entityId, entityId));
  return db
    .select()
    .from(entityVersion)
    .where(and(ofEntity, NEWEST_FIRST.between(page)))
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
}

/** Those of the given versions of an entity that exist, newest first. */
export function findVersions(
  db: Db,
  tenantId: string,
  entityId: string,
  versions: readonly number[],
): Promise<EntityVersion[]> {
  const { version } = entityVersion;
  return db
    .select()
    .from(entityVersion)
    .where(
      and(eq(entityVersion.tenantId, tenantId), eq(entityVersion.entityId, entityId), inArray(version, [...versions])),
    )
    .orderBy(desc(version));
}

/** What these versions changed. Versions that do not exist are left out. */
export function findDiffs(
  db: Db,
  tenantId: string,
  keys: readonly VersionKey[],
): Promise<Pick<EntityVersion, 'entityId' | 'version' | 'diff'>[]> {
  const { entityId, version, diff } = entityVersion;
  return db.select({ entityId, version, diff }).from(entityVersion).where(amongVersions(tenantId, keys));
}

/** The contents of these versions. Versions that do not exist are left out. */
export function findContents(
  db: Db,
  tenantId: string,
  keys: readonly VersionKey[],
): Promise<Pick<EntityVersion, 'entityId' | 'version' | 'content'>[]> {
  const { entityId, version, content } = entityVersion;
  return db.select({ entityId, version, content }).from(entityVersion).where(amongVersions(tenantId, keys));
}

/** The requests that led to these versions; null: the version was imported. Versions that do not exist are left out. */
export function findApprovalIds(
  db: Db,
  tenantId: string,
  keys: readonly VersionKey[],
): Promise<Pick<EntityVersion, 'entityId' | 'version' | 'approvalId'>[]> {
  const { entityId, version, approvalId } = entityVersion;
  return db.select({ entityId, version, approvalId }).from(entityVersion).where(amongVersions(tenantId, keys));
}

function amongVersions(tenantId: string, keys: readonly VersionKey[]) {
  const wanted = JSON.stringify(keys.map(({ entityId, version }) => ({ entityId, version })));
  return and(
    eq(entityVersion.tenantId, tenantId),
    sql`(${entityVersion.entityId}, ${entityVersion.version}) IN (
      SELECT wanted."entityId", wanted.version
      FROM jsonb_to_recordset(${wanted}::jsonb) AS wanted("entityId" text, version int))`,
  );
}
