import * as z from 'zod';

import type { Sql } from '../store/database/sql.ts';
import { catalogColumnSchema, type Column } from './column.ts';
import type { TableName } from './table-name.ts';

/** A table, partitioned or foreign table, view or materialized view, and its columns in order. */
export interface TableColumns extends TableName {
  /** False for a materialized view that was never populated. */
  isPopulated: boolean;
  /** Whether row level security may hide rows of it from the warehouse user. */
  isFiltered: boolean;
  /** Whether LOCK TABLE accepts it, as it does tables and views. */
  isLockable: boolean;
  /** Whether its rows are stored, so that reading it several times costs little more than the pages. */
  isStored: boolean;
  columns: readonly Column[];
}

/** Finds one of the tables that were looked up. */
export type TableLookup = (name: TableName) => TableColumns | undefined;

// INCLUDE columns follow the key columns in indkey. A type can be sorted by the operators of another type with the same
// bytes, as varchar is by those of text, and an array if its elements can be.
const CATALOG_QUERY = `
SELECT n.nspname AS schema, c.relname AS "table", c.relispopulated AS "isPopulated",
  pg_catalog.row_security_active(c.oid) AS "isFiltered", c.relkind IN ('r', 'p', 'v') AS "isLockable",
  c.relkind IN ('r', 'p', 'm') AS "isStored",
  coalesce(json_agg(json_build_object(
    'name', a.attname,
    'dataType', pg_catalog.format_type(a.atttypid, a.atttypmod),
    'isDomain', base.oid <> a.atttypid,
    'typeSchema', base.nspname,
    'typeName', base.typname,
    'typeKind', base.typtype,
    'typeCategory', base.typcategory,
    'isComparable', base.typtype <> 'p' AND (item.typtype IN ('e', 'r', 'm') OR EXISTS (
      SELECT FROM pg_catalog.pg_opclass o
      JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod AND m.amname = 'btree'
      WHERE o.opcdefault AND (o.opcintype = item.oid OR EXISTS (
        SELECT FROM pg_catalog.pg_cast k
        WHERE k.castsource = item.oid AND k.casttarget = o.opcintype AND k.castmethod = 'b' AND k.castcontext = 'i')))),
    'isBytewise', l.collisdeterministic,
    'isNullable', NOT (a.attnotnull OR own.typnotnull),
    'isReadable', pg_catalog.has_schema_privilege(n.oid, 'USAGE')
      AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT'),
    'inPrimaryKey', coalesce(a.attnum = ANY ((i.indkey)[0:i.indnkeyatts - 1]), false)
  ) ORDER BY a.attnum) FILTER (WHERE a.attnum IS NOT NULL), '[]')::text AS columns
FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[])) AS wanted (schema, "table")
JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema
JOIN pg_catalog.pg_class c
  ON c.relnamespace = n.oid AND c.relname = wanted."table" AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_type own ON own.oid = a.atttypid
LEFT JOIN LATERAL (
  WITH RECURSIVE step AS (
    SELECT t.* FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid
    UNION ALL
    SELECT t.* FROM step JOIN pg_catalog.pg_type t ON t.oid = step.typbasetype WHERE step.typtype = 'd')
  SELECT step.*, s.nspname FROM step JOIN pg_catalog.pg_namespace s ON s.oid = step.typnamespace
  WHERE step.typtype <> 'd') base ON true
LEFT JOIN pg_catalog.pg_type item
  ON item.oid = CASE WHEN base.typcategory = 'A' AND base.typelem <> 0 THEN base.typelem ELSE base.oid END
LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
GROUP BY n.nspname, c.oid, c.relname, c.relispopulated, c.relkind`;

const tableRowSchema = z.strictObject({
  schema: z.string(),
  table: z.string(),
  isPopulated: z.boolean(),
  isFiltered: z.boolean(),
  isLockable: z.boolean(),
  isStored: z.boolean(),
  columns: z.string().transform((text) => z.array(catalogColumnSchema).parse(JSON.parse(text))),
});

/**
 * Looks up several tables in one query of the catalog. Names must match exactly; tables that do not exist are left out.
 * The warehouse must be able to encode the names: otherwise it refuses the whole statement.
 */
export async function findTables(sql: Sql, names: readonly TableName[]): Promise<TableLookup> {
  const schemas = names.map(({ schema }) => schema);
  const { rows } = await sql.query(CATALOG_QUERY, [schemas, names.map(({ table }) => table)]);
  const tables = z.array(tableRowSchema).parse(rows);
  return (name) => tables.find(({ schema, table }) => schema === name.schema && table === name.table);
}
