import { and, asc, eq, gt, gte, lt, lte, sql } from 'drizzle-orm';

import { type Db, drizzleOn } from '../database/drizzle.ts';
import type { Database } from '../database/sql.ts';
import { profilingDecision } from '../profiling/tables.ts';
import { findOldestOpenOffset } from '../queue/open-jobs.ts';
import { eventLog, eventStream } from './tables.ts';

/** The tenants whose oldest event was appended before that time, in order, beginning with the given one. */
export async function findTenantsToTrim(db: Db, before: Date, from = ''): Promise<string[]> {
  const rows = await db
    .select({ tenantId: eventStream.tenantId })
    .from(eventStream)
    .innerJoin(
      eventLog,
      and(
        eq(eventLog.tenantId, eventStream.tenantId),
        eq(eventLog.offset, sql`${eventStream.trimmedThrough} + 1`),
        lt(eventLog.appendedAt, before),
      ),
    )
    .where(gte(eventStream.tenantId, from))
    .orderBy(asc(eventStream.tenantId));
  return rows.map(({ tenantId }) => tenantId);
}

export interface Trim {
  tenantId: string;
  /** Events that were appended before this time, by the database's clock, are removed. */
  before: Date;
  /** Most events to remove. */
  limit: number;
}

/**
 * Removes events from the beginning of a tenant's stream, in one transaction, and returns how many. It stops at the
 * first event that is younger, or that unfinished jobs still need. The decisions about an event keep a copy.
 */
export async function trimStream(database: Database, { tenantId, before, limit }: Trim): Promise<number> {
  const wanted = await findThrough(database, { tenantId, before, limit });
  if (wanted === undefined) return 0;
  return database.transaction(async (tx) => {
    const db = drizzleOn(tx);
    const ofTenant = eq(eventStream.tenantId, tenantId);
    // First, in the same order as an append: otherwise its duplicates would wait for the deletion, and the deletion for
    // its counter. From here to the commit, the tenant's events wait.
    const [stream] = await db.select().from(eventStream).where(ofTenant).for('update');
    // A replay or a redelivery may have created jobs for old events since the first look; from here on none can.
    const open = await findOldestOpenOffset(tx, tenantId);
    const through = Math.min(wanted, open === undefined ? wanted : open - 1);
    if (!stream || stream.trimmedThrough >= through) return 0;
    const removed = and(
      eq(eventLog.tenantId, tenantId),
      gt(eventLog.offset, stream.trimmedThrough),
      lte(eventLog.offset, through),
    );
    await db
      .update(profilingDecision)
      .set({ event: sql`${eventLog.event}` })
      .from(eventLog)
      .where(
        and(
          removed,
          eq(profilingDecision.tenantId, eventLog.tenantId),
          eq(profilingDecision.eventOffset, eventLog.offset),
        ),
      );
    const latest = db
      .select({ at: sql`max(greatest(${eventLog.latestAt}, ${eventLog.createdAt}))` })
      .from(eventLog)
      .where(removed);
    await db
      .update(eventStream)
      .set({ trimmedThrough: through, trimmedLatestAt: sql`greatest(${eventStream.trimmedLatestAt}, (${latest}))` })
      .where(ofTenant);
    await db.delete(eventLog).where(removed);
    return through - stream.trimmedThrough;
  });
}

/** Events of a tenant that one transaction removes; the tenant's new events wait while it does. */
const BATCH_SIZE = 1_000;

/**
 * Trims a tenant's stream batch by batch. Removes at least one batch, however little time there is, so that every job
 * makes progress. `isDone`: everything that can be removed is gone.
 */
export async function trimStreamWithin(
  database: Database,
  { budgetMs, ...trim }: Omit<Trim, 'limit'> & { budgetMs: number },
): Promise<{ removed: number; isDone: boolean }> {
  const endMs = performance.now() + budgetMs;
  let removed = 0;
  do {
    const batch = await trimStream(database, { ...trim, limit: BATCH_SIZE });
    removed += batch;
    if (batch < BATCH_SIZE) return { removed, isDone: true };
  } while (performance.now() <= endMs);
  return { removed, isDone: false };
}

/** How many events a tenant's stream has, and the age of the oldest one. */
export async function findStreamExtent(db: Db, tenantId: string) {
  const [row] = await db
    .select({
      lastOffset: eventStream.lastOffset,
      trimmedThrough: eventStream.trimmedThrough,
      oldestAt: eventLog.appendedAt,
    })
    .from(eventStream)
    .leftJoin(
      eventLog,
      and(eq(eventLog.tenantId, eventStream.tenantId), eq(eventLog.offset, sql`${eventStream.trimmedThrough} + 1`)),
    )
    .where(eq(eventStream.tenantId, tenantId));
  const { lastOffset = 0, trimmedThrough = 0, oldestAt = null } = row ?? {};
  return { count: lastOffset - trimmedThrough, removed: trimmedThrough, oldestAt };
}

/**
 * Prevents the removal of a tenant's events until the commit; new ones can be appended meanwhile. Must be called before
 * looking for old events that are to get new jobs.
 */
export async function holdStream(tx: Db, tenantId: string): Promise<void> {
  await tx
    .select({ tenantId: eventStream.tenantId })
    .from(eventStream)
    .where(eq(eventStream.tenantId, tenantId))
    .for('key share');
}

/**
 * How far the stream can be trimmed. Determined beforehand, so that the tenant's events need not wait for the search:
 * none grows younger.
 */
async function findThrough(database: Database, { tenantId, before, limit }: Trim): Promise<number | undefined> {
  const held = await findOldestOpenOffset(database, tenantId);
  const oldest = await drizzleOn(database)
    .select({ offset: eventLog.offset, appendedAt: eventLog.appendedAt })
    .from(eventLog)
    .innerJoin(eventStream, eq(eventStream.tenantId, eventLog.tenantId))
    .where(
      and(
        eq(eventLog.tenantId, tenantId),
        gt(eventLog.offset, eventStream.trimmedThrough),
        held === undefined ? undefined : lt(eventLog.offset, held),
      ),
    )
    .orderBy(asc(eventLog.offset))
    .limit(limit);
  const stop = oldest.findIndex(({ appendedAt }) => appendedAt >= before);
  return oldest.slice(0, stop === -1 ? undefined : stop).at(-1)?.offset;
}
