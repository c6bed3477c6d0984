import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';

import { conditionsOf, type EventFilter } from '../../events/log/event-filter.ts';
import type { LogEntry, StreamHead } from '../../events/log/log.ts';
import type { Db } from '../database/drizzle.ts';
import { numberKeyset } from '../database/keyset.ts';
import { allOf, boundsInTime } from './filter-condition.ts';
import { findOffsets, type Stretch } from './find-offsets.ts';
import { indexWalkFor } from './index-walk.ts';
import { assertNotTrimmed, HEAD_COLUMNS, readEntries } from './read-entries.ts';
import { eventLog, eventStream } from './tables.ts';

export interface LogSearch {
  filter: EventFilter;
  /** Exclusive bounds. */
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
  newestFirst: boolean;
}

export interface SearchedLog {
  /** As it was when the search began, which did not look further; undefined: the tenant has no stream. */
  head: StreamHead | undefined;
  /** At most `limit`, from where the search began. */
  entries: LogEntry[];
  /** Time was up: everything up to and including this offset has been searched, and nothing beyond it. */
  through: number | undefined;
}

/** Events at the beginning of a search that are read as they come: what is frequent is found there. */
const FIRST_ROWS = 1_000;
/** Most events that are read so by one statement. */
const MOST_ROWS = 32_000;
const BY_OFFSET = numberKeyset('ascending', eventLog.offset);

/**
 * The events that match, in order. What is frequent is found among the first rows; what is rare by an index, which leads
 * to it wherever it is. Each statement looks at a limited number of rows, so that a search that has to look at many can
 * be ended when its time is up, after at least two of them.
 * @throws AppError CURSOR_EXPIRED if retention has removed events that belong in the result
 */
export async function searchLog(
  db: Db,
  tenantId: string,
  { filter, after, before, limit, newestFirst }: LogSearch,
  budgetMs = Infinity,
): Promise<SearchedLog> {
  const order = newestFirst ? desc : asc;
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) {
    const where = BY_OFFSET.between({ after, before });
    const { head, entries } = await readEntries(db, tenantId, { where, order, limit });
    assertNotTrimmed(head, after, before);
    return { head, entries, through: undefined };
  }

  const endMs = performance.now() + budgetMs;
  const scope = await findScope(db, tenantId, filter);
  assertNotTrimmed(scope?.head, after, before);
  if (!scope) return { head: undefined, entries: [], through: undefined };
  const { head, first, last } = scope;
  const walk = indexWalkFor(tenantId, conditions);
  const entries: LogEntry[] = [];
  let open: Stretch = { after: Math.max(after ?? 0, first - 1), before: Math.min(before ?? Infinity, last + 1) };

  async function take(where: ReturnType<typeof and>): Promise<void> {
    const found = await readEntries(db, tenantId, { where, order, limit: limit - entries.length });
    assertNotTrimmed(found.head, after, before);
    entries.push(...found.entries);
  }

  for (let step = 0, rows = FIRST_ROWS; entries.length < limit && open.before - open.after > 1; step++) {
    if (step > 1 && performance.now() > endMs) {
      return { head, entries, through: newestFirst ? open.before : open.after };
    }
    if (walk && (walk.isNarrow || step > 0)) {
      const { offsets, through } = await findOffsets(db, {
        ...{ tenantId, walk, newestFirst, ...open },
        limit: limit - entries.length,
      });
      await take(inArray(eventLog.offset, offsets));
      open = through === undefined ? NOTHING : beyond(open, through, newestFirst);
    } else {
      const through = newestFirst
        ? Math.max(open.before - rows, open.after + 1)
        : Math.min(open.after + rows, open.before - 1);
      const part = newestFirst
        ? { after: through - 1, before: open.before }
        : { after: open.after, before: through + 1 };
      // So that no index is asked for all events that match.
      await take(and(BY_OFFSET.between(part), sql`(${allOf(conditions)}) IS TRUE`));
      open = beyond(open, through, newestFirst);
      rows = Math.min(rows * 4, MOST_ROWS);
    }
  }
  return { head, entries, through: undefined };
}

const NOTHING: Stretch = { after: 0, before: 0 };

function beyond({ after, before }: Stretch, through: number, newestFirst: boolean): Stretch {
  return newestFirst ? { after, before: through } : { after: through, before };
}

/** The events among which all lie that the filter matches, as far as their number or their time says so. */
async function findScope(db: Db, tenantId: string, filter: EventFilter) {
  const [row] = await db
    .select({ head: HEAD_COLUMNS, ...boundsInTime(tenantId, filter) })
    .from(eventStream)
    .where(eq(eventStream.tenantId, tenantId));
  if (!row) return undefined;
  const { head, first, last } = row;
  return {
    head,
    first: Math.max(Number(first ?? 0), head.trimmedThrough + 1),
    last: Math.min(Number(last ?? Infinity), head.offset),
  };
}
