import { sql } from 'drizzle-orm';

import type { Db } from '../../database/drizzle.ts';
import { eventStream } from '../tables.ts';

/** Takes this many offsets, of which `lastOffset` is the last, and keeps others from taking any until the commit. */
export async function lockCounter(tx: Db, tenantId: string, count: number): Promise<typeof eventStream.$inferSelect> {
  const [stream] = await tx
    .insert(eventStream)
    .values({ tenantId, lastOffset: count })
    .onConflictDoUpdate({
      target: eventStream.tenantId,
      set: { lastOffset: sql`${eventStream.lastOffset} + ${count}` },
    })
    .returning();
  if (!stream) throw new Error('the counter row gave no offset');
  return stream;
}
