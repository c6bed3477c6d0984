import { quotedName } from '../../store/database/quoted-name.ts';
import type { TableColumn } from './prepare-table.ts';
import type { TableName } from './table-name.ts';

/** Inserts the rows of a JSON array, $1, whose objects have the keys c0, c1 and so on, in the order of the columns. */
export function insertStatement({ schema, table }: TableName, columns: readonly TableColumn[]): string {
  const targets = columns.map((column) => quotedName(column.name)).join(', ');
  const fields = columns.map((_, index) => `c${index}`).join(', ');
  const definitions = columns.map((column, index) => `c${index} ${column.type}`).join(', ');
  return `INSERT INTO ${quotedName(schema, table)} (${targets})
    SELECT ${fields} FROM jsonb_to_recordset($1::jsonb) AS r(${definitions})`;
}
