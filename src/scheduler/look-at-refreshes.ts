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
  findToldOf,
  findToLookAt,
  holdRefreshes,
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

/**
 * Opens an incident for every active entity whose table has not been refreshed for too long, once for each time that it is
 * late, table by table until the given time is over; `isDone` is whether all were looked at. It may run twice, or overlap
 * another run.
 */
export async function lookAtRefreshes(
  parts: LookAtRefreshesParts,
  endMs: number,
): Promise<{ news: (IncidentNews & { tenantId: string })[]; isDone: boolean }> {
  const { database, unitOfWork, policies, clock } = parts;
  const news: (IncidentNews & { tenantId: string })[] = [];
  const now = clock();
  for (;;) {
    const batch = await findToLookAt(drizzleOn(database), now, BATCH_SIZE);
    for (const { tenantId, ...table } of batch) {
      const policy = await policies.of(tenantId);
      const opened = await unitOfWork.transaction((tx) => lookAt(tx, tenantId, table, { policy, now }));
      news.push(...opened.map((one) => ({ ...one, tenantId })));
      if (performance.now() > endMs) return { news, isDone: false };
    }
    if (batch.length < BATCH_SIZE) return { news, isDone: true };
  }
}

async function lookAt(
  tx: Transaction,
  tenantId: string,
  name: RefreshedTable,
  { policy, now }: { policy: MonitoringPolicy; now: Date },
): Promise<IncidentNews[]> {
  const [row] = await holdRefreshes(tx.db, tenantId, [name]);
  // Refreshed, or looked at by another instance, since it was found.
  if (!row?.lookAt || row.lookAt > now) return [];
  const told = await findToldOf(tx.db, tenantId, name, row.refreshedAt);
  const entities = await findWatchedOfTable(tx.db, tenantId, name);
  const findings = entities.filter(({ id }) => !told.has(id)).map((entity) => findingOf(entity, row, { policy, now }));
  await saveRefreshes(tx.db, [{ ...row, lookAt: nextLook(row, findings, { policy, now }) }]);
  return applyVerdicts(tx, tenantId, findings);
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
      FRESHNESS: judgeFreshness({ timesMs, refreshedAt, now, table: name, policy: policy.tiers[entity.tier] }),
    },
    sight: { at: now, profileId: null, event: null },
    isExcluded: isExcluded(policy, entity.tier, now),
  };
}

/** When the first of those that are not late is, and not much later than now in any case. */
function nextLook(
  { timesMs, refreshedAt }: DatasetRefresh,
  findings: readonly Finding[],
  { policy, now }: { policy: MonitoringPolicy; now: Date },
): Date {
  const usualMs = usualIntervalMs(timesMs) ?? LOOK_AGAIN_MS;
  const times = findings.flatMap(({ entity, verdicts, isExcluded }) => {
    if (verdicts.FRESHNESS?.kind === 'TROUBLE') return isExcluded ? [now.getTime() + LOOK_AFTER_WINDOW_MS] : [];
    const factor = policy.tiers[entity.tier].freshnessFactor;
    return factor === null ? [] : [refreshedAt.getTime() + factor * usualMs + 1];
  });
  return new Date(Math.max(now.getTime() + 1, Math.min(now.getTime() + LOOK_AGAIN_MS, ...times)));
}
