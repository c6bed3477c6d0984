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

const boundAnywhereSchema = z.object({ tenantId: z.string(), ...entityNameSchema.shape });

export const boundAnywhereListSchema = z.object({ count: z.number(), first: z.array(boundAnywhereSchema) });

/** Active entities of all tenants that are bound to one table: how many, and the first of them. */
export type BoundAnywhere = z.output<typeof boundAnywhereListSchema>;

const MAX_FIRST = 10;

/** For programs that work on the tables themselves. None in a store that no server has set up yet. */
export async function findBoundAnywhere(
  db: Db,
  { schema, table }: { schema: string; table: string },
): Promise<BoundAnywhere> {
  const [setUp] = await db.execute(sql`SELECT WHERE to_regclass('governance.mdm_entity') IS NOT NULL`);
  if (!setUp) return { count: 0, first: [] };
  const rows = await db.execute(sql`
    SELECT tenant_id AS "tenantId", entity_type AS "entityType", canonical_key AS "canonicalKey",
      (count(*) OVER ())::int AS count
    FROM ${mdmEntity} WHERE dataset_schema = ${schema} AND dataset_table = ${table} AND status = 'ACTIVE'
    ORDER BY tenant_id, canonical_key, entity_type LIMIT ${MAX_FIRST}`);
  const found = z.array(boundAnywhereSchema.extend({ count: z.number() })).parse(rows);
  return { count: found[0]?.count ?? 0, first: z.array(boundAnywhereSchema).parse(found) };
}

function wantedOf(datasets: readonly RefreshedDataset[]): SQL {
  const wanted = JSON.stringify(datasets.map((dataset, number) => ({ ...dataset, number })));
  return sql`jsonb_to_recordset(${wanted}::jsonb)
    AS wanted(number int, urn text, "schema" text, "table" text, first int)`;
}

/** The same condition as that of `findEntitiesOfDataset`, for each row of `wanted`. */
function isBound(tenantId: string): SQL {
  return sql`${mdmEntity.tenantId} = ${tenantId} AND ${mdmEntity.status} = 'ACTIVE' AND (
    (${mdmEntity.datasetSchema} = wanted."schema" AND ${mdmEntity.datasetTable} = wanted."table")
    OR ${mdmEntity.urn} = wanted.urn)`;
}
