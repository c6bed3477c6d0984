import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../errors.ts';
import { sqlStateOf, type Sql } from './sql.ts';

/** How long to ask: longer than a transaction may stand idle, after which the server itself has ended it. */
const PATIENCE_MS = 40_000;
const PAUSE_MS = 200;
/** Classes of SQLSTATE that end a connection: what the server did with its last statement is then not known. */
const CONNECTION_LOST = ['08', '57'];

/** Whether an answer to COMMIT leaves it open what became of the transaction. */
export function isInDoubt(error: unknown): boolean {
  const sqlState = sqlStateOf(error);
  return sqlState === undefined || CONNECTION_LOST.some((prefix) => sqlState.startsWith(prefix));
}

/**
 * Finds out whether a transaction whose COMMIT was not answered has been committed, waiting for the server to come back.
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT (pg_xact_status)
 * @throws AppError when it cannot be found out in time
 */
export async function wasCommitted(sql: Sql, transactionId: string): Promise<boolean> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (performance.now() < deadlineMs) {
    const status = await statusOf(sql, transactionId);
    if (status === 'committed') return true;
    if (status === 'aborted') return false;
    await sleep(PAUSE_MS);
  }
  throw new AppError(
    'INTERNAL_SERVER_ERROR',
    'The database went away at the last moment. It is not known whether this took effect: look before you try again.',
  );
}

/** Undefined while the server cannot be asked. */
async function statusOf(sql: Sql, transactionId: string): Promise<unknown> {
  try {
    const { rows } = await sql.query('SELECT pg_xact_status($1::text::xid8)', [transactionId], { rowMode: 'array' });
    return (rows as [unknown][])[0]?.[0];
  } catch {
    return undefined;
  }
}
