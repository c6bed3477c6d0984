import { and, desc, eq, inArray, lte, type SQL } from 'drizzle-orm';

import type { EventImpact, Impact, ImpactEvent } from '../../domain/lineage/impact.ts';
import type { LineageAnswer } from '../../domain/lineage/lineage-walk.ts';
import type { Db } from '../database/drizzle.ts';
import { type KeyRange, type Keyset, numberKeyset } from '../database/keyset.ts';
import { impact, impactEvent } from './tables.ts';

const NEAREST_FIRST = numberKeyset('ascending', impact.number);
const NEWEST_FIRST = numberKeyset('descending', impact.offset);

/** Stores what an event affects; false if that was stored before. */
export async function recordImpact(db: Db, event: ImpactEvent, { nodes, truncated }: LineageAnswer): Promise<boolean> {
  const kept = await db
    .insert(impactEvent)
    .values({ ...event, affectedCount: nodes.length, isTruncated: truncated })
    .onConflictDoNothing()
    .returning({ offset: impactEvent.offset });
  if (kept.length === 0) return false;
  const { tenantId, offset } = event;
  if (nodes.length > 0) {
    await db.insert(impact).values(nodes.map((node, index) => ({ ...node, tenantId, offset, number: index + 1 })));
  }
  return true;
}

export async function findEventImpact(db: Db, tenantId: string, eventId: string): Promise<EventImpact | undefined> {
  const where = and(eq(impactEvent.tenantId, tenantId), eq(impactEvent.eventId, eventId));
  return (await db.select().from(impactEvent).where(where).orderBy(desc(impactEvent.offset)).limit(1))[0];
}

/** The impacts of the events at these offsets, in any order. Events without one are left out. */
export async function findEventImpacts(
  db: Db,
  tenantId: string,
  offsets: readonly number[],
): Promise<Pick<EventImpact, 'offset' | 'affectedCount' | 'isTruncated'>[]> {
  if (offsets.length === 0) return [];
  const { offset, affectedCount, isTruncated } = impactEvent;
  return db
    .select({ offset, affectedCount, isTruncated })
    .from(impactEvent)
    .where(and(eq(impactEvent.tenantId, tenantId), inArray(offset, [...offsets])));
}

/** The ids of what each of the events affects, the nearest first, at most this many of each. */
export async function findNearest(
  db: Db,
  tenantId: string,
  offsets: readonly number[],
  first: number,
): Promise<Pick<Impact, 'offset' | 'entityId'>[]> {
  const { offset, entityId, number } = impact;
  return db
    .select({ offset, entityId })
    .from(impact)
    .where(and(eq(impact.tenantId, tenantId), inArray(offset, [...offsets]), lte(number, first)))
    .orderBy(offset, number);
}

/** What an event affects, nearest first. */
export function pageOfImpactsOf(db: Db, tenantId: string, offset: number, page: KeyRange<number>): Promise<Impact[]> {
  return pageOfImpacts(db, tenantId, eq(impact.offset, offset), NEAREST_FIRST, page);
}

/** The events that affect an entity, newest first. */
export function pageOfImpactsOn(db: Db, tenantId: string, entityId: string, page: KeyRange<number>): Promise<Impact[]> {
  return pageOfImpacts(db, tenantId, eq(impact.entityId, entityId), NEWEST_FIRST, page);
}

function pageOfImpacts(
  db: Db,
  tenantId: string,
  where: SQL,
  order: Keyset<number>,
  page: KeyRange<number>,
): Promise<Impact[]> {
  return db
    .select({
      tenantId: impact.tenantId,
      offset: impact.offset,
      number: impact.number,
      entityId: impact.entityId,
      distance: impact.distance,
      path: impact.path,
      eventId: impactEvent.eventId,
      type: impactEvent.type,
      occurredAt: impactEvent.occurredAt,
      causeId: impactEvent.causeId,
    })
    .from(impact)
    .innerJoin(impactEvent, and(eq(impactEvent.tenantId, impact.tenantId), eq(impactEvent.offset, impact.offset)))
    .where(and(eq(impact.tenantId, tenantId), where, order.between(page)))
    .orderBy(...order.orderBy(page))
    .limit(page.limit);
}
