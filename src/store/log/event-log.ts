import { and, asc, eq, inArray, or } from 'drizzle-orm';

import { momentExpired, type StreamPosition } from '../../events/log/cursor.ts';
import type { EventLog, LogEntry, StreamHead } from '../../events/log/log.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import type { Actor, EventSource } from '../../events/schemas/vocabulary.ts';
import { type Db, drizzleOn } from '../database/drizzle.ts';
import type { Sql } from '../database/sql.ts';
import { firstOffsetFrom } from './filter-condition.ts';
import { HEAD_COLUMNS, readEntries } from './read-entries.ts';
import { type LogSearch, type SearchedLog, searchLog } from './search-log.ts';
import { eventLog, eventStream } from './tables.ts';

/** The key by which duplicates are recognised. */
export type ProducerKey = Pick<Event, 'source' | 'id'>;

export function producerKey({ source, id }: ProducerKey): string {
  return `${source} ${id}`;
}

export interface StoredEventLog extends EventLog {
  /** A page by offset; at most `limit` entries. */
  page(tenantId: string, query: LogSearch): Promise<LogEntry[]>;
  /**
   * The same within about a second: of a filter for which there is no index, a long log is searched in parts. `through`:
   * the offset that was reached, if the rest is still to be searched.
   */
  search(tenantId: string, query: LogSearch): Promise<Pick<SearchedLog, 'entries' | 'through'>>;
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

/** After this time, a search leaves the rest to another one. */
const BUDGET_MS = 1_000;

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

  async function at(tenantId: string, offsets: readonly number[]): Promise<LogEntry[]> {
    if (offsets.length === 0) return [];
    const where = inArray(eventLog.offset, [...offsets]);
    return (await readEntries(db, tenantId, { where, order: asc, limit: offsets.length })).entries;
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
      const searched = await searchLog(db, tenantId, { filter, after, limit, newestFirst: false }, BUDGET_MS);
      const { head: found, entries } = searched;
      if (!found) return { epoch: (await head(tenantId)).epoch, entries, through: after };
      const last = entries.at(-1);
      const end = last && entries.length === limit ? last.offset : Math.max(found.offset, after);
      return { epoch: found.epoch, entries, through: searched.through ?? end };
    },
    page: async (tenantId, query) => (await searchLog(db, tenantId, query)).entries,
    search: (tenantId, query) => searchLog(db, tenantId, query, BUDGET_MS),
    async byProducerId(tenantId, source, id) {
      const where = and(eq(eventLog.source, source), eq(eventLog.id, id));
      return (await readEntries(db, tenantId, { where, order: asc, limit: 1 })).entries[0];
    },
    async byId(tenantId, id, sources) {
      // By the source as well: the index by which an id is found begins with it.
      const where = and(inArray(eventLog.source, [...sources]), eq(eventLog.id, id));
      return (await readEntries(db, tenantId, { where, order: asc, limit: 1 })).entries[0];
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

async function findHead(db: Db, tenantId: string): Promise<StreamHead | undefined> {
  const [head] = await db.select(HEAD_COLUMNS).from(eventStream).where(eq(eventStream.tenantId, tenantId));
  return head;
}
