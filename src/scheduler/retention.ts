import type { Clock } from '../domain/clock.ts';
import { DAY_MS } from '../domain/time-units.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import { findTenantsToTrim, trimStreamWithin } from '../store/log/trim-stream.ts';
import type { JobQueue } from '../store/queue/job-queue.ts';
import { startRecurringJob } from './recurring-job.ts';

export interface RetentionParts {
  database: Database;
  /** Age from which events are removed. */
  retentionDays: number;
  clock: Clock;
}

/** After this time, a job leaves the rest to a further one; its lease is much longer. */
const BUDGET_MS = 30_000;
const LEASE_SECONDS = 300;

/** Removes old events every hour, and once now; one of all instances does it. */
export async function startRetention(parts: RetentionParts & { queue: JobQueue; logger: Logger }): Promise<void> {
  const { database, queue, clock, logger } = parts;
  await startRecurringJob({
    database,
    queue,
    clock,
    name: 'remove-old-events',
    schedule: '0 * * * *',
    leaseSeconds: LEASE_SECONDS,
    async run(from) {
      const { removed, rest } = await removeExpiredEvents(parts, { from });
      logger.info({ removed, isDone: rest === undefined }, 'retention pass');
      return rest;
    },
  });
}

export interface Removal {
  /** How many events were removed. */
  removed: number;
  /** The tenant with which the rest begins, if the time was not sufficient. */
  rest: string | undefined;
}

/**
 * Removes the events of every tenant that are older than the retention, batch by batch, beginning with the given
 * tenant. It may run twice, or overlap another.
 */
export async function removeExpiredEvents(
  { database, retentionDays, clock }: RetentionParts,
  { from, budgetMs = BUDGET_MS }: { from?: string | undefined; budgetMs?: number } = {},
): Promise<Removal> {
  const before = new Date(clock().getTime() - retentionDays * DAY_MS);
  const endMs = performance.now() + budgetMs;
  let removed = 0;
  for (const tenantId of await findTenantsToTrim(drizzleOn(database), before, from)) {
    if (removed > 0 && performance.now() > endMs) return { removed, rest: tenantId };
    const trim = await trimStreamWithin(database, { tenantId, before, budgetMs: endMs - performance.now() });
    removed += trim.removed;
    if (!trim.isDone) return { removed, rest: tenantId };
  }
  return { removed, rest: undefined };
}
