import type { Clock } from '../domain/clock.ts';
import { type Entity, subjectOf } from '../domain/entities/entity.ts';
import { duePriority, type ProfilingPolicy } from '../domain/profiling/profiling-policy.ts';
import { createEvent } from '../events/schemas/create-event.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import { findDueEntities, markDue } from '../store/profiling/due-marks.ts';
import { recordSchedulerRun } from '../store/profiling/scheduler-runs.ts';
import type { JobQueue } from '../store/queue/job-queue.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { startRecurringJob } from './recurring-job.ts';

export interface DueProfilesParts {
  database: Database;
  unitOfWork: UnitOfWork;
  policy: ProfilingPolicy;
  clock: Clock;
  logger: Logger;
}

/** Due events that one transaction emits. */
const PAGE_SIZE = 500;

/** Looks for stale profiles by cron (UTC), and once now; one of all instances does it. */
export async function startDueProfiles(parts: DueProfilesParts & { queue: JobQueue; schedule: string }): Promise<void> {
  const { database, queue, schedule, clock, logger } = parts;
  await startRecurringJob({
    database,
    queue,
    clock,
    name: 'find-due-profiles',
    schedule,
    leaseSeconds: 900,
    async run() {
      const emitted = await reportDueProfiles(parts);
      logger.info({ emitted }, 'scheduler pass');
      return undefined;
    },
  });
}

/**
 * Emits metadata.profile.due for every entity whose profile is stale, or was never made, and returns how many. An
 * entity that is already due and not evaluated yet is skipped, so that a run can be repeated or overlap another; an
 * entity that another transaction is changing at the moment is left to the next run.
 */
export async function reportDueProfiles({ database, unitOfWork, policy, clock }: DueProfilesParts): Promise<number> {
  const now = clock();
  const due = await findDueEntities(drizzleOn(database), policy, now);
  let emitted = 0;
  for (let start = 0; start < due.length; start += PAGE_SIZE) {
    const page = due.slice(start, start + PAGE_SIZE);
    emitted += await unitOfWork.transaction(async (tx) => {
      const marked = await markDue(tx.db, page, now, policy);
      const ours = page.filter(({ id }) => marked.has(id));
      for (const entity of ours) tx.emit(dueEvent(entity, policy, now));
      return ours.length;
    });
  }
  await recordSchedulerRun(drizzleOn(database), now);
  return emitted;
}

function dueEvent(entity: Entity, policy: ProfilingPolicy, now: Date) {
  const { tenantId, tier, lastProfiledAt } = entity;
  return createEvent({
    type: 'metadata.profile.due',
    tenantId,
    source: 'kernel.scheduler',
    createdAt: now,
    payload: {
      ...subjectOf(entity),
      priority: duePriority(policy, tier, lastProfiledAt, now),
      reason: 'SCHEDULE',
      ...(lastProfiledAt && { lastProfiledAt: lastProfiledAt.toISOString() }),
    },
  });
}
