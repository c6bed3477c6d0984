import { and, eq, inArray, sql } from 'drizzle-orm';

import type { Follow } from '../../domain/notifications/follow.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, keyset } from '../database/keyset.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { entityFollow } from './tables.ts';

export interface FollowKey {
  followedAt: string;
  entityId: string;
}

const NEWEST_FIRST = keyset<FollowKey>('descending', {
  followedAt: entityFollow.followedAt,
  entityId: entityFollow.entityId,
});

/** Idempotent: the time of an existing follow does not change. */
export async function insertFollow(db: Db, follow: Follow): Promise<void> {
  await db.insert(entityFollow).values(follow).onConflictDoNothing();
}

/** As `insertFollow`, for many. */
export async function insertFollows(db: Db, follows: readonly Follow[]): Promise<void> {
  if (follows.length === 0) return;
  await db.execute(sql`INSERT INTO ${entityFollow} ${rowsAsJson(entityFollow, follows)} ON CONFLICT DO NOTHING`);
}

/** Idempotent. */
export async function deleteFollow(db: Db, { tenantId, actorId, entityId }: Omit<Follow, 'followedAt'>): Promise<void> {
  await db.delete(entityFollow).where(and(ofActor(tenantId, actorId), eq(entityFollow.entityId, entityId)));
}

/** Actor ids of all followers of these entities, by the id of the entity. */
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

/** What an actor follows, newest first. */
export async function pageOfFollows(
  db: Db,
  tenantId: string,
  actorId: string,
  page: KeyRange<FollowKey>,
): Promise<Follow[]> {
  return db
    .select()
    .from(entityFollow)
    .where(and(ofActor(tenantId, actorId), NEWEST_FIRST.between(page)))
    .orderBy(...NEWEST_FIRST.orderBy(page))
    .limit(page.limit);
}

function ofActor(tenantId: string, actorId: string) {
  return and(eq(entityFollow.tenantId, tenantId), eq(entityFollow.actorId, actorId));
}
