import { and, asc, eq, ne, sql } from 'drizzle-orm';

import type { Entity } from '../../domain/entities/entity.ts';
import type { Db } from '../database/drizzle.ts';
import { toEntity } from '../entities/entity-row.ts';
import { mdmEntity } from '../entities/tables.ts';

interface Table {
  schema: string;
  table: string;
}

/**
 * The active entities that are bound to each of the tables, in order: business rules, or all others. Each list by canonical
 * key, and no longer than this.
 */
export async function findBoundToTables(
  db: Db,
  tenantId: string,
  tables: readonly Table[],
  { areRules, most }: { areRules: boolean; most: number },
): Promise<Entity[][]> {
  const found = tables.map((): Entity[] => []);
  if (tables.length === 0) return found;
  const wanted = JSON.stringify(tables.map(({ schema, table }, number) => ({ number, schema, table })));
  // Looked up table by table, by the index on datasets.
  const bound = db
    .select()
    .from(mdmEntity)
    .where(
      and(
        eq(mdmEntity.tenantId, tenantId),
        eq(mdmEntity.datasetSchema, sql`wanted."schema"`),
        eq(mdmEntity.datasetTable, sql`wanted."table"`),
        eq(mdmEntity.status, 'ACTIVE'),
        areRules ? eq(mdmEntity.entityType, 'BUSINESS_RULE') : ne(mdmEntity.entityType, 'BUSINESS_RULE'),
      ),
    )
    .orderBy(asc(mdmEntity.canonicalKey), asc(mdmEntity.id))
    .limit(most)
    .as('bound');
  const rows = await db
    .select({ number: sql<number>`wanted.number`, entity: bound._.selectedFields })
    .from(sql`jsonb_to_recordset(${wanted}::jsonb) AS wanted (number int, "schema" text, "table" text)`)
    .innerJoinLateral(bound, sql`true`)
    .orderBy(sql`wanted.number`, asc(bound.canonicalKey), asc(bound.id));
  for (const { number, entity } of rows) found[number]?.push(toEntity(entity));
  return found;
}
