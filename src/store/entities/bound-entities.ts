import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';

import { type EntityName, entityNameSchema } from '../../domain/entities/entity-name.ts';
import type { Db } from '../database/drizzle.ts';
import { mdmEntity } from './tables.ts';

/** What a refresh names: its entities are bound to the table, or have the URN. */
export interface RefreshedDataset {
  urn: string;
  schema: string;
  table: string;
}

export interface BoundEntity extends EntityName {
  id: string;
}

const countSchema = z.object({ number: z.number(), count: z.number() });
const boundSchema = z.object({ ...entityNameSchema.shape, id: z.string(), number: z.number() });

/** How many active entities each of the refreshes concerns, in order. */
export async function countBoundEntities(
  db: Db,
  tenantId: string,
  datasets: readonly RefreshedDataset[],
): Promise<number[]> {
  const rows = await db.execute(sql`
    SELECT wanted.number, found.count
    FROM ${wantedOf(datasets)}
    CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM ${mdmEntity} WHERE ${isBound(tenantId)}) AS found`);
  const counts = new Map(
    z
      .array(countSchema)
      .parse(rows)
      .map(({ number, count }) => [number, count]),
  );
  return datasets.map((_, number) => counts.get(number) ?? 0);
}

/** The first of the active entities that each of the refreshes concerns, in order, each list by canonical key and id. */
export async function findBoundEntities(
  db: Db,
  tenantId: string,
  datasets: readonly (RefreshedDataset & { first: number })[],
): Promise<BoundEntity[][]> {
  const rows = await db.execute(sql`
    SELECT wanted.number, found.id, found.entity_type AS "entityType", found.canonical_key AS "canonicalKey"
    FROM ${wantedOf(datasets)}
    CROSS JOIN LATERAL (
      SELECT mdm_entity.id, mdm_entity.entity_type, mdm_entity.canonical_key FROM ${mdmEntity}
      WHERE ${isBound(tenantId)} ORDER BY mdm_entity.canonical_key, mdm_entity.id LIMIT wanted.first
    ) AS found
    ORDER BY wanted.number, found.canonical_key, found.id`);
  const found = datasets.map((): BoundEntity[] => []);
  for (const { number, ...entity } of z.array(boundSchema).parse(rows)) found[number]?.push(entity);
  return found;
}

function wantedOf(datasets: readonly RefreshedDataset[]): SQL {
  const wanted = JSON.stringify(datasets.map((dataset, number) => ({ ...dataset, number })));
  return sql`jsonb_to_recordset(${wanted}::jsonb)
    AS wanted(number int, urn text, "schema" text, "table" text, first int)`;
}

/** The same condition as that of `findTriggeredEntities`, for each row of `wanted`. */
function isBound(tenantId: string): SQL {
  return sql`${mdmEntity.tenantId} = ${tenantId} AND ${mdmEntity.status} = 'ACTIVE' AND (
    (${mdmEntity.datasetSchema} = wanted."schema" AND ${mdmEntity.datasetTable} = wanted."table")
    OR ${mdmEntity.urn} = wanted.urn)`;
}
