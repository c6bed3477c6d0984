import * as z from 'zod';

import type { QueueDepth } from '../../domain/administration/queue-depth.ts';
import type { Sql } from '../database/sql.ts';

const rowSchema = z.object({
  queue: z.string(),
  state: z.enum(['waiting', 'delayed', 'active']),
  jobs: z.coerce.number(),
  oldest: z.coerce.number(),
});

/** Finished jobs are deleted after minutes, so little more is scanned than is counted. */
const DEPTHS = `
  SELECT name AS queue, work.state, count(*) AS jobs,
    max(CASE WHEN work.state = 'waiting' THEN greatest(extract(epoch FROM now() - start_after), 0) ELSE 0 END) AS oldest
  FROM pgboss.job, LATERAL (
    SELECT CASE WHEN job.state = 'active' THEN 'active' WHEN start_after > now() THEN 'delayed' ELSE 'waiting' END AS state
  ) work
  WHERE job.state < 'completed'
  GROUP BY 1, 2`;

/** The unfinished jobs of all instances, in one query. */
export async function findQueueDepths(sql: Sql): Promise<QueueDepth[]> {
  const { rows } = await sql.query(DEPTHS);
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ oldest, ...depth }) => ({ ...depth, oldestWaitingSeconds: oldest }));
}
