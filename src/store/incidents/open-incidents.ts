import { and, asc, desc, eq, gte, inArray, isNotNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';

import type { IncidentCause } from '../../domain/incidents/incident.ts';
import { takeLock } from '../database/advisory-lock.ts';
import type { Db } from '../database/drizzle.ts';
import { mdmEntity } from '../entities/tables.ts';
import type { IncidentRow } from './incident-changes.ts';
import { incident } from './tables.ts';

const IS_OPEN = ne(incident.status, 'RESOLVED');
/** With the type, which is the partition. */
const OF_ENTITY = and(eq(mdmEntity.entityType, incident.entityType), eq(mdmEntity.id, incident.entityId));

/**
 * Lets one transaction of a tenant at a time decide what is opened, and to what it belongs. Must be taken before incidents
 * are locked.
 */
export async function holdIncidents(tx: Db, tenantId: string): Promise<void> {
  await takeLock(tx, ['incidents', tenantId]);
}

export async function hasOpenIncidents(db: Db, tenantId: string, entityId: string): Promise<boolean> {
  const where = and(eq(incident.tenantId, tenantId), eq(incident.entityId, entityId), IS_OPEN);
  return (await db.select({ id: incident.id }).from(incident).where(where).limit(1)).length > 0;
}

/** The incidents of an entity that are not resolved, locked against changes by people until the transaction ends. */
export async function lockOpenIncidents(tx: Db, tenantId: string, entityId: string): Promise<IncidentRow[]> {
  const where = and(eq(incident.tenantId, tenantId), eq(incident.entityId, entityId), IS_OPEN);
  return tx.select().from(incident).where(where).orderBy(asc(incident.id)).for('update');
}

/** The newest incident of each cause of an entity, which may be resolved, of those opened since this time. */
export async function findLastIncidents(
  db: Db,
  tenantId: string,
  entityId: string,
  since: Date | null,
): Promise<Map<IncidentCause, IncidentRow>> {
  const { cause, openedAt, lastStep } = incident;
  const ofEntity = and(eq(incident.tenantId, tenantId), eq(incident.entityId, entityId));
  const rows = await db
    .selectDistinctOn([cause])
    .from(incident)
    .where(and(ofEntity, since === null ? undefined : gte(openedAt, since)))
    .orderBy(cause, desc(openedAt), desc(lastStep));
  return new Map(rows.map((row) => [row.cause, row]));
}

/** An open incident of any tenant with which something is to be done by time. */
export interface IncidentToTend {
  tenantId: string;
  id: string;
}

/** Incidents whose snooze is over, the earliest first. */
export async function findAwake(db: Db, now: Date, limit: number): Promise<IncidentToTend[]> {
  const { tenantId, id, snoozedUntil, status } = incident;
  return db
    .select({ tenantId, id })
    .from(incident)
    .where(and(eq(status, 'SNOOZED'), isNotNull(snoozedUntil), lte(snoozedUntil, now)))
    .orderBy(asc(snoozedUntil))
    .limit(limit);
}

/** Open incidents of entities that are no longer active, or that are bound to another dataset than then. */
export async function findStray(db: Db, limit: number): Promise<IncidentToTend[]> {
  const { tenantId, id } = incident;
  return db
    .select({ tenantId, id })
    .from(incident)
    .innerJoin(mdmEntity, OF_ENTITY)
    .where(and(IS_OPEN, or(ne(mdmEntity.status, 'ACTIVE'), isRebound())))
    .orderBy(asc(incident.tenantId), asc(incident.id))
    .limit(limit);
}

/** Those of these incidents of one tenant that are still open, locked, with their entity's present state. */
export async function lockToTend(
  tx: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<{ row: IncidentRow; isActive: boolean; isRebound: boolean }[]> {
  const rows = await tx
    .select()
    .from(incident)
    .where(and(eq(incident.tenantId, tenantId), inArray(incident.id, [...ids]), IS_OPEN))
    .orderBy(asc(incident.id))
    .for('update');
  const states = await tx
    .select({ id: incident.id, status: mdmEntity.status, isRebound: sql<boolean>`${isRebound()}` })
    .from(incident)
    .innerJoin(mdmEntity, OF_ENTITY)
    .where(and(eq(incident.tenantId, tenantId), inArray(incident.id, [...ids])));
  const byId = new Map(states.map((state) => [state.id, state]));
  return rows.map((row) => {
    const state = byId.get(row.id);
    return { row, isActive: state?.status === 'ACTIVE', isRebound: state?.isRebound ?? false };
  });
}

function isRebound(): SQL {
  return sql`(${incident.boundSchema}, ${incident.boundTable}, ${incident.boundColumn})
    IS DISTINCT FROM (${mdmEntity.datasetSchema}, ${mdmEntity.datasetTable}, ${mdmEntity.datasetColumn})`;
}
