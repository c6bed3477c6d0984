import type { Clock } from '../domain/clock.ts';
import { profilingPolicyOf } from '../domain/monitoring/monitoring-policy.ts';
import { createEvent } from '../events/schemas/create-event.ts';
import { ENTITY_TYPES, type EntityType } from '../events/schemas/vocabulary.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import { endTurns, findHolders, findTurns, holdTurns, takeTurns } from '../store/monitoring/scheduler-turns.ts';
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
import { hasTurn } from './has-turn.ts';
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
  queue: Pick<JobQueue, 'work' | 'insert' | 'wake'>;
  /** Cron expression of five fields, in the time zone of each tenant's policy. */
  schedule: string;
}

const LEASE_SECONDS = 900;
/** What passes add to their minute, because no two may have the same time: by it, a pass finds the tenants that it has. */
const OFFSET_MS = { scheduled: 0, missed: 1, first: 2 };
/** The pass at the start of an instance is for all tenants, whatever the schedule says. */
const ALL_TENANTS = 'all';

/**
 * Looks for stale profiles of each tenant by cron in the time zone of its policy, and of all tenants once now; one of all
 * instances does it. A tenant has one pass for a time of the schedule, whoever crashes: it is taken in the store, by the job
 * that makes it. A time that came while no instance ran, or before a time zone was changed to one in which it had come
 * already, is made up for within a minute, and a pass that failed for good within its lease.
 */
export async function startDueProfiles(parts: DueProfilesParts & SchedulePart): Promise<void> {
  const { database, queue, policies, schedule, clock, logger } = parts;
  const { timeZone } = policies.defaults;
  const makePass = async (at: Date, isForAll: boolean) => {
    await takePass(parts, at, isForAll);
    const emitted = await reportDueProfiles(parts, at);
    logger.info({ emitted }, 'scheduler pass');
  };
  const shared = { database, queue, clock, leaseSeconds: LEASE_SECONDS };
  await startRecurringJob({
    ...{ ...shared, name: 'find-due-profiles', schedule, timeZone, first: ALL_TENANTS },
    async run(from, minute) {
      const isForAll = from === ALL_TENANTS;
      await makePass(later(minute, isForAll ? OFFSET_MS.first : OFFSET_MS.scheduled), isForAll);
      return undefined;
    },
  });
  // The default zone has its times in the queue already. Those of the others, and what was missed, have their pass here: an
  // instance of an older version, which takes nobody's turn, does not work on this queue.
  await startRecurringJob({
    ...{ ...shared, name: 'find-due-time-zones', schedule: '* * * * *' },
    async run(_, minute) {
      const at = later(minute, OFFSET_MS.missed);
      const turns = await findTurns(drizzleOn(database), timeZone);
      if (turns.some((turn) => hasTurn(turn, { schedule, at, isForAll: false }))) await makePass(at, false);
      return undefined;
    },
  });
}

function later(minute: Date, ms: number): Date {
  return new Date(minute.getTime() + ms);
}

/**
 * The pass of this time is for the tenants whose local time has come, or for all, until it has ended or its lease is over; it
 * may be taken again.
 */
export async function takePass(
  { unitOfWork, policies, schedule }: Pick<DueProfilesParts & SchedulePart, 'unitOfWork' | 'policies' | 'schedule'>,
  at: Date,
  isForAll = false,
): Promise<void> {
  const { timeZone } = policies.defaults;
  await unitOfWork.transaction(async ({ db }) => {
    await holdTurns(db);
    const turns = await findTurns(db, timeZone);
    const due = turns.filter((turn) => hasTurn(turn, { schedule, at, isForAll }));
    if (due.length > 0) await takeTurns(db, timeZone, { turns: due, at, leaseSeconds: LEASE_SECONDS });
  });
}

/**
 * Emits metadata.profile.due for every entity whose profile is stale, or was never made, and returns how many: of the
 * tenants that the pass of the time `of` holds, which then has ended, or of all. An entity that is already due and not evaluated yet is
 * skipped, so that a run can be repeated or overlap another; an entity that another transaction is changing at the moment
 * is left to the next run. Memory does not grow with their number.
 */
export async function reportDueProfiles(
  { database, unitOfWork, policies, clock }: DueProfilesParts,
  of?: Date,
): Promise<number> {
  const now = clock();
  const db = drizzleOn(database);
  const own = await policies.readOwn(db);
  const isFor = of ? await findHolders(db, of) : () => true;
  const timeZones = new Set([...own].flatMap(([tenantId, policy]) => (isFor(tenantId) ? [policy.timeZone] : [])));
  if (isFor('')) timeZones.add(policies.defaults.timeZone);
  if (timeZones.size === 0) return 0;
  const moments: DueMoments = {
    defaults: profilingPolicyOf(policies.defaults),
    own: new Map(Array.from(own, ([tenantId, policy]) => [tenantId, profilingPolicyOf(policy)])),
    now,
  };
  let emitted = 0;
  for (const entityType of ENTITY_TYPES) {
    const due = await findDueShares(db, entityType, moments);
    let open: DueStretch[] = due.filter(({ tenantId }) => isFor(tenantId));
    while (open.length > 0) {
      const shares = open;
      const { count, rest } = await unitOfWork.transaction((tx) => reportPage(tx, { entityType, shares, moments }));
      emitted += count;
      open = rest;
    }
  }
  await unitOfWork.transaction(async (tx) => {
    await recordSchedulerRun(tx.db, now, of ? [...timeZones] : null);
    if (of) await endTurns(tx.db, of);
  });
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
