import { quotedName } from '../../store/database/quoted-name.ts';
import type { Sql } from '../../store/database/sql.ts';
import { LoadError } from '../load-error.ts';
import type { Column } from '../types/column-type.ts';
import type { TableName } from './table-name.ts';

/** A column of a table, of any type. */
export interface TableColumn {
  name: string;
  /** As SQL writes it. */
  type: string;
}

/** A column as it is in the database. */
export interface StoredColumn extends TableColumn {
  /** The type, or the base type of a domain. */
  baseType: string;
}

/**
 * Creates an empty table with these columns. An existing table with exactly these columns is emptied, and keeps its
 * keys, indexes, views and grants; any other table of that name is dropped.
 */
export async function replaceTable(sql: Sql, name: TableName, columns: readonly Column[]): Promise<StoredColumn[]> {
  const existing = await columnsOf(sql, name);
  if (existing && isSame(existing, columns)) {
    await sql.query(`TRUNCATE ${quotedName(name.schema, name.table)}`);
    return existing;
  }
  if (existing) await sql.query(`DROP TABLE ${quotedName(name.schema, name.table)}`);
  await sql.query(`CREATE SCHEMA IF NOT EXISTS ${quotedName(name.schema)}`);
  const definitions = columns.map((column) => `${quotedName(column.name)} ${column.type}`);
  await sql.query(`CREATE TABLE ${quotedName(name.schema, name.table)} (${definitions.join(', ')})`);
  return columns.map((column) => ({ ...column, baseType: column.type }));
}

/**
 * The table's columns of these names, with the types that they have there.
 * @throws LoadError if the table does not exist or lacks one of the columns
 */
export async function findColumns(sql: Sql, name: TableName, wanted: readonly Column[]): Promise<StoredColumn[]> {
  const existing = await columnsOf(sql, name);
  if (!existing) throw new LoadError(`there is no table ${name.schema}.${name.table} to append to`);
  return wanted.map((column) => {
    const found = existing.find((candidate) => candidate.name === column.name);
    if (!found) throw new LoadError(`the table ${name.schema}.${name.table} has no column "${column.name}"`);
    return found;
  });
}

async function columnsOf(sql: Sql, { schema, table }: TableName): Promise<StoredColumn[] | undefined> {
  const relation = await sql.query(
    `SELECT c.oid::text AS oid, c.relkind IN ('r', 'p') AS "isTable"
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, table],
  );
  const [found] = relation.rows as { oid: string; isTable: boolean }[];
  if (!found) return undefined;
  if (!found.isTable) throw new LoadError(`${schema}.${table} exists and is not a table`);
  const columns = await sql.query(
    `WITH RECURSIVE base AS (
       SELECT attnum, attname, atttypid, atttypmod, atttypid AS oid, atttypmod AS modifier FROM pg_catalog.pg_attribute
       WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped
       UNION ALL
       SELECT attnum, attname, atttypid, atttypmod, t.typbasetype, t.typtypmod
       FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.oid WHERE t.typtype = 'd'
     )
     SELECT attname AS name, pg_catalog.format_type(atttypid, atttypmod) AS type,
       pg_catalog.format_type(b.oid, b.modifier) AS "baseType"
     FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.oid AND t.typtype <> 'd' ORDER BY attnum`,
    [found.oid],
  );
  return columns.rows as StoredColumn[];
}

function isSame(existing: readonly StoredColumn[], columns: readonly Column[]): boolean {
  return (
    existing.length === columns.length &&
    existing.every(({ name, type }, index) => name === columns[index]?.name && type === columns[index].type)
  );
}
