import { and, eq, inArray, sql } from 'drizzle-orm';

import { uuidIn } from '../../domain/ids.ts';
import type { Incident, IncidentCause } from '../../domain/incidents/incident.ts';
import type { Db } from '../database/drizzle.ts';
import { incident } from './tables.ts';

/** The incidents with these ids, in any order. Other texts find none. */
export async function findIncidentsById(db: Db, tenantId: string, ids: readonly string[]): Promise<Incident[]> {
  const possible = ids.filter(isIncidentId);
  if (possible.length === 0) return [];
  return db
    .select()
    .from(incident)
    .where(and(eq(incident.tenantId, tenantId), inArray(incident.id, possible)));
}

export async function findIncident(db: Db, tenantId: string, id: string): Promise<Incident | undefined> {
  return (await findIncidentsById(db, tenantId, [id]))[0];
}

/** As `findIncident`, and locks it against changes by other transactions until this one ends. */
export async function lockIncident(db: Db, tenantId: string, id: string): Promise<Incident | undefined> {
  if (!isIncidentId(id)) return undefined;
  const where = and(eq(incident.tenantId, tenantId), eq(incident.id, id));
  return (await db.select().from(incident).where(where).for('update'))[0];
}

/** The incident of that cause that an entity has and that is not resolved. */
export async function findUnresolvedIncident(
  db: Db,
  tenantId: string,
  entityId: string,
  cause: IncidentCause,
): Promise<Incident | undefined> {
  const where = and(
    eq(incident.tenantId, tenantId),
    eq(incident.entityId, entityId),
    eq(incident.cause, cause),
    // A literal, so that the planner sees that the partial index applies.
    sql`${incident.status} <> 'RESOLVED'`,
  );
  return (await db.select().from(incident).where(where))[0];
}

/** Stores what changed of an incident that this transaction has locked. */
export async function updateIncident(
  db: Db,
  { tenantId, id }: Pick<Incident, 'tenantId' | 'id'>,
  changes: Partial<Incident>,
): Promise<void> {
  await db
    .update(incident)
    .set(changes)
    .where(and(eq(incident.tenantId, tenantId), eq(incident.id, id)));
}

function isIncidentId(id: string): boolean {
  return uuidIn('INCIDENT', id) !== undefined;
}
