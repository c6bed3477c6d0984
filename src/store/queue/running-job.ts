import type { Sql } from '../database/sql.ts';

/** A job as its handler gets it. */
export interface RunningJob {
  id: string;
  data: unknown;
  /** 1 for the first attempt. */
  attempt: number;
}

/** How first attempts are run many at a time. */
export interface TogetherHandler {
  /**
   * Runs jobs in one transaction, in which it calls `finish` with those that it has run, and returns the others: they
   * are run alone. If it rejects, none of them has run; then they are run in smaller groups, and in the end alone.
   */
  run: (
    jobs: readonly RunningJob[],
    finish: (sql: Sql, jobs: readonly RunningJob[]) => Promise<void>,
  ) => Promise<readonly RunningJob[]>;
}

export interface DeadJob {
  id: string;
  data: unknown;
  error: string;
  attempts: number;
}
