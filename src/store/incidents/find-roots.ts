import { and, asc, eq, inArray, isNull, ne, not, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { EntityName } from '../../domain/entities/entity-name.ts';
import type { IncidentCause } from '../../domain/incidents/incident.ts';
import { type LineageDirection, MAX_LINEAGE_DEPTH, MAX_LINEAGE_NODES } from '../../domain/lineage/lineage.ts';
import type { Db } from '../database/drizzle.ts';
import { walkLineage } from '../lineage/lineage-walk.ts';
import type { IncidentRow } from './incident-changes.ts';
import { incident } from './tables.ts';

/** Most groups that one upstream incident takes into its own at once. */
const MAX_TAKEN = 100;

/** They concern a whole table: two of the same one have the same root, whatever led to them. */
export const TABLE_CAUSES: readonly IncidentCause[] = ['VOLUME', 'SCHEMA', 'FRESHNESS', 'PROFILE_FAILED'];

const root = alias(incident, 'root');
const IS_OPEN = ne(incident.status, 'RESOLVED');

type Opened = Omit<IncidentRow, 'lastStep'>;

/** Ids of the entities upstream of an entity, and of those that are downstream of it alone. */
export interface Relatives {
  upstream: readonly string[];
  downstream: readonly string[];
}

/** Whether the tenant has open incidents of other entities, to which one of these could belong. */
export async function hasOthersOpen(db: Db, tenantId: string, entityIds: readonly string[]): Promise<boolean> {
  const isOther = sql`${incident.entityId} <> ALL(${sql.param([...entityIds])}::text[])`;
  const where = and(eq(incident.tenantId, tenantId), IS_OPEN, isOther);
  return (await db.select({ id: incident.id }).from(incident).where(where).limit(1)).length > 0;
}

/** Within the bounds of a walk. */
export async function findRelatives(
  db: Db,
  tenantId: string,
  { entityType, canonicalKey }: EntityName,
): Promise<Relatives> {
  if (entityType !== 'METADATA' && entityType !== 'KPI') return { upstream: [], downstream: [] };
  const origins = [{ entityType, canonicalKey }];
  const walk = { origins, includesOrigins: false, depth: MAX_LINEAGE_DEPTH, limit: MAX_LINEAGE_NODES };
  const idsOf = async (direction: LineageDirection) => {
    const [answer] = await walkLineage(db, tenantId, direction, [walk]);
    return answer?.nodes.map(({ entityId }) => entityId) ?? [];
  };
  const upstream = await idsOf('upstream');
  const both = new Set(upstream);
  return { upstream, downstream: (await idsOf('downstream')).filter((id) => !both.has(id)) };
}

/**
 * The id of the root to which a new incident belongs, locked: that of an open incident upstream, else of one from the same
 * refresh, else of one of the same cause and table, unless that lies downstream; of several the one that was opened first. A
 * group whose root is resolved takes no more: people are no longer told of it.
 */
export async function lockRootFor(
  tx: Db,
  opened: Opened,
  { upstream, downstream }: Relatives,
  exceptIds: readonly string[],
): Promise<string | undefined> {
  const { id, tenantId, correlationId, cause, boundSchema, boundTable } = opened;
  const isUpstream = sql`${incident.entityId} = ANY(${sql.param([...upstream])}::text[])`;
  const isBelow = sql`coalesce(${root.entityId}, ${incident.entityId}) = ANY(${sql.param([...downstream])}::text[])`;
  const isSameRefresh = correlationId === null ? sql`false` : eq(incident.correlationId, correlationId);
  const isSameTable: SQL | undefined =
    boundSchema === null || boundTable === null || !TABLE_CAUSES.includes(cause)
      ? sql`false`
      : and(eq(incident.cause, cause), eq(incident.boundSchema, boundSchema), eq(incident.boundTable, boundTable));
  const [found] = await tx
    .select({ rootId: sql<string>`coalesce(${incident.rootId}, ${incident.id})` })
    .from(incident)
    .leftJoin(root, eq(root.id, incident.rootId))
    .where(
      and(
        eq(incident.tenantId, tenantId),
        IS_OPEN,
        notInArray(incident.id, [id, ...exceptIds]),
        or(isNull(incident.rootId), notInArray(incident.rootId, [id, ...exceptIds])),
        or(isNull(incident.rootId), ne(root.status, 'RESOLVED')),
        or(isUpstream, and(or(isSameRefresh, isSameTable), not(isBelow))),
      ),
    )
    .orderBy(
      sql`CASE WHEN ${isUpstream} THEN 0 WHEN ${isSameRefresh} THEN 1 ELSE 2 END`,
      sql`coalesce(${root.openedAt}, ${incident.openedAt})`,
      sql`coalesce(${incident.rootId}, ${incident.id})`,
    )
    .limit(1);
  if (!found) return undefined;
  // Somebody may have resolved it since.
  const where = and(eq(incident.id, found.rootId), IS_OPEN);
  const [locked] = await tx.select({ id: incident.id }).from(incident).where(where).for('update');
  return locked?.id;
}

/** Open roots of these entities, except one, and all that belongs to them; locked. */
export async function lockGroupsOf(
  tx: Db,
  tenantId: string,
  entityIds: readonly string[],
  exceptId: string,
): Promise<IncidentRow[]> {
  if (entityIds.length === 0) return [];
  const isOne = sql`${incident.entityId} = ANY(${sql.param([...entityIds])}::text[])`;
  const roots = await tx
    .select()
    .from(incident)
    .where(and(eq(incident.tenantId, tenantId), IS_OPEN, isNull(incident.rootId), isOne, ne(incident.id, exceptId)))
    .orderBy(asc(incident.id))
    .limit(MAX_TAKEN)
    .for('update');
  if (roots.length === 0) return [];
  const ids = roots.map(({ id }) => id);
  const belonging = and(eq(incident.tenantId, tenantId), inArray(incident.rootId, ids));
  const members = await tx.select().from(incident).where(belonging).orderBy(asc(incident.id)).for('update');
  return [...roots, ...members];
}
