import type { Sql } from '../database/sql.ts';

/**
 * Offset of the oldest event that a tenant's unfinished jobs and profile runs still need; undefined: there are none. A
 * run that is measured by another's job has no job of its own.
 */
export async function findOldestOpenOffset(database: Sql, tenantId: string): Promise<number | undefined> {
  // The states are in the order of a job's life: these are waiting, waiting to be retried, and running.
  const { rows } = await database.query(
    `SELECT least(
       (SELECT min((data->>'offset')::float8) FROM pgboss.job WHERE state < 'completed' AND data->>'tenantId' = $1),
       (SELECT min(trigger_offset)::float8 FROM governance.profile_run
        WHERE status IN ('waiting', 'running') AND tenant_id = $1)) AS oldest`,
    [tenantId],
  );
  const [row] = rows as { oldest: number | null }[];
  return row?.oldest ?? undefined;
}
