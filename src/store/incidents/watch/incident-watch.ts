import { and, eq } from 'drizzle-orm';

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
