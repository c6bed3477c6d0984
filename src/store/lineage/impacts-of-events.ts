import { and, asc, eq, inArray, or } from 'drizzle-orm';

import type { EventImpact, Impact } from '../../domain/lineage/impact.ts';
import type { Db } from '../database/drizzle.ts';
import { impact, impactEvent } from './tables.ts';

/** Those of the events whose impact was determined, in the order of the log. */
export async function findRecordedEvents(
  db: Db,
  tenantId: string,
  eventIds: readonly string[],
): Promise<Pick<EventImpact, 'offset' | 'eventId' | 'isTruncated'>[]> {
  if (eventIds.length === 0) return [];
  const { offset, eventId, isTruncated } = impactEvent;
  return db
    .select({ offset, eventId, isTruncated })
    .from(impactEvent)
    .where(and(eq(impactEvent.tenantId, tenantId), inArray(eventId, [...eventIds])))
    .orderBy(asc(offset));
}

/** The paths from each of these events to the affected entity named with it, in any order. */
export async function findPaths(
  db: Db,
  tenantId: string,
  wanted: readonly Pick<Impact, 'offset' | 'entityId'>[],
): Promise<Pick<Impact, 'offset' | 'entityId' | 'path'>[]> {
  if (wanted.length === 0) return [];
  const { offset, entityId, path } = impact;
  const byOffset = new Map<number, string[]>();
  for (const one of wanted) byOffset.set(one.offset, [...(byOffset.get(one.offset) ?? []), one.entityId]);
  const isWanted = Array.from(byOffset, ([at, ids]) => and(eq(offset, at), inArray(entityId, ids)));
  return db
    .select({ offset, entityId, path })
    .from(impact)
    .where(and(eq(impact.tenantId, tenantId), or(...isWanted)));
}
