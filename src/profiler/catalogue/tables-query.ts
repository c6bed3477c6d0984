import * as z from 'zod';

import { DATASET_KINDS, type WarehouseTable } from '../../domain/datasets/warehouse-table.ts';
import type { Sql } from '../../store/database/sql.ts';
import { createParameters, type Parameters } from '../parameters.ts';
import type { TableName } from '../table-name.ts';

/** Which tables there are, for whoever asks. */
export interface Scope {
  /** Schemas that are left out, besides those of Postgres itself. */
  excludedSchemas: readonly string[];
  /** The only schemas; undefined: all others. */
  schemas: readonly string[] | undefined;
  /** Whether tables of which the current role may read nothing are left out. */
  onlyReadable: boolean;
}

const KINDS = `CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW' WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END`;
const IS_READABLE = `
  coalesce(c.relispopulated AND NOT pg_catalog.row_security_active(c.oid) AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    AND (pg_catalog.has_table_privilege(c.oid, 'SELECT') OR NOT EXISTS (
      SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND NOT pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT'))), false)`;
/** Of a table with its schema, in bytes, so that the order is the same in every database. */
const SCHEMA = 'n.nspname COLLATE "C"';
const TABLE = 'c.relname COLLATE "C"';

function from({ excludedSchemas, schemas, onlyReadable }: Scope, parameters: Parameters): string {
  const conditions = [
    `c.relkind IN ('r', 'p', 'v', 'm', 'f')`,
    `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`,
    `n.nspname <> ALL (${parameters.add(excludedSchemas)}::text[])`,
    ...(schemas ? [`n.nspname = ANY (${parameters.add(schemas)}::text[])`] : []),
    ...(onlyReadable
      ? [`pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')`]
      : []),
  ];
  return `FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE ${conditions.join(' AND ')}`;
}

export interface ListQuery {
  /** Words that are parts of the name. */
  words: readonly string[];
  schema: string | undefined;
}

/** Partitions are rows of their table. */
function listed(scope: Scope, { words, schema }: ListQuery, parameters: Parameters): string {
  const inSchema = schema === undefined ? '' : ` AND n.nspname = ${parameters.add(schema)}::text`;
  if (words.length === 0) return `${from(scope, parameters)} AND NOT c.relispartition${inSchema}`;
  const search = ` AND NOT EXISTS (SELECT FROM unnest(${parameters.add(words)}::text[]) AS word
    WHERE strpos(lower(n.nspname || '.' || c.relname), lower(word)) = 0)`;
  return `${from(scope, parameters)} AND NOT c.relispartition${inSchema}${search}`;
}

const tableSchema = z.strictObject({
  schema: z.string(),
  table: z.string(),
  kind: z.enum(DATASET_KINDS),
  readable: z.boolean(),
});

/** By schema and table, in the order of their bytes. */
export async function listTables(
  sql: Sql,
  scope: Scope,
  query: ListQuery,
  { after, limit }: { after?: TableName | undefined; limit: number },
): Promise<WarehouseTable[]> {
  const parameters = createParameters();
  const found = listed(scope, query, parameters);
  const isAfter = after
    ? ` AND (${SCHEMA}, ${TABLE}) > (${parameters.add(after.schema)}::text, ${parameters.add(after.table)}::text)`
    : '';
  // The privileges are looked up for the tables of the page alone.
  const text = `
    SELECT n.nspname AS schema, c.relname AS "table", ${KINDS} AS kind, ${IS_READABLE} AS readable
    FROM (SELECT c.oid AS id, ${SCHEMA} AS schema, ${TABLE} AS "table" ${found}${isAfter}
      ORDER BY 2, 3 LIMIT ${parameters.add(limit)}::int) AS page
    JOIN pg_catalog.pg_class c ON c.oid = page.id JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    ORDER BY page.schema, page."table"`;
  return z.array(tableSchema).parse((await sql.query(text, parameters.values)).rows);
}

export async function countTables(sql: Sql, scope: Scope, query: ListQuery): Promise<number> {
  const parameters = createParameters();
  const text = `SELECT count(*)::int AS count ${listed(scope, query, parameters)}`;
  const { rows } = await sql.query(text, parameters.values);
  return z.tuple([z.strictObject({ count: z.int() })]).parse(rows)[0].count;
}

/** Partitions too. */
export async function findTable(
  sql: Sql,
  scope: Scope,
  { schema, table }: TableName,
): Promise<WarehouseTable | undefined> {
  const parameters = createParameters();
  const text = `SELECT n.nspname AS schema, c.relname AS "table", ${KINDS} AS kind, ${IS_READABLE} AS readable
    ${from(scope, parameters)} AND n.nspname = ${parameters.add(schema)}::text AND c.relname = ${parameters.add(table)}::text`;
  return z.array(tableSchema).parse((await sql.query(text, parameters.values)).rows)[0];
}

const nameSchema = z.strictObject({ schema: z.string(), table: z.string() });

/** Names that are compared with one that does not exist. */
const MOST_COMPARED = 5_000;
/** What differs more in length is not near. */
const LENGTH_DIFFERENCE = 6;

/** Tables whose names are about as long as one of these, with those in their schemas first. */
export async function comparableTables(sql: Sql, scope: Scope, names: readonly TableName[]): Promise<TableName[]> {
  const parameters = createParameters();
  const schemas = parameters.add(names.map(({ schema }) => schema));
  const tables = parameters.add(names.map(({ table }) => table));
  const text = `SELECT n.nspname AS schema, c.relname AS "table" ${from(scope, parameters)} AND NOT c.relispartition
    AND EXISTS (SELECT FROM unnest(${tables}::text[]) AS wanted
      WHERE abs(length(wanted) - length(c.relname)) <= ${LENGTH_DIFFERENCE})
    ORDER BY n.nspname = ANY (${schemas}::text[]) DESC, ${SCHEMA}, ${TABLE} LIMIT ${MOST_COMPARED}`;
  return z.array(nameSchema).parse((await sql.query(text, parameters.values)).rows);
}

/** Those of the schemas in which the current role may use anything. */
export async function usableSchemas(sql: Sql, schemas: readonly string[]): Promise<string[]> {
  const text = `SELECT nspname AS schema FROM pg_catalog.pg_namespace
    WHERE nspname = ANY ($1::text[]) AND pg_catalog.has_schema_privilege(oid, 'USAGE')`;
  const { rows } = await sql.query(text, [schemas]);
  return z
    .array(z.strictObject({ schema: z.string() }))
    .parse(rows)
    .map(({ schema }) => schema);
}
