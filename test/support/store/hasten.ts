import type { TestServer } from '../server/test-server.ts';

export interface Hastened {
  /** Left out: of all queues. */
  queue?: string;
  /** Those that were planned for later, or those that failed and wait for their next attempt. */
  state: 'created' | 'retry';
  /** Whether their next attempt is to be the last. */
  isLast?: boolean;
  /** Only the first that is planned. */
  isFirst?: boolean;
}

/** Has jobs run at once that wait for a later time. Returns how many there were. */
export async function hasten(server: TestServer, hastened: Hastened): Promise<number> {
  const { queue = null, state, isLast = false, isFirst = false } = hastened;
  const { rows } = await server.parts.database.query(
    `UPDATE pgboss.job SET start_after = now(), retry_count = CASE WHEN $3 THEN retry_limit ELSE retry_count END
     WHERE state = $2::pgboss.job_state AND start_after > now() AND (name, id) IN (
       SELECT name, id FROM pgboss.job WHERE state = $2::pgboss.job_state AND ($1::text IS NULL OR name = $1)
       ORDER BY start_after LIMIT CASE WHEN $4 THEN 1 END)
     RETURNING name`,
    [queue, state, isLast, isFirst],
  );
  server.wakeQueues(new Set((rows as { name: string }[]).map(({ name }) => name)));
  return rows.length;
}
