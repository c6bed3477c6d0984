import { and, asc, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';

import type { Incident } from '../../domain/incidents/incident.ts';
import type { Db } from '../database/drizzle.ts';
import type { KeyRange } from '../database/keyset.ts';
import { incident } from './tables.ts';

/** What incidents are listed of: of the root to which they belong, or of an entity. */
export type IncidentOwner = 'root' | 'entity';

export interface OpenedKey {
  at: string;
  id: string;
}

/** A page that is wanted of what belongs to the owner with this id. */
export interface IncidentsOf {
  ownerId: string;
  range: Pick<KeyRange<OpenedKey>, 'after' | 'before'>;
}

export interface PagesOf extends Pick<KeyRange<OpenedKey>, 'limit' | 'backwards'> {
  owner: IncidentOwner;
  /** Only those that are not resolved. */
  isOpen: boolean;
}

const OWNERS = {
  root: { column: incident.rootId, isAscending: true },
  entity: { column: incident.entityId, isAscending: false },
} as const;

export function openedKey({ openedAt, id }: Pick<Incident, 'openedAt' | 'id'>): OpenedKey {
  return { at: openedAt.toISOString(), id };
}

/**
 * The pages that are wanted, in order, by one statement: all have the same size and begin at the same end. Of a root the
 * oldest come first, of an entity the newest.
 */
export async function pagesOfIncidents(
  db: Db,
  tenantId: string,
  wanted: readonly IncidentsOf[],
  { owner, isOpen, limit, backwards }: PagesOf,
): Promise<Incident[][]> {
  const { column, isAscending } = OWNERS[owner];
  const rows = wanted.map(({ ownerId, range: { after, before } }, place) => ({
    ownerId,
    place,
    lower: isAscending ? after : before,
    upper: isAscending ? before : after,
  }));
  const order = isAscending === backwards ? desc : asc;
  const key = sql`(${incident.openedAt}, ${incident.id})`;
  const page = db
    .select()
    .from(incident)
    .where(
      and(
        ofTenant(tenantId, isOpen),
        sql`${column} = wanted."ownerId"`,
        sql`${key} > (coalesce((wanted.lower ->> 'at')::timestamptz, '-infinity'), coalesce(wanted.lower ->> 'id', ''))`,
        sql`${key} < (coalesce((wanted.upper ->> 'at')::timestamptz, 'infinity'), coalesce(wanted.upper ->> 'id', ''))`,
      ),
    )
    .orderBy(order(incident.openedAt), order(incident.id))
    .limit(limit)
    .as('page');
  const found = await db
    .select({ place: sql<number>`wanted.place`, item: page._.selectedFields })
    .from(
      sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS wanted ("ownerId" text, place int, lower jsonb, upper jsonb)`,
    )
    .innerJoinLateral(page, sql`true`)
    .orderBy(order(page.openedAt), order(page.id));
  const pages: Incident[][] = wanted.map(() => []);
  for (const { place, item } of found) pages[place]?.push(item);
  return pages;
}

/** How many belong to each of the owners, in order. */
export async function countIncidentsOf(
  db: Db,
  tenantId: string,
  ownerIds: readonly string[],
  { owner, isOpen }: Pick<PagesOf, 'owner' | 'isOpen'>,
): Promise<number[]> {
  const { column } = OWNERS[owner];
  const rows = await db
    .select({ ownerId: column, count: count() })
    .from(incident)
    .where(and(ofTenant(tenantId, isOpen), inArray(column, [...ownerIds])))
    .groupBy(column);
  const counts = new Map(rows.map(({ ownerId, count }) => [ownerId, count]));
  return ownerIds.map((id) => counts.get(id) ?? 0);
}

function ofTenant(tenantId: string, isOpen: boolean): SQL | undefined {
  return and(eq(incident.tenantId, tenantId), isOpen ? sql`${incident.status} <> 'RESOLVED'` : undefined);
}
