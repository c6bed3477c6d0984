import { and, asc, eq, inArray } from 'drizzle-orm';

import type { EventImpact, Impact } from '../../domain/lineage/impact.ts';
import type { Db } from '../database/drizzle.ts';
import { impact, impactEvent } from './tables.ts';

/** Most impacts of several events that are read together. */
const MOST_READ = 5_000;

/** Those of the events whose impact was determined, in the order of the log. */
export async function findRecordedEvents(
  db: Db,
  tenantId: string,
  eventIds: readonly string[],
): Promise<Pick<EventImpact, 'offset' | 'eventId' | 'affectedCount'>[]> {
  if (eventIds.length === 0) return [];
  const { offset, eventId, affectedCount } = impactEvent;
  return db
    .select({ offset, eventId, affectedCount })
    .from(impactEvent)
    .where(and(eq(impactEvent.tenantId, tenantId), inArray(eventId, [...eventIds])))
    .orderBy(asc(offset));
}

/** What the events at these offsets affect, the nearest first, up to a bound. */
export async function findImpactsOfEvents(
  db: Db,
  tenantId: string,
  offsets: readonly number[],
): Promise<Pick<Impact, 'offset' | 'entityId' | 'path'>[]> {
  if (offsets.length === 0) return [];
  const { offset, entityId, path } = impact;
  return db
    .select({ offset, entityId, path })
    .from(impact)
    .where(and(eq(impact.tenantId, tenantId), inArray(offset, [...offsets])))
    .orderBy(asc(impact.distance), asc(offset), asc(impact.number))
    .limit(MOST_READ);
}
