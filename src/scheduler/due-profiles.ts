import type { Clock } from '../domain/clock.ts';
import { profilingPolicyOf } from '../domain/monitoring/monitoring-policy.ts';
import { createEvent } from '../events/schemas/create-event.ts';
import { ENTITY_TYPES, type EntityType } from '../events/schemas/vocabulary.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import {
  findHolders,
  findTurns,
  holdTurns,
  type SchedulerTurn,
  takeTurns,
} from '../store/monitoring/scheduler-turns.ts';
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
import { isPassDue } from './pass-is-due.ts';
import { jobOfRun, startRecurringJob } from './recurring-job.ts';

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
  /** Cron expression of five fields, in the time zone of each tenant's policy. */
  schedule: string;
}

const PASSES = 'find-due-profiles';
/** The pass at the start of an instance is for all tenants, whatever the schedule says. */
const ALL_TENANTS = 'all';

/**
 * Looks for stale profiles of each tenant by cron in the time zone of its policy, and of all tenants once now; one of all
 * instances does it. A tenant has one pass for a time of the schedule, whoever crashes: it is taken in the store, by the job
 * that makes it. A time that came while no instance ran, or before a time zone was changed to one in which it had come
 * already, is made up for within a minute.
 */
export async function startDueProfiles(parts: DueProfilesParts & SchedulePart): Promise<void> {
  const { database, queue, policies, schedule, clock, logger } = parts;
  const { timeZone } = policies.defaults;
  await startRecurringJob({
    ...{ database, queue, clock, name: PASSES, schedule, timeZone, leaseSeconds: 900, first: ALL_TENANTS },
    async run(from, at) {
      await takePass(parts, at, from === ALL_TENANTS);
      const emitted = await reportDueProfiles(parts, at);
      logger.info({ emitted }, 'scheduler pass');
      return undefined;
    },
  });
  // The default zone has its times in the queue already. Those of the others, and what was missed, are found here.
  await startRecurringJob({
    ...{ database, queue, clock, name: 'find-due-time-zones', schedule: '* * * * *', leaseSeconds: 60 },
    async run(_, at) {
      const turns = await findTurns(drizzleOn(database), timeZone);
      if (!turns.some((turn) => isTurn(turn, schedule, at))) return undefined;
      await queue.insert(database, [jobOfRun(PASSES, at)]);
      queue.wake([PASSES]);
      return undefined;
    },
  });
}

/** The pass of this time is for the tenants whose local time has come, or for all; it may be taken again. */
export async function takePass(
  { unitOfWork, policies, schedule }: Pick<DueProfilesParts & SchedulePart, 'unitOfWork' | 'policies' | 'schedule'>,
  at: Date,
  isForAll = false,
): Promise<void> {
  const { timeZone } = policies.defaults;
  await unitOfWork.transaction(async ({ db }) => {
    await holdTurns(db);
    const turns = await findTurns(db, timeZone);
    const due = turns.filter((turn) => isForAll || isTurn(turn, schedule, at));
    if (due.length > 0) await takeTurns(db, timeZone, { turns: due, at });
  });
}

function isTurn({ timeZone, passAt }: SchedulerTurn, schedule: string, at: Date): boolean {
  return isPassDue({ schedule, timeZone, lastPass: passAt, at });
}

/**
 * Emits metadata.profile.due for every entity whose profile is stale, or was never made, and returns how many: of the
 * tenants that have taken the pass of the time `of`, or of all. An entity that is already due and not evaluated yet is
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
  await recordSchedulerRun(db, now, of ? [...timeZones] : null);
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
