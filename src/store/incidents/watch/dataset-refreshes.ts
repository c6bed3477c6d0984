import { and, asc, eq, isNotNull, lte, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import * as z from 'zod';

import { type Tier, tierSchema } from '../../../events/schemas/vocabulary.ts';
import type { Db } from '../../database/drizzle.ts';
import { rowsAsJson } from '../../database/rows-as-json.ts';
import { mdmEntity } from '../../entities/tables.ts';
import { datasetRefresh, incident } from '../tables.ts';

export type DatasetRefresh = typeof datasetRefresh.$inferSelect;

export interface RefreshedTable {
  schema: string;
  table: string;
}

/** A table of a tenant that may be late. */
export type LateTable = Pick<DatasetRefresh, 'tenantId' | 'schema' | 'table'>;

/** What is known of the refreshes of tables, locked, always in the same order; a table that is new has had none. */
export async function holdRefreshes(
  tx: Db,
  tenantId: string,
  tables: readonly RefreshedTable[],
): Promise<DatasetRefresh[]> {
  const wanted = tables.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const fresh = wanted.map((one) => ({ ...one, tenantId, refreshedAt: new Date(0), timesMs: [] }));
  await tx.execute(sql`INSERT INTO ${datasetRefresh} ${rowsAsJson(datasetRefresh, fresh)} ON CONFLICT DO NOTHING`);
  const { schema, table } = datasetRefresh;
  const among = sql`(${schema}, ${table}) IN (SELECT wanted."schema", wanted."table"
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted("schema" text, "table" text))`;
  return tx
    .select()
    .from(datasetRefresh)
    .where(and(eq(datasetRefresh.tenantId, tenantId), among))
    .orderBy(asc(schema), asc(table))
    .for('update');
}

/** Must hold them. */
export async function saveRefreshes(tx: Db, rows: readonly DatasetRefresh[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`INSERT INTO ${datasetRefresh} ${rowsAsJson(datasetRefresh, rows)}
    ON CONFLICT (tenant_id, schema_name, table_name) DO UPDATE
    SET refreshed_at = excluded.refreshed_at, times_ms = excluded.times_ms, look_at = excluded.look_at`);
}

/** Tables of any tenants that may be late, those to be looked at the longest ago first. */
export async function findToLookAt(db: Db, now: Date, limit: number): Promise<LateTable[]> {
  const { tenantId, schema, table, lookAt } = datasetRefresh;
  return db
    .select({ tenantId, schema, table })
    .from(datasetRefresh)
    .where(lte(lookAt, now))
    .orderBy(asc(lookAt))
    .limit(limit);
}

/**
 * Tables of any tenants whose last refresh is older than an active entity that is bound to them states, unless that
 * entity has been told of since, in the order of their names and from the one after `after`, with the tiers of these
 * entities. One statement, which takes time by the number of entities that state it.
 */
export async function findStatedLate(
  db: Db,
  now: Date,
  { after, limit }: { after: LateTable | undefined; limit: number },
): Promise<(LateTable & { tiers: Tier[] })[]> {
  const { tenantId, schema, table, refreshedAt } = datasetRefresh;
  const rank = sql`(${tenantId}, ${schema}, ${table})`;
  return db
    .select({ tenantId, schema, table, tiers: sql`jsonb_agg(DISTINCT ${mdmEntity.tier})`.mapWith(tiersIn) })
    .from(datasetRefresh)
    .innerJoin(
      mdmEntity,
      and(
        eq(mdmEntity.tenantId, tenantId),
        eq(mdmEntity.datasetSchema, schema),
        eq(mdmEntity.datasetTable, table),
        eq(mdmEntity.status, 'ACTIVE'),
        isNotNull(mdmEntity.freshnessHours),
      ),
    )
    .where(
      and(
        sql`${refreshedAt} + ${mdmEntity.freshnessHours} * interval '1 hour' < ${now.toISOString()}::timestamptz`,
        after && sql`${rank} > (${after.tenantId}::text, ${after.schema}::text, ${after.table}::text)`,
        sql`NOT EXISTS (SELECT FROM ${incident} WHERE ${incident.entityId} = ${mdmEntity.id}
          AND ${incident.cause} = 'FRESHNESS' AND ${incident.boundSchema} = ${schema} AND ${incident.boundTable} = ${table}
          AND ${isToldSince(refreshedAt)})`,
      ),
    )
    .groupBy(tenantId, schema, table)
    .orderBy(tenantId, schema, table)
    .limit(limit);
}

const tiersSchema = z.array(tierSchema);

function tiersIn(json: string): Tier[] {
  return tiersSchema.parse(JSON.parse(json));
}

/** The entities for which an incident that counts has been opened since this time because their table was late. */
export async function findToldOf(
  db: Db,
  tenantId: string,
  { schema, table }: RefreshedTable,
  since: Date,
): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ entityId: incident.entityId })
    .from(incident)
    .where(
      and(
        eq(incident.tenantId, tenantId),
        eq(incident.cause, 'FRESHNESS'),
        eq(incident.boundSchema, schema),
        eq(incident.boundTable, table),
        isToldSince(sql`${since.toISOString()}::timestamptz`),
      ),
    );
  return new Set(rows.map(({ entityId }) => entityId));
}

/**
 * What the server has resolved is over: the table was in time again, by a load that was reported late or by a wider bound.
 * What a person has resolved counts until the next refresh.
 */
function isToldSince(since: SQLWrapper): SQL {
  return sql`(${incident.status} <> 'RESOLVED' OR (${incident.resolution} <> 'AUTO' AND ${incident.openedAt} >= ${since}))`;
}

/** The entities with open incidents because one of these tables was late. */
export async function findLateEntities(db: Db, tenantId: string, tables: readonly RefreshedTable[]): Promise<string[]> {
  if (tables.length === 0) return [];
  const among = sql`(${incident.boundSchema}, ${incident.boundTable}) IN (SELECT wanted."schema", wanted."table"
    FROM jsonb_to_recordset(${JSON.stringify(tables)}::jsonb) AS wanted("schema" text, "table" text))`;
  const isOpen = and(eq(incident.tenantId, tenantId), sql`${incident.status} <> 'RESOLVED'`);
  const rows = await db
    .selectDistinct({ entityId: incident.entityId })
    .from(incident)
    .where(and(isOpen, eq(incident.cause, 'FRESHNESS'), among));
  return rows.map(({ entityId }) => entityId);
}

/** What distinguishes tables of one tenant. */
export function keyOf({ schema, table }: RefreshedTable): string {
  return JSON.stringify([schema, table]);
}
