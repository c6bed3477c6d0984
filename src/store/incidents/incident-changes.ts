import { getTableColumns, sql } from 'drizzle-orm';

import type { IncidentStep } from '../../domain/incidents/incident.ts';
import type { Db } from '../database/drizzle.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import type { Transaction } from '../unit-of-work.ts';
import { incidentNotificationJob } from './incident-notification-job.ts';
import { incident, incidentStep, incidentStream } from './tables.ts';

/** An incident as it is stored. */
export type IncidentRow = typeof incident.$inferSelect;

/** An incident as a step left it. */
export interface IncidentChange {
  incident: Omit<IncidentRow, 'lastStep'>;
  step: Pick<IncidentStep, 'kind' | 'actor' | 'text' | 'at' | 'details'>;
}

const { id: _, ...CHANGING } = getTableColumns(incident);

/**
 * Stores changes of incidents of one tenant in order, each with its step, signals them to watchers, and queues one job for
 * each step that tells people. The tenant's counter row is locked from here to the commit, so that the numbers of steps are in
 * commit order: existing incidents must be locked already, and nothing may follow that could wait for another transaction.
 */
export async function writeIncidentChanges(
  tx: Transaction,
  tenantId: string,
  changes: readonly IncidentChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const first = (await takeNumbers(tx.db, tenantId, changes.length)) + 1;
  const rows = new Map<string, IncidentRow>();
  const steps = changes.map(({ incident: changed, step }, index) => {
    const number = first + index;
    rows.set(changed.id, { ...changed, lastStep: number });
    return { ...step, tenantId, number, incidentId: changed.id };
  });
  const set = Object.values(CHANGING).map((column) => {
    const identifier = sql.identifier(column.name);
    return sql`${identifier} = excluded.${identifier}`;
  });
  await tx.db.execute(sql`INSERT INTO ${incident} ${rowsAsJson(incident, [...rows.values()])}
    ON CONFLICT (id) DO UPDATE SET ${sql.join(set, sql`, `)}`);
  await tx.db.execute(sql`INSERT INTO ${incidentStep} ${rowsAsJson(incidentStep, steps)}`);
  tx.signalChange({ tenantId, topic: 'incidents' });
  for (const step of steps) {
    tx.enqueue(incidentNotificationJob(step, rows.get(step.incidentId)?.openedByOffset ?? null));
  }
}

/** The last number before this many new ones. */
async function takeNumbers(db: Db, tenantId: string, count: number): Promise<number> {
  const [stream] = await db
    .insert(incidentStream)
    .values({ tenantId, lastNumber: count })
    .onConflictDoUpdate({
      target: incidentStream.tenantId,
      set: { lastNumber: sql`${incidentStream.lastNumber} + ${count}` },
    })
    .returning();
  if (!stream) throw new Error('the counter row gave no number');
  return stream.lastNumber - count;
}
