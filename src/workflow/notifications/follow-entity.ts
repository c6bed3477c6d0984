import type { Clock } from '../../domain/clock.ts';
import type { Entity } from '../../domain/entities/entity.ts';
import type { EntityName } from '../../domain/entities/entity-name.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import type { Database } from '../../store/database/sql.ts';
import { findEntity } from '../../store/entities/entities.ts';
import { deleteFollow, insertFollow } from '../../store/notifications/follows.ts';
import { done, notFound, type Outcome } from '../outcome.ts';

export interface FollowParts {
  database: Database;
  clock: Clock;
}

export type FollowOutcome = Outcome<{ entity: Entity }, 'not-found'>;

/** Makes the viewer follow, or no longer follow, the entity. Both are idempotent. */
export async function followEntity(
  { database, clock }: FollowParts,
  { tenantId, actor: { actorId } }: Viewer,
  { entityType, canonicalKey }: EntityName,
  follows: boolean,
): Promise<FollowOutcome> {
  const db = drizzleOn(database);
  const entity = await findEntity(db, tenantId, entityType, canonicalKey);
  if (!entity) return notFound(`There is no ${entityType} ${canonicalKey}.`);
  const entityId = entity.id;
  if (follows) await insertFollow(db, { tenantId, actorId, entityId, followedAt: clock() });
  else await deleteFollow(db, { tenantId, actorId, entityId });
  return done({ entity });
}
