import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';

import type { Entity } from '../../../domain/entities/entity.ts';
import type { EntityName } from '../../../domain/entities/entity-name.ts';
import type { EntityType } from '../../../events/schemas/vocabulary.ts';
import { takeLock, takeLocks } from '../../database/advisory-lock.ts';
import type { Db } from '../../database/drizzle.ts';
import { rowsAsJson } from '../../database/rows-as-json.ts';
import { recordEdges } from '../../lineage/lineage-edges.ts';
import { contentColumns, ofId } from '../entity-row.ts';
import { entityText, mdmEntity } from '../tables.ts';

/** Allows only one transaction at a time to check whether an entity of this name exists, and create it. */
export async function lockName(tx: Db, tenantId: string, entityType: EntityType, canonicalKey: string): Promise<void> {
  await takeLock(tx, ['name', tenantId, entityType, canonicalKey]);
}

/** As `lockName` for many, always in the same order, so that two transactions that lock some of them cannot deadlock. */
export async function lockNames(tx: Db, tenantId: string, names: readonly EntityName[]): Promise<void> {
  const locks = names.map(({ entityType, canonicalKey }) => ['name', tenantId, entityType, canonicalKey] as const);
  await takeLocks(tx, locks);
}

/** Writes an entity, and the lineage edges that it states. */
export async function insertEntity(db: Db, entity: Entity): Promise<void> {
  await db.insert(mdmEntity).values({ ...entity, ...contentColumns(entity) });
  await recordEdges(db, [entity]);
}

/** The name of a deprecated entity no longer leads to it, so that another one can have it. */
export async function releaseName(tx: Db, { tenantId, id }: Pick<Entity, 'tenantId' | 'id'>): Promise<void> {
  await tx.update(mdmEntity).set({ holdsName: false }).where(ofId(tenantId, id));
}

/**
 * Inserts entities, or writes the content, status, replacement and version of existing ones, in one statement, and the
 * lineage edges that they state.
 */
export async function writeEntities(tx: Db, entities: readonly Entity[]): Promise<void> {
  if (entities.length === 0) return;
  const { name, description, tier, owner, standardPackId, freshnessHours, definition } = mdmEntity;
  const { datasetSchema, datasetTable, datasetColumn, datasetKeyColumns } = mdmEntity;
  const { status, replacedById, version, updatedAt } = mdmEntity;
  const dataset = [datasetSchema, datasetTable, datasetColumn, datasetKeyColumns];
  const content = [name, description, tier, owner, standardPackId, freshnessHours, ...dataset, definition];
  const changing = [...content, status, replacedById, version, updatedAt].map((column) => {
    const identifier = sql.identifier(column.name);
    return sql`${identifier} = excluded.${identifier}`;
  });
  const rows = entities.map((entity) => ({ ...entity, ...contentColumns(entity), holdsName: true }));
  await tx.execute(sql`INSERT INTO ${mdmEntity} ${rowsAsJson(mdmEntity, rows)}
    ON CONFLICT (entity_type, id) DO UPDATE SET ${sql.join(changing, sql`, `)}`);
  await recordEdges(tx, entities);
}

/** Writes the content, status, replacement and version of an entity, and the lineage edges that it states. */
export async function updateEntity(db: Db, entity: Entity): Promise<void> {
  await db
    .update(mdmEntity)
    .set({
      ...contentColumns(entity),
      status: entity.status,
      replacedById: entity.replacedById,
      version: entity.version,
      updatedAt: entity.updatedAt,
    })
    .where(ofId(entity.tenantId, entity.id));
  await recordEdges(db, [entity]);
}

/**
 * Locks the texts of entities that are locked, before their profiles are written: in the order in which a tag locks the
 * texts of what it marks, without the entities.
 */
export async function lockTexts(tx: Db, entities: readonly Pick<Entity, 'entityType' | 'id'>[]): Promise<void> {
  // One alone is locked by what is written.
  if (entities.length < 2) return;
  const { entityType, canonicalKey, entityId } = entityText;
  const types = [...new Set(entities.map((entity) => entity.entityType))];
  const ids = entities.map(({ id }) => id);
  await tx
    .select({ entityId })
    .from(entityText)
    .where(and(inArray(entityType, types), inArray(entityId, ids)))
    .orderBy(asc(entityType), asc(canonicalKey), asc(entityId))
    .for('no key update');
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
