import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';

import type { Entity } from '../../domain/entities/entity.ts';
import type { EntityType } from '../../events/schemas/vocabulary.ts';
import { takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { recordEdges } from '../lineage/lineage-edges.ts';
import { contentColumns, ofId } from './entity-row.ts';
import { mdmEntity } from './tables.ts';

/** Allows only one transaction at a time to check whether an entity of this name exists, and create it. */
export async function lockName(tx: Db, tenantId: string, entityType: EntityType, canonicalKey: string): Promise<void> {
  await takeLock(tx, ['name', tenantId, entityType, canonicalKey]);
}

/** Writes an entity, and the lineage edges that it states. */
export async function insertEntity(db: Db, entity: Entity): Promise<void> {
  await db.insert(mdmEntity).values({ ...entity, ...contentColumns(entity) });
  await recordEdges(db, [entity]);
}

/**
 * Inserts entities, or writes the content and version of existing ones, in one statement, and the lineage edges that
 * they state.
 */
export async function writeEntities(tx: Db, entities: readonly Entity[]): Promise<void> {
  if (entities.length === 0) return;
  const { name, description, tier, owner, datasetSchema, datasetTable, datasetColumn } = mdmEntity;
  const { datasetKeyColumns, definition, version, updatedAt } = mdmEntity;
  const dataset = [datasetSchema, datasetTable, datasetColumn, datasetKeyColumns];
  const changing = [name, description, tier, owner, ...dataset, definition, version, updatedAt].map((column) => {
    const identifier = sql.identifier(column.name);
    return sql`${identifier} = excluded.${identifier}`;
  });
  const rows = entities.map((entity) => ({ ...entity, ...contentColumns(entity) }));
  await tx.execute(sql`INSERT INTO ${mdmEntity} ${rowsAsJson(mdmEntity, rows)}
    ON CONFLICT (entity_type, id) DO UPDATE SET ${sql.join(changing, sql`, `)}`);
  await recordEdges(tx, entities);
}

/** Writes the content, status and version of an entity, and the lineage edges that it states. */
export async function updateEntity(db: Db, entity: Entity): Promise<void> {
  await db
    .update(mdmEntity)
    .set({
      ...contentColumns(entity),
      status: entity.status,
      version: entity.version,
      updatedAt: entity.updatedAt,
    })
    .where(ofId(entity.tenantId, entity.id));
  await recordEdges(db, [entity]);
}

/** What an entity's row says of its last profile. */
export interface LastProfile {
  entityType: EntityType;
  entityId: string;
  profileId: string;
  createdAt: Date;
  qualityScore: number;
  number: number;
}

export async function recordLastProfiles(db: Db, tenantId: string, profiles: readonly LastProfile[]): Promise<void> {
  if (profiles.length === 0) return;
  const made = profiles.map(({ entityType, entityId, profileId, createdAt, qualityScore, number }) => {
    return { entityType, entityId, profileId, createdAt, qualityScore, number };
  });
  await db
    .update(mdmEntity)
    .set({
      lastProfileId: sql`made."profileId"`,
      lastProfiledAt: sql`made."createdAt"`,
      lastQualityScore: sql`made."qualityScore"`,
      profileCount: sql`made.number`,
    })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(made)}::jsonb) AS made("entityType" text, "entityId" text, "profileId" text,
        "createdAt" timestamptz, "qualityScore" float8, number int)`,
    )
    .where(
      and(
        eq(mdmEntity.tenantId, tenantId),
        sql`${mdmEntity.entityType} = made."entityType"`,
        sql`${mdmEntity.id} = made."entityId"`,
      ),
    );
}

/** One of the entity's failures in a row has been announced. It must be locked. */
export async function recordReportedFailure(tx: Db, tenantId: string, entityId: string, at: Date): Promise<void> {
  await tx.update(mdmEntity).set({ failureReportedAt: at }).where(ofId(tenantId, entityId));
}

/**
 * Records a request for a profile, unless there was one after `unlessAfter`: of concurrent requests, one succeeds. The
 * entity stays locked until the transaction ends. Returns when the last request was, or this one.
 */
export async function recordRequest(
  tx: Db,
  tenantId: string,
  entityId: string,
  { at, unlessAfter }: { at: Date; unlessAfter: Date },
): Promise<{ isRecorded: boolean; requestedAt: Date }> {
  const { requestedAt } = mdmEntity;
  const recorded = await tx
    .update(mdmEntity)
    .set({ requestedAt: at })
    .where(and(ofId(tenantId, entityId), or(isNull(requestedAt), lte(requestedAt, unlessAfter))))
    .returning({ id: mdmEntity.id });
  if (recorded.length > 0) return { isRecorded: true, requestedAt: at };
  const [entity] = await tx.select({ requestedAt }).from(mdmEntity).where(ofId(tenantId, entityId));
  return { isRecorded: false, requestedAt: entity?.requestedAt ?? at };
}
