import type { Incident } from '../../domain/incidents/incident.ts';
import type { Db } from '../../store/database/drizzle.ts';
import { findEntitiesById } from '../../store/entities/entities.ts';
import { findFollowers } from '../../store/notifications/follows.ts';

/** Who owns or follows the entity of an incident, and its assignee, as their ids were written. */
export async function findConcernedBy(db: Db, { tenantId, entityId, assignee }: Incident): Promise<string[]> {
  const [entity] = await findEntitiesById(db, tenantId, [entityId]);
  const followers = (await findFollowers(db, tenantId, [entityId])).get(entityId) ?? [];
  return [...followers, ...[entity?.owner ?? null, assignee].filter((person) => person !== null)];
}
