import { quotedName } from '../../store/database/quoted-name.ts';
import type { TableColumn } from './prepare-table.ts';
import type { TableName } from './table-name.ts';

/**
 * Inserts the rows of a JSON array, $1. The objects have the keys c0, c1 and so on, in the order of the columns; those
 * of `origin` have their own names for keys.
 */
export function insertStatement(
  { schema, table }: TableName,
  columns: readonly TableColumn[],
  origin: readonly TableColumn[] = [],
): string {
  const fields = [
    ...columns.map(({ name, type }, index) => ({ name, type, key: `c${index}` })),
    ...origin.map(({ name, type }) => ({ name, type, key: name })),
  ];
  const targets = fields.map(({ name }) => quotedName(name)).join(', ');
  const keys = fields.map(({ key }) => key).join(', ');
  const definitions = fields.map(({ key, type }) => `${key} ${type}`).join(', ');
  return `INSERT INTO ${quotedName(schema, table)} (${targets})
    SELECT ${keys} FROM jsonb_to_recordset($1::jsonb) AS r(${definitions})`;
}
