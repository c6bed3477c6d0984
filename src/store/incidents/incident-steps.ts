import { sql } from 'drizzle-orm';

import type { IncidentStep } from '../../domain/incidents/incident.ts';
import type { Transaction } from '../unit-of-work.ts';
import { incidentStep, incidentStream } from './tables.ts';

/**
 * Numbers a step, stores it, and signals the change to watchers of incidents. The tenant's counter row is locked from
 * here to the commit, so that numbers are in commit order: call it last, when nothing is left that could wait for
 * another transaction. Returns the number, which is to be the `lastStep` of the incident.
 */
export async function recordIncidentStep(tx: Transaction, step: Omit<IncidentStep, 'number'>): Promise<number> {
  const { tenantId } = step;
  const [stream] = await tx.db
    .insert(incidentStream)
    .values({ tenantId, lastNumber: 1 })
    .onConflictDoUpdate({
      target: incidentStream.tenantId,
      set: { lastNumber: sql`${incidentStream.lastNumber} + 1` },
    })
    .returning();
  if (!stream) throw new Error('the counter row gave no number');
  await tx.db.insert(incidentStep).values({ ...step, number: stream.lastNumber });
  tx.signalChange({ tenantId, topic: 'incidents' });
  return stream.lastNumber;
}
