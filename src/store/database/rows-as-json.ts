import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';

/**
 * The rows of a multi-row INSERT as one parameter, in the order of the table's columns: one parameter for each value
 * costs several times as much. Every column is written but those that the database computes; values that a row lacks are
 * null.
 */
export function rowsAsJson<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): SQL {
  const names = sql.join(
    writtenColumns(table).map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  return sql`(${names}) SELECT ${names} FROM ${recordsOf(table, rows)}`;
}

/** The rows as a FROM item with the columns of the table; values that a row lacks are null. */
function recordsOf(table: PgTable, rows: readonly object[]): SQL {
  const { schema, name } = getTableConfig(table);
  const json = rows.map((row) => recordAsJson(table, row));
  const type = sql`${sql.identifier(schema ?? 'public')}.${sql.identifier(name)}`;
  return sql`jsonb_populate_recordset(NULL::${type}, ${JSON.stringify(json)}::jsonb)`;
}

/** A row by the names of its columns; values that it lacks are null. */
export function recordAsJson(table: PgTable, row: object): Record<string, unknown> {
  const values = row as Record<string, unknown>;
  return Object.fromEntries(writtenColumns(table).map(([field, column]) => [column.name, values[field] ?? null]));
}

function writtenColumns(table: PgTable) {
  return Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined);
}
