import { getTableColumns, type SQL, sql } from 'drizzle-orm';

import { entityMark, mdmEntity } from '../../entities/tables.ts';
import { eventLog } from '../tables.ts';

type Field = keyof typeof eventLog.$inferSelect;

interface Source {
  tenantId: string;
  /** The rows to append, as FROM item `row`, with the columns of the log. */
  from: SQL;
  /** Is added to the offsets of the rows. */
  base: number;
}

/**
 * Rows in all columns of the log, with what only the moment of the append can say. An owner and tags are those that the
 * transaction leaves behind. The counter must be locked: what it counted before is in the log then.
 */
export function appendedRows({ tenantId, from, base }: Source): SQL {
  const made: Partial<Record<Field, SQL>> = {
    offset: sql`row.stream_offset + ${base}::bigint`,
    owner: sql`entity.owner`,
    tags: sql`tag.keys`,
    appendedAt: sql`now()`,
    latestAt: sql`greatest(
      (SELECT max(latest_at) FROM ${eventLog} WHERE tenant_id = ${tenantId}),
      max(row.created_at) OVER (ORDER BY row.stream_offset))`,
  };
  const values = Object.entries(getTableColumns(eventLog)).map(
    ([field, column]) => made[field as Field] ?? sql`row.${sql.identifier(column.name)}`,
  );
  return sql`SELECT ${sql.join(values, sql`, `)} FROM ${from} ${TRAITS} ORDER BY row.stream_offset`;
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
