import { and, asc, eq, ilike, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm';

import type { Entity, EntityStatus } from '../../domain/entities/entity.ts';
import type { EntityName } from '../../domain/entities/entity-name.ts';
import { kindOfId } from '../../domain/ids.ts';
import { ENTITY_TYPES, type EntityType, type Tier } from '../../events/schemas/vocabulary.ts';
import { takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset } from '../database/keyset.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { recordEdges } from '../lineage/lineage-edges.ts';
import { mdmEntity } from './tables.ts';

export interface EntityQuery {
  entityTypes?: readonly EntityType[] | undefined;
  tiers?: readonly Tier[] | undefined;
  statuses?: readonly EntityStatus[] | undefined;
  /** Entities whose last profile scored at most this; those without a profile are left out. */
  maxQualityScore?: number | undefined;
  /** Text that the canonical key, name or description contains, in any case. */
  search?: string | undefined;
}

export interface EntityKey {
  canonicalKey: string;
  id: string;
}

const BY_KEY = keyset<EntityKey>('ascending', { canonicalKey: mdmEntity.canonicalKey, id: mdmEntity.id });

export async function findEntity(
  db: Db,
  tenantId: string,
  entityType: EntityType,
  canonicalKey: string,
): Promise<Entity | undefined> {
  return (await selectByKey(db, tenantId, entityType, canonicalKey)).map(toEntity)[0];
}

/** As `findEntity`, and no change is applied to it before this transaction ends. */
export async function holdEntity(
  tx: Db,
  tenantId: string,
  entityType: EntityType,
  canonicalKey: string,
): Promise<Entity | undefined> {
  return (await selectByKey(tx, tenantId, entityType, canonicalKey).for('share')).map(toEntity)[0];
}

function selectByKey(db: Db, tenantId: string, entityType: EntityType, canonicalKey: string) {
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    eq(mdmEntity.entityType, entityType),
    eq(mdmEntity.canonicalKey, canonicalKey),
  );
  return db.select().from(mdmEntity).where(where);
}

/** The entities with these ids, in any order. Ids that are no entity's are left out. */
export async function findEntitiesById(db: Db, tenantId: string, ids: readonly string[]): Promise<Entity[]> {
  const types = ENTITY_TYPES.filter((type) => ids.some((id) => kindOfId(id) === type));
  if (types.length === 0) return [];
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    inArray(mdmEntity.entityType, types),
    inArray(mdmEntity.id, [...ids]),
  );
  return (await db.select().from(mdmEntity).where(where)).map(toEntity);
}

/** As `findEntitiesById` for one, and no other transaction changes it before this one ends. */
export async function lockEntity(db: Db, tenantId: string, id: string): Promise<Entity | undefined> {
  const rows = await db.select().from(mdmEntity).where(ofId(tenantId, id)).for('update');
  return rows.map(toEntity)[0];
}

/** As `lockEntity` for many, always in the same order, so that two who lock some of them never wait for each other. */
export async function lockEntities(tx: Db, tenantId: string, ids: readonly string[]): Promise<Entity[]> {
  if (ids.length === 0) return [];
  const types = ENTITY_TYPES.filter((type) => ids.some((id) => kindOfId(id) === type));
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    inArray(mdmEntity.entityType, types),
    inArray(mdmEntity.id, [...ids]),
  );
  return (await tx.select().from(mdmEntity).where(where).orderBy(asc(mdmEntity.id)).for('update')).map(toEntity);
}

/** By canonical key. */
export async function pageOfEntities(
  db: Db,
  tenantId: string,
  query: EntityQuery,
  page: KeyRange<EntityKey>,
): Promise<Entity[]> {
  const rows = await db
    .select()
    .from(mdmEntity)
    .where(and(eq(mdmEntity.tenantId, tenantId), queryCondition(query), BY_KEY.between(page)))
    .orderBy(...BY_KEY.orderBy(page))
    .limit(page.limit);
  return rows.map(toEntity);
}

/** The active entities that a refresh is about: bound to the table, or of that urn. */
export async function findEntitiesOfDataset(
  db: Db,
  tenantId: string,
  dataset: { urn: string; schema: string; table: string },
): Promise<Entity[]> {
  const ofTable = and(eq(mdmEntity.datasetSchema, dataset.schema), eq(mdmEntity.datasetTable, dataset.table));
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    eq(mdmEntity.status, 'ACTIVE'),
    or(ofTable, eq(mdmEntity.urn, dataset.urn)),
  );
  return (await db.select().from(mdmEntity).where(where).orderBy(asc(mdmEntity.id))).map(toEntity);
}

/** The active business rules that are bound to columns of a table. */
export async function findRulesOfTable(
  db: Db,
  tenantId: string,
  dataset: { schema: string; table: string },
): Promise<Entity[]> {
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    eq(mdmEntity.entityType, 'BUSINESS_RULE'),
    eq(mdmEntity.status, 'ACTIVE'),
    eq(mdmEntity.datasetSchema, dataset.schema),
    eq(mdmEntity.datasetTable, dataset.table),
    isNotNull(mdmEntity.datasetColumn),
  );
  return (await db.select().from(mdmEntity).where(where).orderBy(asc(mdmEntity.canonicalKey))).map(toEntity);
}

/** Lets one transaction at a time ask whether there is an entity of this name, and create it. */
export async function lockName(tx: Db, tenantId: string, entityType: EntityType, canonicalKey: string): Promise<void> {
  await takeLock(tx, ['name', tenantId, entityType, canonicalKey]);
}

/** Writes an entity, and what it says of the lineage. */
export async function insertEntity(db: Db, entity: Entity): Promise<void> {
  await db.insert(mdmEntity).values({ ...entity, ...contentColumns(entity) });
  await recordEdges(db, [entity]);
}

/**
 * Inserts entities, or writes the content and version of those that are there, in one statement, and what they say of
 * the lineage.
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

/** Writes the content, status and version of an entity, and what it says of the lineage. */
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

export async function recordLastProfile(
  db: Db,
  entity: Pick<Entity, 'tenantId' | 'id'>,
  last: { profileId: string; createdAt: Date; qualityScore: number; number: number },
): Promise<void> {
  await db
    .update(mdmEntity)
    .set({
      lastProfileId: last.profileId,
      lastProfiledAt: last.createdAt,
      lastQualityScore: last.qualityScore,
      profileCount: last.number,
    })
    .where(ofId(entity.tenantId, entity.id));
}

/** The entities with these names, in any order. Names that no entity has are left out. */
export async function findEntitiesByName(db: Db, tenantId: string, names: readonly EntityName[]): Promise<Entity[]> {
  if (names.length === 0) return [];
  const wanted = JSON.stringify(names.map(({ entityType, canonicalKey }) => ({ entityType, canonicalKey })));
  // Looked up one by one: with many names at once the planner, where it knows too little, would read all entities.
  const found = db
    .select()
    .from(mdmEntity)
    .where(
      and(
        eq(mdmEntity.tenantId, tenantId),
        sql`${mdmEntity.entityType} = wanted."entityType"`,
        sql`${mdmEntity.canonicalKey} = wanted."canonicalKey"`,
      ),
    )
    .limit(1)
    .as('found');
  const rows = await db
    .select(found._.selectedFields)
    .from(sql`jsonb_to_recordset(${wanted}::jsonb) AS wanted ("entityType" text, "canonicalKey" text)`)
    .innerJoinLateral(found, sql`true`);
  return rows.map(toEntity);
}

/** The active tags that mark one or more of the entities, by canonical key. */
export async function findTagsOf(db: Db, tenantId: string, names: readonly EntityName[]): Promise<Entity[]> {
  if (names.length === 0) return [];
  const marks = JSON.stringify(names.map(({ entityType, canonicalKey }) => ({ entityType, canonicalKey })));
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    // In words and not as a parameter: the planner must see that it may use the index, which is of tags only.
    sql`${mdmEntity.entityType} = 'TAG'`,
    eq(mdmEntity.status, 'ACTIVE'),
    sql`(${mdmEntity.definition} -> 'tag' -> 'marks') @> ANY (ARRAY(
      SELECT jsonb_build_array(mark) FROM jsonb_array_elements(${marks}::jsonb) AS mark))`,
  );
  return (await db.select().from(mdmEntity).where(where).orderBy(asc(mdmEntity.canonicalKey))).map(toEntity);
}

/** The id names the type, and with it the partition. */
export function ofId(tenantId: string, id: string): SQL | undefined {
  const entityType = ENTITY_TYPES.find((type) => kindOfId(id) === type);
  if (!entityType) return sql`false`;
  return and(eq(mdmEntity.tenantId, tenantId), eq(mdmEntity.entityType, entityType), eq(mdmEntity.id, id));
}

function queryCondition({ entityTypes, tiers, statuses, maxQualityScore, search }: EntityQuery): SQL | undefined {
  const pattern = search === undefined ? undefined : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return and(
    entityTypes && inArray(mdmEntity.entityType, [...entityTypes]),
    tiers && inArray(mdmEntity.tier, [...tiers]),
    statuses && inArray(mdmEntity.status, [...statuses]),
    maxQualityScore === undefined ? undefined : lte(mdmEntity.lastQualityScore, maxQualityScore),
    pattern === undefined
      ? undefined
      : or(
          ilike(mdmEntity.canonicalKey, pattern),
          ilike(mdmEntity.name, pattern),
          ilike(mdmEntity.description, pattern),
        ),
  );
}

function contentColumns({ name, description, tier, owner, dataset, definition }: Entity) {
  return {
    name,
    description,
    tier,
    owner,
    datasetSchema: dataset?.schema ?? null,
    datasetTable: dataset?.table ?? null,
    datasetColumn: dataset?.column ?? null,
    datasetKeyColumns: dataset?.keyColumns ?? [],
    definition,
  };
}

export function toEntity(row: typeof mdmEntity.$inferSelect): Entity {
  const { datasetSchema, datasetTable, datasetColumn, datasetKeyColumns, ...rest } = row;
  const dataset =
    datasetSchema === null || datasetTable === null
      ? null
      : {
          schema: datasetSchema,
          table: datasetTable,
          keyColumns: datasetKeyColumns,
          ...(datasetColumn !== null && { column: datasetColumn }),
        };
  return { ...rest, dataset };
}
