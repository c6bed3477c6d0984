import { setTimeout as sleep } from 'node:timers/promises';

import { AppError } from '../../errors.ts';
import { type Sql, sqlStateOf } from './sql.ts';

/** How long to look: longer than a transaction can be idle before Postgres itself ends it. */
const PATIENCE_MS = 40_000;
const PAUSE_MS = 200;
/** Classes of SQLSTATE that end a connection: the outcome of its last statement is then unknown. */
const CONNECTION_LOST = ['08', '57'];
const INVALID_PARAMETER_VALUE = '22023';

/** Whether an error of COMMIT leaves the outcome of the transaction unknown. */
export function isInDoubt(error: unknown): boolean {
  const sqlState = sqlStateOf(error);
  return sqlState === undefined || CONNECTION_LOST.some((prefix) => sqlState.startsWith(prefix));
}

/** What a transaction leaves behind if, and only if, it is committed. */
export interface CommitMarker {
  id: string;
  transactionId: string;
}

/** Marks the transaction in which it runs. Its result has the marker as its row. */
export const MARK = `INSERT INTO governance.commit_marker (transaction_id)
  VALUES (pg_current_xact_id()::text) RETURNING id, transaction_id AS "transactionId"`;

/** Removes the markers that are too old to be looked for. */
export async function removeOldMarkers(sql: Sql): Promise<void> {
  await sql.query(`DELETE FROM governance.commit_marker WHERE began_at < now() - interval '10 minutes'`);
}

/**
 * Finds out whether a transaction whose COMMIT got no response was committed, and waits for Postgres to come back. The
 * transaction's number alone is not sufficient: a Postgres that crashed reuses the numbers of lost transactions.
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT (pg_xact_status)
 * @throws AppError if the outcome cannot be determined in time
 */
export async function wasCommitted(sql: Sql, marker: CommitMarker): Promise<boolean> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  while (performance.now() < deadlineMs) {
    try {
      // While it is in progress, the marker may still appear; in this order, because it may appear between the two
      // queries.
      const isOver = !(await isInProgress(sql, marker));
      const { rows } = await sql.query('SELECT FROM governance.commit_marker WHERE id = $1', [marker.id]);
      if (rows.length > 0) return true;
      if (isOver) return false;
    } catch {
      // Postgres does not respond yet.
    }
    await sleep(PAUSE_MS);
  }
  throw outcomeUnknown();
}

/** The connection was lost during a commit, and Postgres does not come back. */
export function outcomeUnknown(): AppError {
  return new AppError(
    'INTERNAL_SERVER_ERROR',
    'The connection to the database was lost during the commit. It is not known whether the change took effect: check before you try again.',
  );
}

async function isInProgress(sql: Sql, { transactionId }: CommitMarker): Promise<boolean> {
  try {
    const { rows } = await sql.query('SELECT pg_xact_status($1::text::xid8)', [transactionId], { rowMode: 'array' });
    return (rows as [unknown][])[0]?.[0] === 'in progress';
  } catch (error) {
    // A number that was not assigned yet: Postgres crashed, and has forgotten that it was once assigned.
    if (sqlStateOf(error) === INVALID_PARAMETER_VALUE) return false;
    throw error;
  }
}
