import * as z from 'zod';

import type { Sql } from '../database/sql.ts';

/** A job that this instance has taken: until its lease is over, no other instance takes it. */
export interface TakenJob {
  id: string;
  data: unknown;
  /** 1 for the first attempt. */
  attempt: number;
  retryLimit: number;
  /** How the previous attempt ended. */
  output: unknown;
}

/** As pg-boss takes jobs, but in the order of an index: it sorts all that wait. */
const TAKE = `
  WITH next AS (
    SELECT id FROM pgboss.job WHERE name = $1 AND state < 'active' AND start_after <= now()
    ORDER BY start_after LIMIT $2 FOR UPDATE SKIP LOCKED
  )
  UPDATE pgboss.job SET state = 'active', started_on = now(),
    retry_count = CASE WHEN started_on IS NULL THEN retry_count ELSE retry_count + 1 END
  FROM next WHERE job.name = $1 AND job.id = next.id
  RETURNING job.id, data, retry_count + 1 AS attempt, retry_limit AS "retryLimit", output`;

export async function takeJobs(sql: Sql, queue: string, limit: number): Promise<TakenJob[]> {
  const { rows } = await sql.query(TAKE, [queue, limit], { values: 'driver', isRepeated: true });
  return rows as TakenJob[];
}

/** The lease of a job that had to wait begins again; false if another worker has taken it over. */
const RENEW = `UPDATE pgboss.job SET started_on = now()
  WHERE name = $1 AND id = $2::uuid AND state = 'active' AND retry_count = $3`;

export async function renewLease(sql: Sql, queue: string, { id, attempt }: TakenJob): Promise<boolean> {
  return (await sql.query(RENEW, [queue, id, attempt - 1])).rowCount === 1;
}

/** As before they were taken. */
const GIVE_BACK = `UPDATE pgboss.job SET
    state = (CASE WHEN retry_count = 0 THEN 'created' ELSE 'retry' END)::pgboss.job_state,
    started_on = CASE WHEN retry_count > 0 THEN started_on END, retry_count = greatest(retry_count - 1, 0)
  WHERE name = $1 AND id = ANY ($2::uuid[]) AND state = 'active'`;

export async function giveBackJobs(sql: Sql, queue: string, jobs: readonly TakenJob[]): Promise<void> {
  await sql.query(GIVE_BACK, [queue, jobs.map(({ id }) => id)]);
}

/** Finished jobs that nobody looks at are not kept: that would be another version of each row, and a copy later. */
const REMOVE = `DELETE FROM pgboss.job WHERE name = $1 AND id = ANY ($2::uuid[]) AND state = 'active'`;

export async function removeJobs(sql: Sql, queue: string, ids: readonly string[]): Promise<void> {
  await sql.query(REMOVE, [queue, [...ids]], { isRepeated: true });
}

const LOOK = `
  SELECT queue.name,
    (SELECT extract(epoch FROM start_after - now())::float8 * 1000 FROM pgboss.job
     WHERE job.name = queue.name AND state < 'active' ORDER BY start_after LIMIT 1) AS "dueInMs",
    EXISTS (SELECT FROM pgboss.job
      WHERE job.name = queue.name AND state = 'active' AND started_on + expire_in < now()) AS "hasExpired"
  FROM unnest($1::text[]) AS queue (name)`;

const lookSchema = z.array(z.object({ name: z.string(), dueInMs: z.number().nullable(), hasExpired: z.boolean() }));

/** In how long the next job of each queue is due, negative if it is already, and whether leases are over. */
export async function lookAtQueues(sql: Sql, queues: readonly string[]) {
  return lookSchema.parse((await sql.query(LOOK, [[...queues]], { isRepeated: true })).rows);
}

/**
 * The worker was lost and the job is not to blame, but pg-boss delays its retry like that of a failed one. It has waited
 * longest, so it comes before all that wait now.
 */
const AT_ONCE_AFTER_LEASE = `
  UPDATE pgboss.job SET start_after = created_on
  WHERE state = 'retry' AND start_after > now() AND output->'value'->>'message' = 'job failed by timeout in active state'`;

export async function resumeExpiredJobs(sql: Sql): Promise<void> {
  await sql.query(AT_ONCE_AFTER_LEASE);
}

/** Undefined if the queue has it. */
const MISSING_INDEX = `
  SELECT format('CREATE INDEX IF NOT EXISTS %1$I ON pgboss.%2$I (started_on) WHERE state = ''active''', index, table_name) AS text
  FROM (SELECT partition_name AS table_name, partition_name || '_run' AS index FROM pgboss.queue WHERE name = $1) AS queue
  WHERE to_regclass(format('pgboss.%I', index)) IS NULL`;

/** Jobs whose lease is over are found without reading those that wait. */
export async function indexRunningJobs(sql: Sql, queue: string): Promise<void> {
  const { rows } = await sql.query(MISSING_INDEX, [queue]);
  for (const { text } of z.array(z.object({ text: z.string() })).parse(rows)) await sql.query(text);
}

/**
 * Has every session see the partition of a queue that was just created. One that looked for the partitions in the moment
 * of the creation would go on without it: Postgres 15 was seen to do so once in about a thousand times.
 */
export async function showPartitions(sql: Sql): Promise<void> {
  // Changes nothing, and says to all sessions that the table has changed.
  await sql.query('ALTER TABLE ONLY pgboss.job ALTER COLUMN name SET STATISTICS -1');
}
