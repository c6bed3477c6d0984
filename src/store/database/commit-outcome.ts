import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../../errors.ts';
import { type Sql, sqlStateOf } from './sql.ts';

/** How long to ask: longer than a transaction may stand idle, after which the server itself has ended it. */
const PATIENCE_MS = 40_000;
const PAUSE_MS = 200;
/** Classes of SQLSTATE that end a connection: what the server did with its last statement is then not known. */
const CONNECTION_LOST = ['08', '57'];
const INVALID_PARAMETER_VALUE = '22023';

/** Whether an answer to COMMIT leaves it open what became of the transaction. */
export function isInDoubt(error: unknown): boolean {
  const sqlState = sqlStateOf(error);
  return sqlState === undefined || CONNECTION_LOST.some((prefix) => sqlState.startsWith(prefix));
}

/** What a transaction leaves behind if, and only if, it is committed. */
export interface CommitMarker {
  id: string;
  transactionId: string;
}

/** Marks the transaction that it is a statement of. Its result has the marker as its row. */
export const MARK = `INSERT INTO governance.commit_marker (transaction_id)
  VALUES (pg_current_xact_id()::text) RETURNING id, transaction_id AS "transactionId"`;

/** Removes the markers that nobody can ask for any more. */
export async function removeOldMarkers(sql: Sql): Promise<void> {
  await sql.query(`DELETE FROM governance.commit_marker WHERE began_at < now() - interval '10 minutes'`);
}

/**
 * Finds out whether a transaction whose COMMIT was not answered has been committed, waiting for the server to come back.
 * Its number alone would not tell: a server that crashed gives the numbers of lost transactions to new ones.
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT (pg_xact_status)
 * @throws AppError when it cannot be found out in time
 */
export async function wasCommitted(sql: Sql, marker: CommitMarker): Promise<boolean> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (performance.now() < deadlineMs) {
    try {
      // While it is in progress, the marker may still come; in this order, because it may come between the two.
      const isOver = !(await isInProgress(sql, marker));
      const { rows } = await sql.query('SELECT FROM governance.commit_marker WHERE id = $1', [marker.id]);
      if (rows.length > 0) return true;
      if (isOver) return false;
    } catch {
      // The server cannot be asked yet.
    }
    await sleep(PAUSE_MS);
  }
  throw new AppError(
    'INTERNAL_SERVER_ERROR',
    'The connection to the database was lost during the commit. It is not known whether the change took effect: check before you try again.',
  );
}

async function isInProgress(sql: Sql, { transactionId }: CommitMarker): Promise<boolean> {
  try {
    const { rows } = await sql.query('SELECT pg_xact_status($1::text::xid8)', [transactionId], { rowMode: 'array' });
    return (rows as [unknown][])[0]?.[0] === 'in progress';
  } catch (error) {
    // A number that is still to be given out: the server crashed, and has forgotten that it was once.
    if (sqlStateOf(error) === INVALID_PARAMETER_VALUE) return false;
    throw error;
  }
}
