import { and, eq, sql } from 'drizzle-orm';

import type { Db } from '../../database/drizzle.ts';
import { incidentWatch } from '../tables.ts';

export type IncidentWatch = typeof incidentWatch.$inferSelect;

/**
 * What is known of an entity for its incidents. It is locked until the transaction ends: events about one entity are
 * judged one at a time.
 */
export async function holdWatch(tx: Db, tenantId: string, entityId: string): Promise<IncidentWatch> {
  await tx.insert(incidentWatch).values({ tenantId, entityId }).onConflictDoNothing();
  const where = and(eq(incidentWatch.tenantId, tenantId), eq(incidentWatch.entityId, entityId));
  const [watch] = await tx.select().from(incidentWatch).where(where).for('update');
  if (!watch) throw new Error(`the entity ${entityId} is watched for another tenant`);
  return watch;
}

/** Must hold it. */
export async function saveWatch(tx: Db, { entityId, ...watch }: IncidentWatch): Promise<void> {
  await tx.update(incidentWatch).set(watch).where(eq(incidentWatch.entityId, entityId));
}

/** The columns that are normal for these entities, by their id. Those of which none were measured are left out. */
export async function findNormalColumns(
  db: Db,
  tenantId: string,
  entityIds: readonly string[],
): Promise<Map<string, NonNullable<IncidentWatch['columns']>>> {
  const { entityId, columns } = incidentWatch;
  const rows = await db
    .select({ entityId, columns })
    .from(incidentWatch)
    .where(and(eq(incidentWatch.tenantId, tenantId), sql`${entityId} = ANY(${sql.param([...entityIds])}::text[])`));
  return new Map(rows.flatMap(({ entityId, columns }) => (columns ? [[entityId, columns] as const] : [])));
}
