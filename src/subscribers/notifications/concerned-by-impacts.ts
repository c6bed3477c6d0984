import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import type { Affected } from '../../domain/lineage/impact-notice.ts';
import type { LineageStep } from '../../domain/lineage/lineage.ts';
import type { Db } from '../../store/database/drizzle.ts';
import { findEntitiesById } from '../../store/entities/entities.ts';
import { findFollowers } from '../../store/notifications/follows.ts';

/** Owners and followers of what is affected, each with the affected entities, in the order in which they are given. */
export async function findConcernedByImpacts(
  db: Db,
  tenantId: string,
  impacts: readonly { entityId: string; path: readonly LineageStep[] }[],
  actorIdCase: ActorIdCase,
): Promise<Map<string, Affected[]>> {
  const ids = new Set(impacts.flatMap(({ entityId, path }) => [entityId, ...path.map((step) => step.entityId)]));
  const entities = new Map((await findEntitiesById(db, tenantId, [...ids])).map((entity) => [entity.id, entity]));
  const affectedIds = new Set(impacts.map(({ entityId }) => entityId));
  const followers = await findFollowers(db, tenantId, [...affectedIds]);
  const concerned = new Map<string, Affected[]>();
  for (const { entityId, path } of impacts) {
    const entity = entities.get(entityId);
    if (!entity) continue;
    const { entityType, canonicalKey } = entity;
    const names = path.flatMap((step) => entities.get(step.entityId)?.canonicalKey ?? []);
    const one: Affected = { entityType, canonicalKey, names };
    const people = [...(followers.get(entityId) ?? []), ...(entity.owner === null ? [] : [entity.owner])];
    for (const actorId of new Set(people.map((person) => normalizeActorId(person, actorIdCase)))) {
      const known = concerned.get(actorId);
      if (known) known.push(one);
      else concerned.set(actorId, [one]);
    }
  }
  return concerned;
}
