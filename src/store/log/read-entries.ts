import { and, type asc, eq, type SQL, sql } from 'drizzle-orm';

import { cursorExpired, encodeCursor } from '../../events/log/cursor.ts';
import { type EventFacts, NO_TRAITS } from '../../events/log/event-filter.ts';
import type { LogEntry, StreamHead } from '../../events/log/log.ts';
import { readEvent } from '../../events/schemas/read-event.ts';
import type { Db } from '../database/drizzle.ts';
import { type EventPlace, placesIn } from './events-at.ts';
import { eventLog, eventStream } from './tables.ts';

export interface RowQuery {
  where: SQL | undefined;
  order: typeof asc;
  limit: number;
}

/**
 * One statement and so one snapshot: between reading the head and reading the rows, retention could remove some of
 * them and leave a partial result. A tenant without a stream has neither head nor rows.
 */
export async function readEntries(db: Db, tenantId: string, { where, order, limit }: RowQuery) {
  const found = db
    .select(ENTRY_COLUMNS)
    .from(eventLog)
    .where(and(eq(eventLog.tenantId, tenantId), where))
    .orderBy(order(eventLog.offset))
    .limit(limit)
    .as('found');
  const rows = await db
    .select({ stream: HEAD_COLUMNS, entry: found._.selectedFields })
    .from(eventStream)
    .leftJoinLateral(found, sql`true`)
    .where(eq(eventStream.tenantId, tenantId))
    .orderBy(order(found.offset));
  const head = rows[0]?.stream;
  const entries = rows.flatMap(({ stream, entry }) => (entry ? toEntry(tenantId, stream.epoch, entry) : []));
  return { head, entries };
}

/** The entries at these places of any tenants, in any order. */
export async function readEntriesAt(db: Db, places: readonly EventPlace[]): Promise<LogEntry[]> {
  if (places.length === 0) return [];
  const { tenantId, offset } = eventLog;
  const rows = await db
    .select({ tenantId, epoch: eventStream.epoch, entry: ENTRY_COLUMNS })
    .from(placesIn(places))
    .innerJoin(eventLog, and(eq(tenantId, sql`place."tenantId"`), eq(offset, sql`place."offset"`)))
    .innerJoin(eventStream, eq(eventStream.tenantId, tenantId));
  return rows.map((row) => toEntry(row.tenantId, row.epoch, row.entry));
}

/** @throws AppError CURSOR_EXPIRED if events after one of the positions may have been removed */
export function assertNotTrimmed(head: StreamHead | undefined, ...positions: (number | undefined)[]): void {
  const trimmedThrough = head?.trimmedThrough ?? 0;
  if (positions.every((position) => position === undefined || position >= trimmedThrough)) return;
  throw cursorExpired();
}

export const HEAD_COLUMNS = {
  epoch: eventStream.epoch,
  offset: eventStream.lastOffset,
  trimmedThrough: eventStream.trimmedThrough,
};

const ENTRY_COLUMNS = {
  offset: eventLog.offset,
  type: eventLog.type,
  source: eventLog.source,
  createdAt: eventLog.createdAt,
  owner: eventLog.owner,
  tags: eventLog.tags,
  correlationId: eventLog.correlationId,
  entityType: eventLog.entityType,
  canonicalKey: eventLog.canonicalKey,
  tier: eventLog.tier,
  qualityScore: eventLog.qualityScore,
  appendedAt: eventLog.appendedAt,
  text: sql<string>`${eventLog.event}::text`.as('text'),
};

interface EntryRow extends Omit<EventFacts, 'tags'> {
  offset: number;
  tags: string[] | null;
  appendedAt: Date;
  text: string;
}

function toEntry(tenantId: string, epoch: string, { offset, appendedAt, text, tags, ...facts }: EntryRow): LogEntry {
  return {
    tenantId,
    epoch,
    offset,
    cursor: encodeCursor({ epoch, offset }),
    event: readEvent(JSON.parse(text)) ?? null,
    facts: { ...facts, tags: tags ?? NO_TRAITS.tags },
    appendedAt,
    bytes: Buffer.byteLength(text),
  };
}
