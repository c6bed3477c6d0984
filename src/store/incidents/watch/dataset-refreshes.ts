import { and, asc, eq, lte, sql } from 'drizzle-orm';

import type { Db } from '../../database/drizzle.ts';
import { rowsAsJson } from '../../database/rows-as-json.ts';
import { datasetRefresh, incident } from '../tables.ts';

export type DatasetRefresh = typeof datasetRefresh.$inferSelect;

export interface RefreshedTable {
  schema: string;
  table: string;
}

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
export async function findToLookAt(
  db: Db,
  now: Date,
  limit: number,
): Promise<Pick<DatasetRefresh, 'tenantId' | 'schema' | 'table'>[]> {
  const { tenantId, schema, table, lookAt } = datasetRefresh;
  return db
    .select({ tenantId, schema, table })
    .from(datasetRefresh)
    .where(lte(lookAt, now))
    .orderBy(asc(lookAt))
    .limit(limit);
}

/** Those of the entities for which an incident has been opened since this time because their table was late. */
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
        sql`(${incident.status} <> 'RESOLVED' OR ${incident.openedAt} >= ${since.toISOString()}::timestamptz)`,
      ),
    );
  return new Set(rows.map(({ entityId }) => entityId));
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
