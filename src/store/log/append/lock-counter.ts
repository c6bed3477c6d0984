import { sql } from 'drizzle-orm';
import * as z from 'zod';

import type { Db } from '../../database/drizzle.ts';
import { eventStream } from '../tables.ts';

const countersSchema = z.array(z.object({ tenant_id: z.string(), last_offset: z.coerce.number() }));

/**
 * Takes so many offsets of each tenant, and keeps others from taking any until the commit. Returns the last one that was
 * taken. The counters are locked in the order of the tenants' names, which is everybody's.
 */
export async function lockCounters(tx: Db, counts: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const wanted = [...counts.keys()].sort().map((tenant, place) => ({ tenant, place, added: counts.get(tenant) }));
  // A statement that has to sort inserts in that order. Sorted here, because a database has its own idea of order.
  const rows = await tx.execute(sql`
    INSERT INTO ${eventStream} AS counter (tenant_id, last_offset)
    SELECT tenant, added FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted (tenant text, place int, added bigint)
    ORDER BY place
    ON CONFLICT (tenant_id) DO UPDATE SET last_offset = counter.last_offset + excluded.last_offset
    RETURNING tenant_id, last_offset`);
  return new Map(countersSchema.parse(rows).map((row) => [row.tenant_id, row.last_offset]));
}
