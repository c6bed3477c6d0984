import type { Clock } from '../domain/clock.ts';
import type { Entity } from '../domain/entities/entity.ts';
import { judgeFreshness, usualIntervalMs } from '../domain/incidents/conditions/judge-freshness.ts';
import { isExcluded } from '../domain/monitoring/is-excluded.ts';
import type { MonitoringPolicies, MonitoringPolicy } from '../domain/monitoring/monitoring-policy.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/time-units.ts';
import { drizzleOn } from '../store/database/drizzle.ts';
import type { Database } from '../store/database/sql.ts';
import { applyVerdicts, type Finding, type IncidentNews } from '../store/incidents/apply-verdicts.ts';
import {
  type DatasetRefresh,
  findStatedLate,
  findToldOf,
  findToLookAt,
  holdRefreshes,
  type LateTable,
  type RefreshedTable,
  saveRefreshes,
} from '../store/incidents/watch/dataset-refreshes.ts';
import { findWatchedOfTable } from '../store/incidents/watch/watched-entities.ts';
import type { Transaction, UnitOfWork } from '../store/unit-of-work.ts';

export interface LookAtRefreshesParts {
  database: Database;
  unitOfWork: UnitOfWork;
  policies: MonitoringPolicies;
  clock: Clock;
}

const BATCH_SIZE = 100;
/** A table that is later than usual is looked at again after this time: policies and bindings change. */
const LOOK_AGAIN_MS = HOUR_MS;
const LOOK_AFTER_WINDOW_MS = 5 * MINUTE_MS;

export interface LooksAtRefreshes {
  /** Where the run before came to among the tables that are late by a stated bound. If left out: a new run. */
  after: LateTable | undefined;
  /** Tables that were to be looked at by then are; later ones wait for the next run. */
  dueBy: Date;
  /** As of `performance.now()`. */
  endMs: number;
  /** Tables that one search finds. */
  batchSize?: number | undefined;
}

/**
 * Opens an incident for every active entity whose table has not been refreshed for too long, once for each time that it is
 * late, table by table until the given time is over; `isDone` is whether all were looked at, and `after` where to continue.
 * Of entities that are not late by other bounds than before, the incident is resolved. It may run twice, or overlap
 * another run.
 */
export async function lookAtRefreshes(
  parts: LookAtRefreshesParts,
  { after, dueBy, endMs, batchSize = BATCH_SIZE }: LooksAtRefreshes,
): Promise<{ news: (IncidentNews & { tenantId: string })[]; isDone: boolean; after: LateTable | undefined }> {
  const { database, unitOfWork, policies, clock } = parts;
  const news: (IncidentNews & { tenantId: string })[] = [];
  const now = clock();
  const db = drizzleOn(database);
  const look = async ({ tenantId, ...table }: LateTable, policy: MonitoringPolicy) => {
    const opened = await unitOfWork.transaction((tx) => lookAt(tx, tenantId, table, { policy, now }));
    news.push(...opened.map((one) => ({ ...one, tenantId })));
  };

  if (!after) {
    let due: LateTable[];
    do {
      // What was looked at is not found again: it is to be looked at later.
      due = await findToLookAt(db, dueBy < now ? dueBy : now, batchSize);
      for (const one of due) {
        await look(one, await policies.of(one.tenantId));
        if (performance.now() > endMs) return { news, isDone: false, after: undefined };
      }
    } while (due.length === batchSize);
  }
  let place = after;
  let late: Awaited<ReturnType<typeof findStatedLate>>;
  do {
    late = await findStatedLate(db, now, { after: place, limit: batchSize });
    for (const { tiers, ...one } of late) {
      const policy = await policies.of(one.tenantId);
      // They are found again every minute while the window is open, which must cost little.
      if (!tiers.every((tier) => isExcluded(policy, tier, now))) await look(one, policy);
      place = one;
      if (performance.now() > endMs) return { news, isDone: false, after: place };
    }
  } while (late.length === batchSize);
  return { news, isDone: true, after: place };
}

async function lookAt(
  tx: Transaction,
  tenantId: string,
  name: RefreshedTable,
  { policy, now }: { policy: MonitoringPolicy; now: Date },
): Promise<IncidentNews[]> {
  const [row] = await holdRefreshes(tx.db, tenantId, [name]);
  if (!row) return [];
  const told = await findToldOf(tx.db, tenantId, name, row.refreshedAt);
  const entities = await findWatchedOfTable(tx.db, tenantId, name);
  const findings = entities.map((entity) => findingOf(entity, row, { policy, now }));
  await saveRefreshes(tx.db, [{ ...row, lookAt: nextLook(row, findings, { policy, now }) }]);
  const isNew = ({ entity, verdicts }: Finding) => verdicts.FRESHNESS?.kind !== 'TROUBLE' || !told.has(entity.id);
  return applyVerdicts(tx, tenantId, findings.filter(isNew));
}

function findingOf(
  entity: Entity,
  { timesMs, refreshedAt, schema, table }: DatasetRefresh,
  { policy, now }: { policy: MonitoringPolicy; now: Date },
): Finding {
  const name = `${schema}.${table}`;
  return {
    entity,
    verdicts: {
      FRESHNESS: judgeFreshness({
        ...{ timesMs, refreshedAt, now, table: name },
        ...{ policy: policy.tiers[entity.tier], freshnessHours: entity.freshnessHours },
      }),
    },
    sight: { at: now, profileId: null, event: null },
    isExcluded: isExcluded(policy, entity.tier, now),
  };
}

/**
 * When the first of those that are not late is, and not much later than now in any case. Those that state a bound are found
 * by it.
 */
function nextLook(
  { timesMs, refreshedAt }: DatasetRefresh,
  findings: readonly Finding[],
  { policy, now }: { policy: MonitoringPolicy; now: Date },
): Date {
  const usualMs = usualIntervalMs(timesMs) ?? LOOK_AGAIN_MS;
  const times = findings.flatMap(({ entity, verdicts, isExcluded }) => {
    if (verdicts.FRESHNESS?.kind === 'TROUBLE') return isExcluded ? [now.getTime() + LOOK_AFTER_WINDOW_MS] : [];
    const factor = policy.tiers[entity.tier].freshnessFactor;
    return factor === null || entity.freshnessHours !== null ? [] : [refreshedAt.getTime() + factor * usualMs + 1];
  });
  return new Date(Math.max(now.getTime() + 1, Math.min(now.getTime() + LOOK_AGAIN_MS, ...times)));
}
