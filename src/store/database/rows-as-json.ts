import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';

/**
 * The rows of a multi-row INSERT as one parameter, in the order of the table's columns: one parameter for each value
 * costs several times as much. Every column is written but those that the database computes; values that a row lacks are
 * null.
 */
export function rowsAsJson<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): SQL {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined);
  const { schema, name } = getTableConfig(table);
  const json = rows.map((row) => {
    const values = row as Record<string, unknown>;
    return Object.fromEntries(columns.map(([field, column]) => [column.name, values[field] ?? null]));
  });
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  const type = sql`${sql.identifier(schema ?? 'public')}.${sql.identifier(name)}`;
  return sql`(${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::${type}, ${JSON.stringify(json)}::jsonb)`;
}
