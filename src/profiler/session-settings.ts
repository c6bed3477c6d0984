import type { Sql } from '../store/database/sql.ts';

/** Memory that all sorts of one measurement share, in kB, in all its sessions: Postgres allows each of them work_mem. */
const SORT_MEMORY_KB = 128 * 1024;
const LEAST_WORK_MEM_KB = 64;

/**
 * Until the transaction ends: values read the same whatever the server or the user has set, the sorts share a memory
 * limit, and planning stays cheap for wide tables. With 1,600 columns, 23 s of 24 were spent on the search for the best
 * order in which to read for all count(DISTINCT) at once (measured on Postgres 18; versions before 16 refuse the
 * setting), and compiling thousands of expressions takes longer than running them. Postgres refuses to hide rows by row
 * level security: a hidden table must not look like an empty one. From here on, no statement waits for a lock: a table
 * that was emptied and filled meanwhile would look empty.
 */
export async function applySessionSettings(sql: Sql, { sorts }: { sorts: number }): Promise<void> {
  const workMemKb = Math.max(LEAST_WORK_MEM_KB, Math.floor(SORT_MEMORY_KB / sorts));
  await sql.query(
    `SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true),
       set_config('IntervalStyle', 'postgres', true), set_config('extra_float_digits', '1', true),
       set_config('jit', 'off', true), set_config('row_security', 'off', true),
       set_config('lock_timeout', '1ms', true),
       CASE WHEN current_setting('enable_presorted_aggregate', true) IS NOT NULL
         THEN set_config('enable_presorted_aggregate', 'off', true) END,
       set_config('work_mem', least(pg_size_bytes(current_setting('work_mem')) / 1024, $1::int8) || 'kB', true)`,
    [String(workMemKb)],
  );
}

/** Limits the time of the following statements. Postgres takes 0 for no limit. */
export async function limitStatements(sql: Sql, timeoutMs: number): Promise<void> {
  await sql.query(`SELECT set_config('statement_timeout', $1, true)`, [String(Math.max(1, Math.ceil(timeoutMs)))]);
}
