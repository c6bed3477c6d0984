import * as z from 'zod';

import { groupBy } from '../domain/group-by.ts';
import { ENDED } from '../domain/incidents/judging/incident-progress.ts';
import type { Logger } from '../logger.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import { type IncidentNews, resolved } from '../store/incidents/apply-verdicts.ts';
import { type IncidentChange, writeIncidentChanges } from '../store/incidents/incident-changes.ts';
import {
  findAwake,
  findStray,
  holdIncidents,
  type IncidentToTend,
  lockToTend,
} from '../store/incidents/open-incidents.ts';
import type { LateTable } from '../store/incidents/watch/dataset-refreshes.ts';
import type { JobQueue } from '../store/queue/job-queue.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import { lookAtRefreshes, type LookAtRefreshesParts } from './look-at-refreshes.ts';
import { startRecurringJob } from './recurring-job.ts';

export interface TendIncidentsParts extends LookAtRefreshesParts {
  logger: Logger;
  /** Called with what became of incidents, once it is committed. */
  onIncident?: (news: IncidentNews) => void;
}

/** Incidents that one look finds. */
const BATCH_SIZE = 200;
const BUDGET_MS = 30_000;
const LEASE_SECONDS = 300;
/** There is no place yet from which to continue. Older versions queue nothing else. */
const ANEW = 'rest';

/** Does every minute, and once now, what time asks of incidents; one of all instances does it. */
export async function startTendingIncidents(parts: TendIncidentsParts & { queue: JobQueue }): Promise<void> {
  const { database, queue, clock } = parts;
  await startRecurringJob({
    ...{ database, queue, clock, name: 'tend-incidents', schedule: '* * * * *', leaseSeconds: LEASE_SECONDS },
    run: (from, at) => tendIncidents(parts, { from, at }),
  });
}

export interface TendIncidentsRun {
  /** What the part before returned. If left out: a new run. */
  from?: string | undefined;
  /** Time of the run, the same for all of its parts. If left out: now. */
  at?: Date;
  budgetMs?: number;
  /** Tables that one search finds. */
  batchSize?: number;
}

/**
 * Wakes what was snoozed until now, resolves what belongs to entities that are deprecated or bound to another dataset, and
 * looks for tables that are late. Returns where the next part is to continue; undefined: all is done. It may run twice, or
 * overlap another run.
 */
export async function tendIncidents(
  parts: TendIncidentsParts,
  { from, at, budgetMs = BUDGET_MS, batchSize }: TendIncidentsRun = {},
): Promise<string | undefined> {
  const { database, unitOfWork, clock, logger, onIncident } = parts;
  const endMs = performance.now() + budgetMs;
  const db = drizzleOn(database);
  const report = (tenantId: string, news: IncidentNews) => {
    logger.info({ ...news, tenantId }, news.kind === 'OPENED' ? 'incident opened' : 'incident resolved');
    onIncident?.(news);
  };

  const awake = await findAwake(db, clock(), BATCH_SIZE);
  await tendEach(unitOfWork, awake, ({ row }) => wakeOf(row, clock()));
  const stray = await findStray(db, BATCH_SIZE);
  await tendEach(
    unitOfWork,
    stray,
    ({ row, isActive, isRebound }) => {
      const text = isActive ? (isRebound ? ENDED.rebound : undefined) : ENDED.deprecated;
      return text === undefined ? undefined : resolved(row, text, clock());
    },
    report,
  );
  const looks = { after: placeIn(from), dueBy: at ?? clock(), endMs, batchSize };
  const { news, isDone, after } = await lookAtRefreshes(parts, looks);
  for (const { tenantId, ...one } of news) report(tenantId, one);
  if (isDone && awake.length < BATCH_SIZE && stray.length < BATCH_SIZE) return undefined;
  return after ? JSON.stringify(after) : ANEW;
}

const placeSchema = z.object({ tenantId: z.string(), schema: z.string(), table: z.string() });

function placeIn(from: string | undefined): LateTable | undefined {
  return from === undefined || from === ANEW ? undefined : placeSchema.parse(JSON.parse(from));
}

type ToTend = Awaited<ReturnType<typeof lockToTend>>[number];

async function tendEach(
  unitOfWork: UnitOfWork,
  found: readonly IncidentToTend[],
  changeOf: (one: ToTend) => IncidentChange | undefined,
  report?: (tenantId: string, news: IncidentNews) => void,
): Promise<void> {
  for (const [tenantId, ofTenant] of groupBy(found, (one) => one.tenantId)) {
    const changes = await unitOfWork.transaction(async (tx) => {
      await holdIncidents(tx.db, tenantId);
      const ids = ofTenant.map(({ id }) => id);
      const made = (await lockToTend(tx.db, tenantId, ids)).flatMap((one) => changeOf(one) ?? []);
      await writeIncidentChanges(tx, tenantId, made);
      return made;
    });
    for (const { incident } of changes) {
      report?.(tenantId, { kind: 'RESOLVED', incidentId: incident.id, cause: incident.cause });
    }
  }
}

function wakeOf(incident: ToTend['row'], now: Date): IncidentChange | undefined {
  if (incident.status !== 'SNOOZED' || !incident.snoozedUntil || incident.snoozedUntil > now) return undefined;
  return {
    incident: { ...incident, status: 'OPEN', snoozedUntil: null },
    step: { kind: 'WOKEN', actor: null, text: null, at: now, details: null },
  };
}
