import type { JobCounts } from '../../domain/administration/job-counts.ts';
import type { Sql } from '../database/sql.ts';

/** A tenant's unfinished jobs, by the name of the job handler. */
export async function findJobCounts(database: Sql, tenantId: string): Promise<Map<string, JobCounts>> {
  const { rows } = await database.query(
    `SELECT name,
            count(*) FILTER (WHERE state = 'created')::int AS waiting,
            count(*) FILTER (WHERE state = 'retry')::int AS retrying,
            count(*) FILTER (WHERE state = 'active')::int AS active,
            extract(epoch FROM min(created_on))::float8 * 1000 AS "oldestMs"
     FROM pgboss.job WHERE state < 'completed' AND data->>'tenantId' = $1 GROUP BY name`,
    [tenantId],
  );
  const loads = rows as { name: string; waiting: number; retrying: number; active: number; oldestMs: number }[];
  return new Map(loads.map(({ name, oldestMs, ...load }) => [name, { ...load, oldestAt: new Date(oldestMs) }]));
}
