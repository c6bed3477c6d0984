import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';

import type { Entity } from '../../../domain/entities/entity.ts';
import type { Db } from '../../database/drizzle.ts';
import { toEntity } from '../../entities/entity-row.ts';
import { mdmEntity } from '../../entities/tables.ts';

/** Most entities of one table for which a late refresh opens incidents. */
const MAX_OF_TABLE = 1_000;

/**
 * Whether trouble with the data of a business rule's column is that of another active entity, which has the column among
 * what is measured of it: it is told once, and of what people know.
 */
export async function isCovered(db: Db, { tenantId, entityType, dataset }: Entity): Promise<boolean> {
  if (entityType !== 'BUSINESS_RULE' || !dataset) return false;
  const { datasetSchema, datasetTable, datasetColumn } = mdmEntity;
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    eq(mdmEntity.status, 'ACTIVE'),
    ne(mdmEntity.entityType, 'BUSINESS_RULE'),
    eq(datasetSchema, dataset.schema),
    eq(datasetTable, dataset.table),
    or(isNull(datasetColumn), eq(datasetColumn, dataset.column ?? '')),
  );
  return (await db.select({ id: mdmEntity.id }).from(mdmEntity).where(where).limit(1)).length > 0;
}

/** The active entities that are bound to a table, those bound to all of it first; of business rules none if there are others. */
export async function findWatchedOfTable(
  db: Db,
  tenantId: string,
  { schema, table }: { schema: string; table: string },
): Promise<Entity[]> {
  const { datasetSchema, datasetTable, datasetColumn } = mdmEntity;
  const where = and(
    eq(mdmEntity.tenantId, tenantId),
    eq(mdmEntity.status, 'ACTIVE'),
    eq(datasetSchema, schema),
    eq(datasetTable, table),
  );
  const rows = await db
    .select()
    .from(mdmEntity)
    .where(where)
    .orderBy(sql`${datasetColumn} NULLS FIRST`, asc(mdmEntity.tier), asc(mdmEntity.id))
    .limit(MAX_OF_TABLE);
  const entities = rows.map(toEntity);
  const others = entities.filter(({ entityType }) => entityType !== 'BUSINESS_RULE');
  return others.length > 0 ? others : entities;
}
