import type { Sql } from '../database/sql.ts';
import { lookAtQueues, resumeExpiredJobs } from './job-statements.ts';
import { repeat } from './repeat.ts';

export interface JobLookParts {
  database: Sql;
  /** The queues to look at. */
  queues: () => readonly string[];
  /** Makes jobs whose lease is over wait for their next attempt. */
  expire: () => Promise<unknown>;
  wake: (queue: string) => void;
  onError: (error: unknown) => void;
}

/**
 * How often each instance looks at its queues, in one statement. It finds what no wake-up announced, when the next
 * delayed jobs are due, and leases that are over: this is what a takeover adds to the lease.
 */
const LOOK_MS = 1_500;

/** So that a job is not looked for a moment before it is due. */
const MARGIN_MS = 2;

/** Looks at the queues again and again, and wakes who works on those that have jobs, at the time at which these are due. */
export function startJobLook({ database, queues, expire, wake, onError }: JobLookParts) {
  const timers = new Set<NodeJS.Timeout>();

  function wakeIn(queue: string, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      wake(queue);
    }, ms);
    timers.add(timer);
  }

  const looks = repeat(LOOK_MS, onError, async () => {
    const names = queues();
    if (names.length === 0) return;
    const found = await lookAtQueues(database, names);
    for (const { name, dueInMs } of found) {
      if (dueInMs !== null && dueInMs < LOOK_MS) wakeIn(name, Math.max(Math.ceil(dueInMs) + MARGIN_MS, 0));
    }
    if (!found.some(({ hasExpired }) => hasExpired)) return;
    await expire();
    await resumeExpiredJobs(database);
    for (const name of names) wake(name);
  });

  return {
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await looks.stop();
    },
  };
}
