import { and, arrayOverlaps, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';

import { conditionsOf, type EventFilter, type FilterCondition } from '../../events/log/event-filter.ts';
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

/**
 * Offset of the first event that was created at a time or later; null: there is none. Every earlier event was created
 * before that time, every later one may have been. One search in an index, because `latestAt` never falls.
 */
export function firstOffsetFrom(tenantId: string, time: Date): SQL<number | null> {
  const from = instant(time);
  return sql<number | null>`(SELECT min(found.stream_offset) FROM (
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
function lastOffsetBefore(tenantId: string, time: Date): SQL<number> {
  const to = instant(time);
  // Not the plain maximum: for that, Postgres would read the stream from its end.
  return sql<number>`greatest(
    coalesce(${firstOffsetFrom(tenantId, time)} - 1, ${Number.MAX_SAFE_INTEGER}::bigint),
    (SELECT max(stream_offset + 0) FROM ${eventLog} WHERE tenant_id = ${tenantId}
      AND created_at < latest_at AND tstzrange(created_at, latest_at, '(]') @> ${to}),
    (SELECT stream_offset FROM ${eventLog} WHERE tenant_id = ${tenantId} AND latest_at IS NULL AND created_at < ${to}
      ORDER BY stream_offset DESC LIMIT 1))`;
}

function allOf(conditions: readonly FilterCondition[]): SQL | undefined {
  return and(...conditions.map(toSql));
}

function toSql(condition: FilterCondition): SQL {
  switch (condition.operator) {
    case 'among':
      return inArray(eventLog[condition.fact], [...condition.values]);
    case 'overlap':
      return condition.values.length === 0 ? sql`false` : arrayOverlaps(eventLog.tags, [...condition.values]);
    case 'atMost':
      return lte(eventLog.qualityScore, condition.value);
    case 'from':
      return sql`${CREATED_AT} >= ${instant(condition.time)}`;
    case 'before':
      return sql`${CREATED_AT} < ${instant(condition.time)}`;
    case 'not':
      // Not `NOT`: what is unknown, because the event lacks a fact, is not fulfilled.
      return sql`(${allOf(condition.conditions) ?? sql`true`}) IS NOT TRUE`;
  }
}

/** Says nothing to the planner, whose estimate would not know that the offsets are limited: it would read everything. */
const CREATED_AT = sql`(${eventLog.createdAt} + interval '0')`;

function instant(time: Date): SQL {
  return sql`${time.toISOString()}::timestamptz`;
}
