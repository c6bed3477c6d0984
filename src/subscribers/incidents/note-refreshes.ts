import { groupBy } from '../../domain/group-by.ts';
import { usualIntervalMs } from '../../domain/incidents/conditions/judge-freshness.ts';
import { afterRefreshes, timeOfRefresh } from '../../domain/incidents/conditions/refresh-times.ts';
import { fine } from '../../domain/incidents/conditions/verdict.ts';
import { HOUR_MS } from '../../domain/time-units.ts';
import type { EventOf } from '../../events/schemas/catalogue.ts';
import { findEntitiesById } from '../../store/entities/entities.ts';
import { applyVerdicts, type IncidentNews } from '../../store/incidents/apply-verdicts.ts';
import {
  type DatasetRefresh,
  findLateEntities,
  holdRefreshes,
  keyOf,
  saveRefreshes,
} from '../../store/incidents/watch/dataset-refreshes.ts';
import type { Transaction } from '../../store/unit-of-work.ts';
import type { Delivery } from '../event-subscriber.ts';

type Refresh = Delivery<EventOf<'data.refreshed'>>;

/**
 * Keeps when the tables of one tenant were refreshed, and resolves the incidents of those that were late. A refresh that is
 * reported twice changes nothing, and one from before the last changes no more than the usual interval.
 */
export async function noteRefreshes(
  tx: Transaction,
  refreshes: readonly Refresh[],
  now: Date,
): Promise<IncidentNews[]> {
  const [first] = refreshes;
  if (!first) return [];
  const { tenantId } = first.event;
  const byTable = groupBy(refreshes, ({ event }) => keyOf(event.payload.service));
  const tables = [...byTable.values()].flatMap(([one]) => (one ? [one.event.payload.service] : []));
  const held = await holdRefreshes(tx.db, tenantId, tables);
  const changed = held.map((row) => {
    const timesMs = (byTable.get(keyOf(row)) ?? []).map(({ event }) => timeOfRefresh(event.payload, now));
    return { row, after: refreshed(row, timesMs) };
  });
  await saveRefreshes(
    tx.db,
    changed.map(({ after }) => after),
  );
  const anew = changed.filter(({ row, after }) => after.refreshedAt > row.refreshedAt).map(({ after }) => after);
  const late = await findLateEntities(tx.db, tenantId, anew);
  if (late.length === 0) return [];
  const entities = await findEntitiesById(tx.db, tenantId, late);
  const findings = entities.flatMap((entity) => {
    const { dataset } = entity;
    const last = dataset && byTable.get(keyOf(dataset))?.at(-1);
    const row = dataset && anew.find((one) => keyOf(one) === keyOf(dataset));
    if (!last || !row) return [];
    const ageMs = now.getTime() - row.refreshedAt.getTime();
    const { freshnessHours } = entity;
    const boundMs = freshnessHours === null ? usualIntervalMs(row.timesMs) : freshnessHours * HOUR_MS;
    // What was reported so late that it may be too old already is no end of the trouble. How many usual intervals are
    // allowed, of which one is the least, the next look knows: it is due.
    if (boundMs !== undefined && ageMs > boundMs) return [];
    const { event, offset } = last;
    return {
      entity,
      verdicts: { FRESHNESS: fine(`${dataset.schema}.${dataset.table} was refreshed.`) },
      sight: { at: now, profileId: null, event: { id: event.id, offset, correlationId: event.correlationId } },
      isExcluded: false,
    };
  });
  return applyVerdicts(tx, tenantId, findings);
}

function refreshed(row: DatasetRefresh, atMs: readonly number[]): DatasetRefresh {
  const { timesMs, refreshedAt } = afterRefreshes(row, atMs);
  const usualMs = usualIntervalMs(timesMs);
  // Before its usual interval is over, it cannot be late. Where that is not known, an incident may be open by a stated bound.
  return {
    ...row,
    timesMs: [...timesMs],
    refreshedAt,
    lookAt: usualMs === undefined ? row.lookAt : new Date(refreshedAt.getTime() + usualMs),
  };
}
