import type { Sql } from './sql.ts';

/**
 * Keeps all other instances that ask for the same number waiting until the transaction has ended, however long that is.
 */
export async function lockFor(transaction: Sql, lock: number): Promise<void> {
  await transaction.query('SET LOCAL lock_timeout = 0');
  await transaction.query(`SET LOCAL idle_in_transaction_session_timeout = '60s'`);
  await transaction.query('SELECT pg_advisory_xact_lock($1::bigint)', [lock]);
}
