import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';

import type { Db } from '../database/drizzle.ts';
import { entityFollow } from './tables.ts';

/** Where in the list of what an actor follows, which is sorted newest first. */
export interface FollowKey {
  followedAt: string;
  entityId: string;
}

export interface Follow {
  tenantId: string;
  actorId: string;
  entityId: string;
  followedAt: Date;
}

/** Idempotent: who follows already goes on doing so since when he did. */
export async function insertFollow(db: Db, follow: Follow): Promise<void> {
  await db.insert(entityFollow).values(follow).onConflictDoNothing();
}

/** Idempotent. */
export async function deleteFollow(db: Db, { tenantId, actorId, entityId }: Omit<Follow, 'followedAt'>): Promise<void> {
  await db.delete(entityFollow).where(and(ofActor(tenantId, actorId), eq(entityFollow.entityId, entityId)));
}

/** Actor ids of all who follow these entities, by the id of the entity. */
export async function findFollowers(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
): Promise<Map<string, string[]>> {
  const where = and(eq(entityFollow.tenantId, tenantId), inArray(entityFollow.entityId, [...entityIds]));
  const followers = new Map<string, string[]>();
  for (const { entityId, actorId } of await db.select().from(entityFollow).where(where)) {
    const ofEntity = followers.get(entityId);
    if (ofEntity) ofEntity.push(actorId);
    else followers.set(entityId, [actorId]);
  }
  return followers;
}

/** Which of these entities the actor follows. */
export async function findFollowed(
  db: Db,
  tenantId: string,
  actorId: string,
  entityIds: readonly string[],
): Promise<Set<string>> {
  const where = and(ofActor(tenantId, actorId), inArray(entityFollow.entityId, [...entityIds]));
  const rows = await db.select({ entityId: entityFollow.entityId }).from(entityFollow).where(where);
  return new Set(rows.map(({ entityId }) => entityId));
}

export async function pageOfFollows(
  db: Db,
  tenantId: string,
  actorId: string,
  page: { after?: FollowKey | undefined; before?: FollowKey | undefined; limit: number; backwards: boolean },
): Promise<Follow[]> {
  const direction = page.backwards ? asc : desc;
  const key = (at: FollowKey) => sql`(${at.followedAt}::timestamptz, ${at.entityId}::text)`;
  return db
    .select()
    .from(entityFollow)
    .where(
      and(
        ofActor(tenantId, actorId),
        page.after && sql`(${entityFollow.followedAt}, ${entityFollow.entityId}) < ${key(page.after)}`,
        page.before && sql`(${entityFollow.followedAt}, ${entityFollow.entityId}) > ${key(page.before)}`,
      ),
    )
    .orderBy(direction(entityFollow.followedAt), direction(entityFollow.entityId))
    .limit(page.limit);
}

function ofActor(tenantId: string, actorId: string) {
  return and(eq(entityFollow.tenantId, tenantId), eq(entityFollow.actorId, actorId));
}
