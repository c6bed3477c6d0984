import type { Sql } from '../database/sql.ts';

/** Offset of the oldest event that a tenant's unfinished jobs still need; undefined: there are none. */
export async function findOldestOpenOffset(database: Sql, tenantId: string): Promise<number | undefined> {
  // The states are in the order of a job's life: these are waiting, waiting to be retried, and running.
  const { rows } = await database.query(
    `SELECT min((data->>'offset')::float8) AS oldest FROM pgboss.job WHERE state < 'completed' AND data->>'tenantId' = $1`,
    [tenantId],
  );
  const [row] = rows as { oldest: number | null }[];
  return row?.oldest ?? undefined;
}
