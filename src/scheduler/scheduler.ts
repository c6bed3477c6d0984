import cron from 'cron-parser';
import * as z from 'zod';

import { createEvent, deriveId } from '../events/create-event.ts';
import type { Entity } from '../domain/entity.ts';
import { duePriority, type ProfilingPolicy } from '../domain/profiling-policy.ts';
import type { Clock, Logger } from '../logger.ts';
import { drizzleOn } from '../store/drizzle.ts';
import { findDueEntities, markDue } from '../store/entities.ts';
import type { JobQueue } from '../store/job-queue.ts';
import type { Database } from '../store/sql.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';

export interface SchedulerParts {
  database: Database;
  unitOfWork: UnitOfWork;
  policy: ProfilingPolicy;
  clock: Clock;
  logger: Logger;
}

/** Due events that one transaction emits. */
const PAGE_SIZE = 500;
const QUEUE = 'find-due-profiles';
const MINUTE_MS = 60_000;
const passSchema = z.object({ at: z.coerce.date() });

/**
 * Looks for stale profiles by cron (UTC), and once now. Each pass is a durable job whose id is its time, so that one
 * instance of all runs it; it puts the next one into the queue before it does anything else.
 */
export async function startScheduler(parts: SchedulerParts & { queue: JobQueue; schedule: string }): Promise<void> {
  const { database, queue, schedule, clock, logger } = parts;

  function passAt(time: Date) {
    return {
      queue: QUEUE,
      id: deriveId('pass', time.toISOString()),
      data: { at: time.toISOString() },
      startAfter: time,
    };
  }

  /** Behind the pass that runs, too: a clock that is behind the database's must not give the same pass again. */
  function nextPass(running?: Date) {
    const currentDate = new Date(Math.max(clock().getTime(), running?.getTime() ?? 0));
    return passAt(cron.parseExpression(schedule, { currentDate, utc: true }).next().toDate());
  }

  await queue.work(
    { name: QUEUE, leaseSeconds: 900, retryLimit: 5, retryDelaySeconds: 5, concurrency: 1, buried: false },
    async ({ data }) => {
      await queue.insert(database, [nextPass(passSchema.parse(data).at)]);
      const emitted = await reportDueProfiles(parts);
      logger.info({ emitted }, 'scheduler pass');
    },
  );
  // Instances that start in the same minute share one pass.
  const thisMinute = new Date(Math.floor(clock().getTime() / MINUTE_MS) * MINUTE_MS);
  await queue.insert(database, [passAt(thisMinute), nextPass()]);
  queue.wake([QUEUE]);
}

/**
 * Emits metadata.profile.due for every entity whose profile is stale, or was never made, and returns how many.
 * An entity that is due already and not judged yet is left alone, so that a pass may be repeated or overlap another.
 */
export async function reportDueProfiles({ database, unitOfWork, policy, clock }: SchedulerParts): Promise<number> {
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
  return emitted;
}

function dueEvent(entity: Entity, policy: ProfilingPolicy, now: Date) {
  const { tenantId, entityType, id, canonicalKey, tier, lastProfiledAt } = entity;
  return createEvent({
    type: 'metadata.profile.due',
    tenantId,
    source: 'kernel.scheduler',
    createdAt: now,
    payload: {
      entityType,
      entityId: id,
      canonicalKey,
      tier,
      priority: duePriority(policy, tier, lastProfiledAt, now),
      reason: 'SCHEDULE',
      ...(lastProfiledAt && { lastProfiledAt: lastProfiledAt.toISOString() }),
    },
  });
}
