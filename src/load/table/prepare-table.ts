import { quotedName } from '../../store/database/quoted-name.ts';
import type { Sql } from '../../store/database/sql.ts';
import { LoadError } from '../load-error.ts';
import type { Column } from '../types/column-type.ts';
import type { TableName } from './table-name.ts';
import type { TablePlan } from './table-plan.ts';

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

export interface PreparedTable {
  /** The columns of the plan, as they are in the table. */
  columns: readonly StoredColumn[];
  /** Whether the table must be made: it does not exist, or has other columns than those that replace them. */
  isNew: boolean;
  /** All columns of the existing table; undefined: there is none. */
  existing: readonly StoredColumn[] | undefined;
}

/**
 * Finds out what a plan means for its table, and changes nothing.
 * @throws LoadError if the name is that of something else, or a table to append to does not exist or lacks a column
 */
export async function prepareTable(sql: Sql, { name, mode, columns }: TablePlan): Promise<PreparedTable> {
  const existing = await columnsOf(sql, name);
  if (mode === 'append') return { columns: found(name, existing, columns), isNew: false, existing };
  if (existing && isSame(existing, columns)) return { columns: existing, isNew: false, existing };
  return { columns: columns.map((column) => ({ ...column, baseType: column.type })), isNew: true, existing };
}

/**
 * Makes the table empty for rows that replace its own. A table with exactly these columns keeps its keys, indexes,
 * views and grants; any other table of that name is dropped, and, unless `makes` it, has yet to be made.
 */
export async function emptyTable(
  sql: Sql,
  { schema, table }: TableName,
  { columns, isNew, existing }: PreparedTable,
  { makes }: { makes: boolean },
): Promise<void> {
  const quoted = quotedName(schema, table);
  if (!isNew) {
    await sql.query(`TRUNCATE ${quoted}`);
    return;
  }
  if (existing) await sql.query(`DROP TABLE ${quoted}`);
  await sql.query(`CREATE SCHEMA IF NOT EXISTS ${quotedName(schema)}`);
  if (makes) await sql.query(`CREATE TABLE ${quoted} (${definitionsOf(columns)})`);
}

export function definitionsOf(columns: readonly TableColumn[]): string {
  return columns.map(({ name, type }) => `${quotedName(name)} ${type}`).join(', ');
}

function found(
  { schema, table }: TableName,
  existing: readonly StoredColumn[] | undefined,
  wanted: readonly Column[],
): StoredColumn[] {
  if (!existing) throw new LoadError(`there is no table ${schema}.${table} to append to`);
  return wanted.map(({ name }) => {
    const column = existing.find((candidate) => candidate.name === name);
    if (!column) throw new LoadError(`the table ${schema}.${table} has no column "${name}"`);
    return column;
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
