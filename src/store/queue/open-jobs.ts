import type { Sql } from '../database/sql.ts';

/** The oldest event that a tenant's durable work has still to do with, by its offset; undefined: nothing is left to do. */
export async function findOldestOpenOffset(database: Sql, tenantId: string): Promise<number | undefined> {
  // The states are in the order of a job's life: these are waiting, waiting to be tried again, and running.
  const { rows } = await database.query(
    `SELECT min((data->>'offset')::float8) AS oldest FROM pgboss.job WHERE state < 'completed' AND data->>'tenantId' = $1`,
    [tenantId],
  );
  const [row] = rows as { oldest: number | null }[];
  return row?.oldest ?? undefined;
}
