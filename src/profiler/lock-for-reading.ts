import { quotedName } from '../store/database/quoted-name.ts';
import { type Sql, sqlStateOf } from '../store/database/sql.ts';
import { inSavepoint } from './savepoint.ts';
import type { TableColumns } from './table-columns.ts';

const INSUFFICIENT_PRIVILEGE = '42501';

/** Prevents changes to the table, except to its rows, until the transaction ends. */
export async function lockForReading(sql: Sql, { schema, table, isLockable }: TableColumns): Promise<void> {
  if (!isLockable) return;
  try {
    await inSavepoint(sql, () => sql.query(`LOCK TABLE ${quotedName(schema, table)} IN ACCESS SHARE MODE`));
  } catch (error) {
    // A user who can read only some columns cannot lock. Whether that is sufficient shows when the table is read.
    if (sqlStateOf(error) !== INSUFFICIENT_PRIVILEGE) throw error;
  }
}
