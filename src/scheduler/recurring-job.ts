import cron from 'cron-parser';
import * as z from 'zod';

import type { Clock } from '../domain/clock.ts';
import { MINUTE_MS } from '../domain/time-units.ts';
import { deriveId } from '../events/schemas/create-event.ts';
import type { Sql } from '../store/database/sql.ts';
import type { Job, JobQueue } from '../store/queue/job-queue.ts';

export interface RecurringJobParts {
  database: Sql;
  queue: Pick<JobQueue, 'work' | 'insert' | 'wake'>;
  clock: Clock;
  /** Name of the queue. */
  name: string;
  /** Cron expression of five fields. */
  schedule: string;
  /** Time zone of the schedule. If left out: UTC. */
  timeZone?: string;
  /** Longer than one run takes. */
  leaseSeconds: number;
  /** Where the run at the start begins, as `from`. If left out, it is the same as one of the schedule in this minute. */
  first?: string;
  /**
   * Makes the run of the time `at`, or the part of it that begins at `from`, and returns where a further job is to
   * continue. It may run twice, or overlap another.
   */
  run: (from: string | undefined, at: Date) => Promise<string | undefined>;
}

const runSchema = z.object({
  at: z.coerce.date(),
  /** 0 for the first job of a run. */
  part: z.number().default(0),
  from: z.string().optional(),
});
type Run = z.output<typeof runSchema>;

/**
 * The job of a run, or of a part of it. Its id is the time, and where a run begins: while it exists, the same one again does
 * not create another.
 */
function jobOf(name: string, { at, part, from }: Run): Job {
  const time = at.toISOString();
  const begin = from === undefined ? [] : ['from', from];
  return {
    queue: name,
    id: part === 0 ? deriveId('pass', time, ...begin) : deriveId('pass', time, String(part)),
    data: { at: time, part, ...(from !== undefined && { from }) },
    startAfter: at,
  };
}

/**
 * Makes runs by cron, and one now. Each is a durable job whose id is its time, so that only one of all instances makes
 * it; it queues the next ones before it does anything else.
 */
export async function startRecurringJob(parts: RecurringJobParts): Promise<void> {
  const { database, queue, clock, name, schedule, timeZone = 'UTC', leaseSeconds, first, run } = parts;

  /**
   * The next two, so that one that fails for good does not end the chain. They are also later than the current run: a
   * clock behind the database's must not produce the same run again.
   */
  function nextRuns(running?: Date): Job[] {
    const currentDate = new Date(Math.max(clock().getTime(), running?.getTime() ?? 0));
    const times = cron.parseExpression(schedule, { currentDate, tz: timeZone });
    return [times.next(), times.next()].map((time) => jobOf(name, { at: time.toDate(), part: 0 }));
  }

  await queue.work(
    { name, leaseSeconds, retryLimit: 5, retryDelaySeconds: 5, concurrency: 1, hasDeadLetters: false },
    async ({ data }) => {
      const { at, part, from } = runSchema.parse(data);
      if (part === 0) await queue.insert(database, nextRuns(at));
      const rest = await run(from, at);
      if (rest === undefined) return;
      await queue.insert(database, [jobOf(name, { at, part: part + 1, from: rest })]);
      queue.wake([name]);
    },
  );
  // Instances that start in the same minute share one run.
  const thisMinute = new Date(Math.floor(clock().getTime() / MINUTE_MS) * MINUTE_MS);
  await queue.insert(database, [jobOf(name, { at: thisMinute, part: 0, from: first }), ...nextRuns()]);
  queue.wake([name]);
}
