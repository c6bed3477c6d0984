import type { Entity } from '../../../domain/entities/entity.ts';
import { groupBy } from '../../../domain/group-by.ts';
import type { IncidentHistory } from '../../../domain/incidents/simulation/incident-history.ts';
import type { Db } from '../../database/drizzle.ts';
import { findNormalColumns } from '../watch/incident-watch.ts';
import type { Covering } from './covering-entities.ts';
import { findEarlierIncidents, findPersonalResolutions } from './earlier-incidents.ts';
import { findMeasuredBefore } from './measured-profiles.ts';
import type { RecordedEvents } from './recorded-events.ts';
import { findSubjectStates } from './subject-states.ts';

/** What bears on the incidents of these entities in the period, apart from the profiles in it. Six statements, and those of `covering`. */
export async function findIncidentHistories(
  db: Db,
  tenantId: string,
  entities: readonly Entity[],
  { from, to, events, covering }: { from: Date; to: Date; events: RecordedEvents; covering: Covering },
): Promise<IncidentHistory[]> {
  if (entities.length === 0) return [];
  const ids = entities.map(({ id }) => id);
  const states = await findSubjectStates(db, tenantId, entities, { from, to });
  const before = await findMeasuredBefore(db, tenantId, ids, from);
  const incidents = await findEarlierIncidents(db, tenantId, ids, from);
  const resolutions = await findPersonalResolutions(db, tenantId, ids, from);
  const normal = await findNormalColumns(db, tenantId, ids);
  await covering.learn(entities);
  const { isCovered, coverChanges } = covering;
  const profilesOf = groupBy(before, ({ entityId }) => entityId);
  const incidentsOf = groupBy(incidents, ({ entityId }) => entityId);
  const resolutionsOf = groupBy(resolutions, ({ entityId }) => entityId);
  return entities.map(({ id, entityType, canonicalKey, dataset }) => ({
    ...{ entityId: id, entityType, canonicalKey, isCovered, coverChanges },
    states: states.get(id) ?? [],
    // Bound anew since the period: they are of something else.
    columnsNow: isSame(states.get(id)?.at(-1)?.dataset ?? null, dataset) ? (normal.get(id) ?? null) : null,
    profilesBefore: profilesOf.get(id) ?? [],
    incidentsBefore: incidentsOf.get(id) ?? [],
    failures: events.failures.get(id) ?? [],
    resolutions: resolutionsOf.get(id) ?? [],
  }));
}

function isSame(one: Entity['dataset'], other: Entity['dataset']): boolean {
  return one?.schema === other?.schema && one?.table === other?.table && one?.column === other?.column;
}
