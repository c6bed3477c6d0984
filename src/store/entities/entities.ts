import { and, asc, desc, eq, getTableColumns, inArray, isNotNull, sql } from 'drizzle-orm';
import * as z from 'zod';

import type { Entity } from '../../domain/entities/entity.ts';
import { type EntityName, entityNameSchema } from '../../domain/entities/entity-name.ts';
import { kindOfId } from '../../domain/ids.ts';
import { ENTITY_TYPES, type EntityType } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { createStatements } from '../database/statements/statements.ts';
import { entityProjection, ofId, toEntity } from './entity-row.ts';
import { entityMark, mdmEntity } from './tables.ts';

/** As the planner wants it, to see that the index of names applies. */
const HOLDS_NAME = sql`${mdmEntity.holdsName}`;

/** The entity to which a name leads: the active one, else the one that was deprecated last. */
export async function findEntity(
  db: Db,
  tenantId: string,
  entityType: EntityType,
  canonicalKey: string,
): Promise<Entity | undefined> {
  return (await selectByKey(db, tenantId, entityType, canonicalKey)).map(toEntity)[0];
}

/** As `findEntity`, and locks it against changes until this transaction ends. */
export async function holdEntity(
  tx: Db,
  tenantId: string,
  entityType: EntityType,
  canonicalKey: string,
): Promise<Entity | undefined> {
  return (await selectByKey(tx, tenantId, entityType, canonicalKey).for('share')).map(toEntity)[0];
}

/**
 * As `holdEntity` for the entities with these ids, without waiting: those that another transaction changes at the moment
 * are left out. Waiting could end in a deadlock, because an import locks what it changes in its own order.
 */
export async function holdFreeEntities(tx: Db, tenantId: string, ids: readonly string[]): Promise<Entity[]> {
  const held = tx.select().from(mdmEntity).where(amongIds(tenantId, ids)).orderBy(asc(mdmEntity.id));
  return (await held.for('share', { skipLocked: true })).map(toEntity);
}

/** As `holdFreeEntities`, and locks them as `lockEntities` does. */
export async function lockFreeEntities(tx: Db, tenantId: string, ids: readonly string[]): Promise<Entity[]> {
  const locked = tx.select().from(mdmEntity).where(amongIds(tenantId, ids)).orderBy(asc(mdmEntity.id));
  return (await locked.for('update', { skipLocked: true })).map(toEntity);
}

function selectByKey(db: Db, tenantId: string, entityType: EntityType, canonicalKey: string) {
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    eq(mdmEntity.entityType, entityType),
    eq(mdmEntity.canonicalKey, canonicalKey),
    HOLDS_NAME,
  );
  return db.select().from(mdmEntity).where(where);
}

const selectEntities = createStatements();

/**
 * The entities with these ids, in any order, with these properties only, if they are given. Ids that belong to no
 * entity are left out.
 */
export async function findEntitiesById(
  db: Db,
  tenantId: string,
  ids: readonly string[],
  properties?: ReadonlySet<string>,
): Promise<Entity[]> {
  const types = typesOf(ids);
  if (types.length === 0) return [];
  const projection = entityProjection(properties);
  return selectEntities(db, {
    projection,
    form: 'by id',
    build: () =>
      db
        .select(projection.columns)
        .from(mdmEntity)
        .where(
          and(
            eq(mdmEntity.tenantId, sql.placeholder('tenantId')),
            // With the types, only their partitions are read.
            sql`${mdmEntity.entityType} = ANY(${sql.placeholder('types')}::text[])`,
            sql`${mdmEntity.id} = ANY(${sql.placeholder('ids')}::text[])`,
          ),
        ),
    values: { tenantId, types, ids: [...ids] },
  });
}

/** As `findEntitiesById` for one, and locks it against changes by other transactions until this one ends. */
export async function lockEntity(db: Db, tenantId: string, id: string): Promise<Entity | undefined> {
  const rows = await db.select().from(mdmEntity).where(ofId(tenantId, id)).for('update');
  return rows.map(toEntity)[0];
}

/**
 * As `lockEntity` for many, always in the same order, so that two transactions that lock some of them cannot deadlock.
 */
export async function lockEntities(tx: Db, tenantId: string, ids: readonly string[]): Promise<Entity[]> {
  const locked = tx.select().from(mdmEntity).where(amongIds(tenantId, ids)).orderBy(asc(mdmEntity.id)).for('update');
  return (await locked).map(toEntity);
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

/** Most entities of one table that are looked at. */
const MAX_PROFILED = 200;

/** The active entities of a table that have a profile, the most recently profiled first, at most 200 of them. */
export async function findProfiledEntities(
  db: Db,
  tenantId: string,
  dataset: { schema: string; table: string },
): Promise<Entity[]> {
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    eq(mdmEntity.status, 'ACTIVE'),
    eq(mdmEntity.datasetSchema, dataset.schema),
    eq(mdmEntity.datasetTable, dataset.table),
    isNotNull(mdmEntity.lastProfileId),
  );
  // Those of the whole table first.
  const order = [sql`${mdmEntity.datasetColumn} is not null`, desc(mdmEntity.lastProfiledAt), asc(mdmEntity.id)];
  return (
    await db
      .select()
      .from(mdmEntity)
      .where(where)
      .orderBy(...order)
      .limit(MAX_PROFILED)
  ).map(toEntity);
}

const MAX_DECLARED_KEYS = 1_000;

/** The tables whose rows one column identifies, as active entities say, in any order, at most 1,000 of them. */
export async function findDeclaredKeys(
  db: Db,
  tenantId: string,
): Promise<{ schema: string; table: string; key: string }[]> {
  const { datasetSchema, datasetTable, datasetKeyColumns } = mdmEntity;
  const rows = await db
    .selectDistinct({ schema: datasetSchema, table: datasetTable, keys: datasetKeyColumns })
    .from(mdmEntity)
    .where(
      and(eq(mdmEntity.tenantId, tenantId), eq(mdmEntity.status, 'ACTIVE'), sql`cardinality(${datasetKeyColumns}) = 1`),
    )
    .limit(MAX_DECLARED_KEYS);
  return rows.flatMap(({ schema, table, keys: [key] }) =>
    schema === null || table === null || key === undefined ? [] : { schema, table, key },
  );
}

/** The entities to which these names lead, in any order. Names that no entity has are left out. */
export async function findEntitiesByName(db: Db, tenantId: string, names: readonly EntityName[]): Promise<Entity[]> {
  if (names.length === 0) return [];
  const wanted = JSON.stringify(names.map(({ entityType, canonicalKey }) => ({ entityType, canonicalKey })));
  // Looked up one by one: with many names at once, and with poor statistics, the planner would read all entities.
  const found = db
    .select()
    .from(mdmEntity)
    .where(
      and(
        eq(mdmEntity.tenantId, tenantId),
        sql`${mdmEntity.entityType} = wanted."entityType"`,
        sql`${mdmEntity.canonicalKey} = wanted."canonicalKey"`,
        HOLDS_NAME,
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

/** The active tags of one or more of the entities, by canonical key, each with those of them that it marks. */
export async function findTagsOf(
  db: Db,
  tenantId: string,
  names: readonly EntityName[],
): Promise<{ tag: Entity; marked: EntityName[] }[]> {
  if (names.length === 0) return [];
  const wanted = JSON.stringify(names.map(({ entityType, canonicalKey }) => ({ entityType, canonicalKey })));
  const { tagKey, entityType, canonicalKey } = entityMark;
  const name = sql`jsonb_build_object('entityType', ${entityType}, 'canonicalKey', ${canonicalKey})`;
  const marks = db
    .select({ tagKey, marked: sql<string>`jsonb_agg(${name})::text`.as('marked') })
    .from(sql`jsonb_to_recordset(${wanted}::jsonb) AS wanted ("entityType" text, "canonicalKey" text)`)
    .innerJoin(
      entityMark,
      and(
        eq(entityMark.tenantId, tenantId),
        sql`${entityType} = wanted."entityType"`,
        sql`${canonicalKey} = wanted."canonicalKey"`,
      ),
    )
    .groupBy(tagKey)
    .as('marks');
  const rows = await db
    .select({ tag: getTableColumns(mdmEntity), marked: marks.marked })
    .from(marks)
    .innerJoin(
      mdmEntity,
      and(
        eq(mdmEntity.tenantId, tenantId),
        eq(mdmEntity.entityType, 'TAG'),
        eq(mdmEntity.canonicalKey, marks.tagKey),
        eq(mdmEntity.status, 'ACTIVE'),
      ),
    )
    .orderBy(asc(mdmEntity.canonicalKey));
  return rows.map(({ tag, marked }) => ({
    tag: toEntity(tag),
    marked: z.array(entityNameSchema).parse(JSON.parse(marked)),
  }));
}

/** The ids contain their types, and with them the partitions to read. */
function amongIds(tenantId: string, ids: readonly string[]) {
  const types = typesOf(ids);
  if (types.length === 0) return sql`false`;
  return and(eq(mdmEntity.tenantId, tenantId), inArray(mdmEntity.entityType, types), inArray(mdmEntity.id, [...ids]));
}

function typesOf(ids: readonly string[]): EntityType[] {
  const kinds = new Set(ids.map(kindOfId));
  return ENTITY_TYPES.filter((type) => kinds.has(type));
}
