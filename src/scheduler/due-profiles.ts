import type { Clock } from '../domain/clock.ts';
import { profilingPolicyOf } from '../domain/monitoring/monitoring-policy.ts';
import { createEvent } from '../events/schemas/create-event.ts';
import { ENTITY_TYPES, type EntityType } from '../events/schemas/vocabulary.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import type { StoredPolicies } from '../store/monitoring/stored-policies.ts';
import {
  type DueMoments,
  type DuePage,
  type DueStretch,
  findDueShares,
  markDue,
  markedRows,
} from '../store/profiling/due-marks.ts';
import { recordSchedulerRun } from '../store/profiling/scheduler-runs.ts';
import type { JobQueue } from '../store/queue/job-queue.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';
import { startRecurringJob } from './recurring-job.ts';

export interface DueProfilesParts {
  database: Database;
  unitOfWork: UnitOfWork;
  policies: Pick<StoredPolicies, 'defaults' | 'readOwn'>;
  clock: Clock;
  logger: Logger;
}

/** Due events that one transaction emits: it takes about half a second, of which the events of its tenants wait for a part. */
const PAGE_SIZE = 2_000;
/** Shares of which one transaction looks for what is due: there may be many tenants with little. */
const SHARES_PER_PAGE = 50;

export interface SchedulePart {
  queue: JobQueue;
  /** Cron expression of five fields, in the time zone of the default policy. */
  schedule: string;
}

/** Looks for stale profiles by cron, and once now; one of all instances does it. */
export async function startDueProfiles(parts: DueProfilesParts & SchedulePart): Promise<void> {
  const { database, queue, policies, schedule, clock, logger } = parts;
  await startRecurringJob({
    database,
    queue,
    clock,
    name: 'find-due-profiles',
    schedule,
    timeZone: policies.defaults.timeZone,
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
 * entity that another transaction is changing at the moment is left to the next run. Memory does not grow with their number.
 */
export async function reportDueProfiles({ database, unitOfWork, policies, clock }: DueProfilesParts): Promise<number> {
  const now = clock();
  const own = await policies.readOwn(drizzleOn(database));
  const moments: DueMoments = {
    defaults: profilingPolicyOf(policies.defaults),
    own: new Map(Array.from(own, ([tenantId, policy]) => [tenantId, profilingPolicyOf(policy)])),
    now,
  };
  let emitted = 0;
  for (const entityType of ENTITY_TYPES) {
    let open: DueStretch[] = await findDueShares(drizzleOn(database), entityType, moments);
    while (open.length > 0) {
      const shares = open;
      const { count, rest } = await unitOfWork.transaction((tx) => reportPage(tx, { entityType, shares, moments }));
      emitted += count;
      open = rest;
    }
  }
  await recordSchedulerRun(drizzleOn(database), now);
  return emitted;
}

/** Reports what is due in the first shares. Returns how much that was, and the shares in which there may be more. */
async function reportPage(tx: Transaction, { entityType, shares, moments }: Omit<DuePage, 'limit'>) {
  const page = shares.slice(0, SHARES_PER_PAGE);
  const others = shares.slice(SHARES_PER_PAGE);
  const duePage = { entityType, shares: page, moments, limit: PAGE_SIZE };
  const marked = await markDue(tx.db, duePage);
  const count = marked.reduce((sum, part) => sum + part.count, 0);
  if (count > 0) tx.emitLike(dueEvent(entityType, moments.now), markedRows(duePage, marked));
  if (count < PAGE_SIZE) return { count, rest: others };
  const lasts = new Map(marked.map(({ part, last }) => [part, last]));
  const open = page.map((share, part) => ({ ...share, after: lasts.get(part) ?? share.after }));
  return { count, rest: [...open, ...others] };
}

/** What all due events of a type have in common. Tenant and payload are completed for each entity. */
function dueEvent(entityType: EntityType, now: Date) {
  return createEvent({
    type: 'metadata.profile.due',
    tenantId: 'any',
    source: 'kernel.scheduler',
    createdAt: now,
    payload: { entityType, entityId: '-', canonicalKey: '-', tier: 'tier1', priority: 'low', reason: 'SCHEDULE' },
  });
}
