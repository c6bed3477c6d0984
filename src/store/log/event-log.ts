import { and, asc, desc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';

import { cursorExpired, encodeCursor, momentExpired, type StreamPosition } from '../../events/log/cursor.ts';
import { type EventFacts, type EventFilter, NO_TRAITS } from '../../events/log/event-filter.ts';
import type { EventLog, LogEntry, StreamHead } from '../../events/log/log.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import { readEvent } from '../../events/schemas/read-event.ts';
import type { Actor, EventSource } from '../../events/schemas/vocabulary.ts';
import { type Db, drizzleOn } from '../database/drizzle.ts';
import { numberKeyset } from '../database/keyset.ts';
import type { Sql } from '../database/sql.ts';
import { filterCondition, firstOffsetFrom } from './filter-condition.ts';
import { eventLog, eventStream } from './tables.ts';

/** The key by which duplicates are recognised. */
export type ProducerKey = Pick<Event, 'source' | 'id'>;

export function producerKey({ source, id }: ProducerKey): string {
  return `${source} ${id}`;
}

export interface PageQuery {
  filter: EventFilter;
  /** Exclusive bounds. */
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
  newestFirst: boolean;
}

export interface StoredEventLog extends EventLog {
  /** A page by offset, for the queries; at most `limit` entries. */
  page(tenantId: string, query: PageQuery): Promise<LogEntry[]>;
  at(tenantId: string, offsets: readonly number[]): Promise<LogEntry[]>;
  byProducerId(tenantId: string, source: EventSource, id: string): Promise<LogEntry | undefined>;
  /** The first event with this UUID of any of these sources: each may have one. */
  byId(tenantId: string, id: string, sources: readonly EventSource[]): Promise<LogEntry | undefined>;
  /** Those of the producers' events that are in the log, by `producerKey`. */
  byProducerKeys(tenantId: string, keys: readonly ProducerKey[]): Promise<Map<string, LogEntry>>;
  /**
   * The position before the first event that was created at that time or later, which is the newest one if none was.
   * @throws AppError CURSOR_EXPIRED if retention has removed such an event
   */
  positionAt(tenantId: string, time: Date): Promise<StreamPosition>;
  /** Who requested an event, if its payload does not say. */
  actorOf(tenantId: string, offset: number): Promise<Actor | undefined>;
}

export function createEventLog(database: Sql): StoredEventLog {
  const db = drizzleOn(database);

  /**
   * The stream is started in a statement of its own, so that reading the position of a new tenant needs no transaction.
   */
  async function head(tenantId: string): Promise<StreamHead> {
    const found = await findHead(db, tenantId);
    if (found) return found;
    await db.insert(eventStream).values({ tenantId }).onConflictDoNothing();
    const begun = await findHead(db, tenantId);
    if (!begun) throw new Error(`the stream of ${tenantId} cannot be begun`);
    return begun;
  }

  /**
   * One statement and so one snapshot: between reading the head and reading the rows, retention could remove some of
   * them and leave a partial result. A tenant without a stream has neither head nor rows.
   */
  async function read(tenantId: string, { where, order, limit }: RowQuery) {
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

  async function at(tenantId: string, offsets: readonly number[]): Promise<LogEntry[]> {
    if (offsets.length === 0) return [];
    const where = inArray(eventLog.offset, [...offsets]);
    return (await read(tenantId, { where, order: asc, limit: offsets.length })).entries;
  }

  return {
    head,
    at,
    async heads(tenantIds) {
      if (tenantIds.length === 0) return new Map();
      const rows = await db
        .select({ tenantId: eventStream.tenantId, ...HEAD_COLUMNS })
        .from(eventStream)
        .where(inArray(eventStream.tenantId, [...tenantIds]));
      return new Map(rows.map(({ tenantId, ...head }) => [tenantId, head]));
    },
    async readAfter(tenantId, after, { limit, filter = {} }) {
      const where = and(gt(eventLog.offset, after), filterCondition(tenantId, filter));
      const { head: found, entries } = await read(tenantId, { where, order: asc, limit });
      if (!found) return { epoch: (await head(tenantId)).epoch, entries: [], through: after };
      assertNotTrimmed(found, after);
      const last = entries.at(-1);
      const through = last && entries.length === limit ? last.offset : Math.max(found.offset, after);
      return { epoch: found.epoch, entries, through };
    },
    async page(tenantId, { filter, after, before, limit, newestFirst }) {
      const where = and(BY_OFFSET.between({ after, before }), filterCondition(tenantId, filter));
      const { head, entries } = await read(tenantId, { where, order: newestFirst ? desc : asc, limit });
      assertNotTrimmed(head, after, before);
      return entries;
    },
    async byProducerId(tenantId, source, id) {
      const where = and(eq(eventLog.source, source), eq(eventLog.id, id));
      return (await read(tenantId, { where, order: asc, limit: 1 })).entries[0];
    },
    async byId(tenantId, id, sources) {
      // By the source as well: the index by which an id is found begins with it.
      const where = and(inArray(eventLog.source, [...sources]), eq(eventLog.id, id));
      return (await read(tenantId, { where, order: asc, limit: 1 })).entries[0];
    },
    async byProducerKeys(tenantId, keys) {
      if (keys.length === 0) return new Map();
      const ofSource = [...new Set(keys.map(({ source }) => source))].map((source) => {
        const ids = keys.filter((key) => key.source === source).map(({ id }) => id);
        return and(eq(eventLog.source, source), inArray(eventLog.id, ids));
      });
      const rows = await db
        .select({ offset: eventLog.offset, source: eventLog.source, id: eventLog.id })
        .from(eventLog)
        .where(and(eq(eventLog.tenantId, tenantId), or(...ofSource)));
      const keyOf = new Map(rows.map(({ offset, ...key }) => [offset, producerKey(key)]));
      const entries = await at(tenantId, [...keyOf.keys()]);
      return new Map(entries.map((entry) => [keyOf.get(entry.offset) ?? '', entry]));
    },
    async positionAt(tenantId, time) {
      const first = firstOffsetFrom(tenantId, time)
        .mapWith((offset): number | null => Number(offset))
        .as('first');
      const [stream] = await db
        .select({ ...HEAD_COLUMNS, trimmedLatestAt: eventStream.trimmedLatestAt, first })
        .from(eventStream)
        .where(eq(eventStream.tenantId, tenantId));
      if (!stream) return head(tenantId);
      if (stream.trimmedLatestAt && stream.trimmedLatestAt >= time) throw momentExpired();
      return { epoch: stream.epoch, offset: stream.first === null ? stream.offset : stream.first - 1 };
    },
    async actorOf(tenantId, offset) {
      const where = and(eq(eventLog.tenantId, tenantId), eq(eventLog.offset, offset));
      const [row] = await db.select({ actor: eventLog.actor }).from(eventLog).where(where);
      return row?.actor ?? undefined;
    },
  };
}

interface RowQuery {
  where: SQL | undefined;
  order: typeof asc;
  limit: number;
}

const BY_OFFSET = numberKeyset('ascending', eventLog.offset);

const HEAD_COLUMNS = {
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

async function findHead(db: Db, tenantId: string): Promise<StreamHead | undefined> {
  const [head] = await db.select(HEAD_COLUMNS).from(eventStream).where(eq(eventStream.tenantId, tenantId));
  return head;
}

/** @throws AppError CURSOR_EXPIRED if events after one of the positions may have been removed */
function assertNotTrimmed(head: StreamHead | undefined, ...positions: (number | undefined)[]): void {
  const trimmedThrough = head?.trimmedThrough ?? 0;
  if (positions.every((position) => position === undefined || position >= trimmedThrough)) return;
  throw cursorExpired();
}
