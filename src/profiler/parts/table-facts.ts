import * as z from 'zod';

import type { Sql } from '../../store/database/sql.ts';
import type { TableName } from '../table-name.ts';

/** What the catalog knows of a table that helps to measure it. */
export interface TableFacts {
  /** Sets of columns, by name, of which no two rows have the same values. Missing values are not values. */
  uniqueSets: readonly (readonly string[])[];
  /** Columns, by name, in which no row can lack a value. */
  requiredColumns: readonly string[];
  /** Whether other tables inherit from it, whose rows are among its own. */
  hasHeirs: boolean;
  /**
   * The planner's estimate of how many distinct values a column has: their number, or if negative, their share of the
   * rows. Columns that were never analysed are left out.
   */
  distinctEstimates: ReadonlyMap<string, number>;
  /** Whether other sessions can be let see the same snapshot. */
  isShareable: boolean;
}

export interface TableSize {
  pages: number;
  bytes: number;
  /** As many as the planner expects. */
  rows: number;
}

/** Rows of a page of a table that was never analysed. */
const USUAL_ROWS = 60;
const SIZE_QUERY = `
SELECT json_build_object('pages', coalesce(sum(pages), 0), 'bytes', coalesce(sum(pages * page), 0),
  'rows', coalesce(sum(CASE WHEN relpages > 0 AND reltuples >= 0 THEN reltuples / relpages * pages ELSE ${USUAL_ROWS} * pages END), 0)
)::text AS size
FROM (
  SELECT c.reltuples::float8, c.relpages::float8, page, ceil(pg_catalog.pg_relation_size(c.oid) / page::float8) AS pages
  FROM pg_catalog.pg_class c CROSS JOIN (SELECT current_setting('block_size')::int8 AS page) AS server
  WHERE c.relkind IN ('r', 'm') AND c.oid IN (
    SELECT found.oid FROM pg_catalog.pg_class found JOIN pg_catalog.pg_namespace n ON n.oid = found.relnamespace
    WHERE n.nspname = $1 AND found.relname = $2
    UNION ALL
    SELECT leaf.relid FROM pg_catalog.pg_class found JOIN pg_catalog.pg_namespace n ON n.oid = found.relnamespace
    CROSS JOIN pg_catalog.pg_partition_tree(found.oid) AS leaf
    WHERE n.nspname = $1 AND found.relname = $2 AND leaf.isleaf)
) AS stored`;
const sizeSchema = z.strictObject({ pages: z.number(), bytes: z.number(), rows: z.number() });

/** Of a table, or of all partitions of one; nothing if it is gone. The heirs of a table do not count. */
export async function sizeOf(sql: Sql, { schema, table }: TableName): Promise<TableSize> {
  const { rows } = await sql.query(SIZE_QUERY, [schema, table]);
  const [{ size }] = z.tuple([z.strictObject({ size: z.string() })]).parse(rows);
  return sizeSchema.parse(JSON.parse(size));
}

// An index says something about all rows if it is complete, checked at each statement, and not of a parent whose heirs it
// does not cover; and something about what is counted as distinct if it compares as the column does.
const FACTS_QUERY = `
SELECT json_build_object(
  'uniqueSets', (
    SELECT coalesce(json_agg(names), '[]') FROM (
      SELECT (
        SELECT json_agg(a.attname) FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum = ANY ((i.indkey)[0:i.indnkeyatts - 1])
      ) AS names
      FROM pg_catalog.pg_index i
      WHERE i.indrelid = c.oid AND i.indisunique AND i.indimmediate AND i.indisvalid AND i.indisready
        AND i.indpred IS NULL AND i.indexprs IS NULL
        AND (c.relkind = 'p' OR NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid))
        AND NOT EXISTS (
          SELECT FROM generate_series(0, i.indnkeyatts - 1) AS place
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[place]
          JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[place]
          JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod
          WHERE NOT o.opcdefault OR m.amname <> 'btree' OR i.indcollation[place] <> a.attcollation)
    ) AS complete),
  'requiredColumns', (
    SELECT coalesce(json_agg(a.attname), '[]') FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attnotnull AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_constraint k
      WHERE k.conrelid = c.oid AND k.contype = 'n' AND NOT k.convalidated AND a.attnum = ANY (k.conkey))),
  'hasHeirs', c.relkind <> 'p' AND EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid),
  'distinctEstimates', (
    SELECT coalesce(json_object_agg(s.attname, s.n_distinct), '{}') FROM (
      SELECT DISTINCT ON (s.attname) s.attname, s.n_distinct FROM pg_catalog.pg_stats s
      WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND s.n_distinct <> 0
      ORDER BY s.attname, s.inherited DESC) AS s),
  'isShareable', pg_catalog.has_function_privilege('pg_catalog.pg_export_snapshot()', 'EXECUTE')
)::text AS facts
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = $2`;

const factsSchema = z.strictObject({
  uniqueSets: z.array(z.array(z.string())),
  requiredColumns: z.array(z.string()),
  hasHeirs: z.boolean(),
  distinctEstimates: z.record(z.string(), z.number()).transform((estimates) => new Map(Object.entries(estimates))),
  isShareable: z.boolean(),
});

/**
 * Reads the catalog as of the snapshot of the transaction: what it says is true of the rows that the transaction sees.
 * Undefined: the table is gone.
 */
export async function findTableFacts(sql: Sql, { schema, table }: TableName): Promise<TableFacts | undefined> {
  const { rows } = await sql.query(FACTS_QUERY, [schema, table]);
  const [row] = z.array(z.strictObject({ facts: z.string() })).parse(rows);
  return row && factsSchema.parse(JSON.parse(row.facts));
}
