import { and, gte, inArray, lte, type SQL, sql, type SQLWrapper } from 'drizzle-orm';

import {
  conditionsOf,
  type EventFilter,
  type FilterCondition,
  type SingleFact,
} from '../../events/log/event-filter.ts';
import { eventLog } from './tables.ts';

/**
 * The filter for the log's columns: true for the events that `matchesFilter` matches, and null or false for others.
 */
export function filterCondition(tenantId: string, filter: EventFilter): SQL | undefined {
  const { from, to } = filter;
  // Implied by the conditions about `createdAt`, but a page is not read from the beginning or the end of the stream.
  const first = from && gte(eventLog.offset, firstOffsetFrom(tenantId, from));
  const last = to && lte(eventLog.offset, lastOffsetBefore(tenantId, to));
  return and(first, last, allOf(conditionsOf(filter)));
}

/** The offsets between which everything lies that was created in the time; null: there is no such bound. */
export function boundsInTime(tenantId: string, { from, to }: Pick<EventFilter, 'from' | 'to'>) {
  return {
    // After the newest event, nothing was created since.
    first: from ? sql<string | null>`coalesce(${firstOffsetFrom(tenantId, from)}, ${MAX_OFFSET}::bigint)` : NO_BOUND,
    last: to ? lastOffsetBefore(tenantId, to) : NO_BOUND,
  };
}

/**
 * Offset of the first event that was created at a time or later; null: there is none. Every earlier event was created
 * before that time, every later one may have been. One search in an index, because `latestAt` never falls.
 */
export function firstOffsetFrom(tenantId: string, time: Date): SQL<string | null> {
  const from = instant(time);
  return sql<string | null>`(SELECT min(found.stream_offset) FROM (
    (SELECT stream_offset FROM ${eventLog} WHERE tenant_id = ${tenantId} AND latest_at >= ${from}
      ORDER BY latest_at, stream_offset LIMIT 1)
    UNION ALL
    (SELECT stream_offset FROM ${eventLog} WHERE tenant_id = ${tenantId} AND latest_at IS NULL AND created_at >= ${from}
      ORDER BY stream_offset LIMIT 1)
  ) AS found)`;
}

/**
 * No event after this offset was created before the time. It is as far from the place of the time in the stream as the
 * last event that was recorded too late.
 */
function lastOffsetBefore(tenantId: string, time: Date): SQL<string | null> {
  const to = instant(time);
  // Not the plain maximum: for that, Postgres would read the stream from its end.
  return sql<string | null>`greatest(
    coalesce(${firstOffsetFrom(tenantId, time)} - 1, ${MAX_OFFSET}::bigint),
    (SELECT max(stream_offset + 0) FROM ${eventLog} WHERE tenant_id = ${tenantId}
      AND created_at < latest_at AND tstzrange(created_at, latest_at, '(]') @> ${to}),
    (SELECT stream_offset FROM ${eventLog} WHERE tenant_id = ${tenantId} AND latest_at IS NULL AND created_at < ${to}
      ORDER BY stream_offset DESC LIMIT 1))`;
}

/** Those for which all conditions are true. `columnOf` says what stands for a column of the log. */
export function allOf(conditions: readonly FilterCondition[], columnOf: ColumnOf = ofLog): SQL | undefined {
  return and(...conditions.map((condition) => toSql(condition, columnOf)));
}

export type ColumnOf = (fact: SingleFact | 'tags' | 'qualityScore' | 'createdAt') => SQLWrapper;

const ofLog: ColumnOf = (fact) => eventLog[fact];

function toSql(condition: FilterCondition, columnOf: ColumnOf): SQL {
  switch (condition.operator) {
    case 'among':
      return inArray(columnOf(condition.fact), [...condition.values]);
    case 'overlap':
      return sql`${columnOf('tags')} && ${sql.param([...condition.values], eventLog.tags)}`;
    case 'atMost':
      return lte(columnOf('qualityScore'), condition.value);
    case 'from':
      return sql`${hidden(columnOf('createdAt'))} >= ${instant(condition.time)}`;
    case 'before':
      return sql`${hidden(columnOf('createdAt'))} < ${instant(condition.time)}`;
    case 'not':
      // Not `NOT`: what is unknown, because the event lacks a fact, is not fulfilled.
      return sql`(${allOf(condition.conditions, columnOf) ?? sql`true`}) IS NOT TRUE`;
  }
}

/** Says nothing to the planner, whose estimate would not know that the offsets are limited: it would read everything. */
function hidden(time: SQLWrapper): SQL {
  return sql`(${time} + interval '0')`;
}

const MAX_OFFSET = Number.MAX_SAFE_INTEGER;
const NO_BOUND = sql<string | null>`NULL`;

function instant(time: Date): SQL {
  return sql`${time.toISOString()}::timestamptz`;
}
