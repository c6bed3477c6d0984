import { and, eq, sql } from 'drizzle-orm';

import type { Event } from '../../events/schemas/catalogue.ts';
import { readEvent } from '../../events/schemas/read-event.ts';
import type { Actor } from '../../events/schemas/vocabulary.ts';
import type { Db } from '../database/drizzle.ts';
import { eventLog } from './tables.ts';

/** Where an event is in the log. */
export interface EventPlace {
  tenantId: string;
  offset: number;
}

export interface EventAt extends EventPlace {
  /** Null if this version cannot read it. */
  event: Event | null;
  /** Who requested it, if its payload does not say. */
  actor: Actor | null;
}

/** Events of any tenants, in any order, for work that is done for all of them. Places without an event are left out. */
export async function findEventsAt(db: Db, places: readonly EventPlace[]): Promise<EventAt[]> {
  const { tenantId, offset, actor } = eventLog;
  const rows = await db
    .select({ tenantId, offset, actor, text: sql<string>`${eventLog.event}::text` })
    .from(placesIn(places))
    .innerJoin(eventLog, and(eq(tenantId, sql`place."tenantId"`), eq(offset, sql`place."offset"`)));
  return rows.map(({ text, ...row }) => ({ ...row, event: readEvent(JSON.parse(text)) ?? null }));
}

/** The places as a FROM item, `place`. */
export function placesIn(places: readonly EventPlace[]) {
  const json = JSON.stringify(places.map(({ tenantId, offset }) => ({ tenantId, offset })));
  return sql`jsonb_to_recordset(${json}::jsonb) AS place ("tenantId" text, "offset" bigint)`;
}

/** The same for the same place. */
export function placeKey({ tenantId, offset }: EventPlace): string {
  return `${offset} ${tenantId}`;
}
