import { StartError } from '../../start-error.ts';
import type { Sql } from './sql.ts';

/**
 * With another encoding, a name in another script would fail in the middle of a request; SQL_ASCII would accept it, and
 * sort and compare bytes.
 * @throws StartError
 */
export async function assertStoreEncoding(sql: Sql): Promise<void> {
  const { rows } = await sql.query('SHOW server_encoding', [], { rowMode: 'array' });
  const [[encoding] = []] = rows as [string][];
  if (encoding === 'UTF8') return;
  throw new StartError(
    `The database of the store has the encoding ${encoding}, but must have UTF8. ` +
      `Create one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0, and set DATABASE_URL to it.`,
  );
}
