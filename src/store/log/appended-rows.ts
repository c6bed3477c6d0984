import { getTableColumns, type SQL, sql } from 'drizzle-orm';

import { entityMark, mdmEntity } from '../entities/tables.ts';
import { eventLog } from './tables.ts';

type Field = keyof typeof eventLog.$inferSelect;

/** Some of a tenant's rows of a table. */
export interface Slice {
  tenantId: string;
  /** Those with a larger number up to `through`. */
  after: number;
  through: number;
  /** Is added to their numbers: their offsets in the log. */
  base: number;
}

/**
 * Rows in all columns of the log, with what only the moment of the append can say. An owner and tags are those that the
 * transaction leaves behind. The counters must be locked: what they counted before is in the log then.
 * @param table has the columns of the log, with numbers as offsets
 */
export function appendedRows(table: SQL, slices: readonly Slice[]): SQL {
  const made: Partial<Record<Field, SQL>> = {
    offset: sql`row.stream_offset + slice.base`,
    owner: sql`entity.owner`,
    tags: sql`tag.keys`,
    appendedAt: sql`now()`,
    latestAt: sql`greatest(slice.latest_at,
      max(row.created_at) OVER (PARTITION BY row.tenant_id ORDER BY row.stream_offset))`,
  };
  const values = Object.entries(getTableColumns(eventLog)).map(
    ([field, column]) => made[field as Field] ?? sql`row.${sql.identifier(column.name)}`,
  );
  return sql`
    WITH slice AS MATERIALIZED (
      SELECT *, (SELECT max(latest_at) FROM ${eventLog} WHERE tenant_id = given."tenantId") AS latest_at
      FROM jsonb_to_recordset(${JSON.stringify(slices)}::jsonb)
        AS given ("tenantId" text, "after" bigint, "through" bigint, base bigint))
    SELECT ${sql.join(values, sql`, `)} FROM slice
    JOIN ${table} AS row ON row.tenant_id = slice."tenantId"
      AND row.stream_offset > slice."after" AND row.stream_offset <= slice."through"
    ${TRAITS} ORDER BY row.tenant_id, row.stream_offset`;
}

/** Owner and tags of each row's entity. */
const TRAITS = sql`
  LEFT JOIN LATERAL (
    SELECT owner FROM ${mdmEntity}
    WHERE tenant_id = row.tenant_id AND entity_type = row.entity_type AND canonical_key = row.canonical_key
      AND holds_name
    LIMIT 1
  ) AS entity ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(tag_key ORDER BY tag_key) AS keys FROM ${entityMark}
    WHERE tenant_id = row.tenant_id AND entity_type = row.entity_type AND canonical_key = row.canonical_key
  ) AS tag ON true`;
