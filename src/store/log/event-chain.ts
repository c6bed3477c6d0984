import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import type { LogEntry } from '../../events/log/log.ts';
import type { Event } from '../../events/schemas/catalogue.ts';
import { EVENT_SOURCES, type EventSource } from '../../events/schemas/vocabulary.ts';
import { drizzleOn } from '../database/drizzle.ts';
import type { Sql } from '../database/sql.ts';
import { producerKey, type StoredEventLog } from './event-log.ts';
import { eventLog } from './tables.ts';

/**
 * An event as a link of a chain of causes and effects. Its id alone does not identify it: producers choose ids, and may
 * choose one that an event of another source has. Neither does the correlation id, which any event may use.
 */
export type Link = Pick<Event, 'source' | 'id' | 'correlationId'>;

/** If all events together have more effects than this, none are returned. */
export const MAX_EFFECTS = 1_000;

interface Parts {
  database: Sql;
  log: StoredEventLog;
}

/** All sources: the index by which an id is found begins with the source. */
const ALL_SOURCES = [...EVENT_SOURCES];

const effect = alias(eventLog, 'effect');
const cause = alias(eventLog, 'cause');
const causeId = sql<string>`(effect.event->>'causationId')::uuid`;
/** For an effect from before its cause's source was stored: of several events with that id, the first led to it. */
const causeSource = sql<EventSource | null>`coalesce(effect.cause_source, (
  SELECT earlier.source FROM ${eventLog} AS earlier
  WHERE earlier.tenant_id = effect.tenant_id AND ${inArray(sql`earlier.source`, ALL_SOURCES)}
    AND earlier.id = ${causeId} AND earlier.correlation_id = effect.correlation_id
  ORDER BY earlier.stream_offset LIMIT 1
))`;

/** The event that directly led to each, in the same order; undefined if none did, or retention has removed it. */
export async function findCauses(
  { database, log }: Parts,
  tenantId: string,
  effects: readonly Link[],
): Promise<(LogEntry | undefined)[]> {
  const found = await drizzleOn(database)
    .select({ source: effect.source, id: effect.id, offset: cause.offset })
    .from(effect)
    .innerJoin(cause, and(eq(cause.tenantId, effect.tenantId), eq(cause.source, causeSource), eq(cause.id, causeId)))
    .where(
      and(
        eq(effect.tenantId, tenantId),
        inArray(effect.source, [...new Set(effects.map(({ source }) => source))]),
        inArray(effect.id, [...new Set(effects.map(({ id }) => id))]),
      ),
    );
  const offsetOf = new Map(found.map(({ offset, ...effect }) => [producerKey(effect), offset]));
  const entries = await entriesAt(log, tenantId, [...offsetOf.values()]);
  return effects.map((effect) => entries.get(offsetOf.get(producerKey(effect)) ?? NO_OFFSET));
}

/**
 * The events that each link directly led to, oldest first, in the order of the links; undefined if all of them together
 * are more than `MAX_EFFECTS`.
 */
export async function findEffects(
  { database, log }: Parts,
  tenantId: string,
  links: readonly Link[],
): Promise<LogEntry[][] | undefined> {
  const found = await drizzleOn(database)
    .select({
      causeId: causeId.as('cause_id'),
      causeSource: causeSource.as('cause_source_found'),
      correlationId: effect.correlationId,
      offset: effect.offset,
    })
    .from(effect)
    .where(
      and(
        eq(effect.tenantId, tenantId),
        inArray(effect.correlationId, [...new Set(links.map(({ correlationId }) => correlationId))]),
        inArray(causeId, [...new Set(links.map(({ id }) => id))]),
      ),
    )
    .orderBy(asc(effect.offset))
    .limit(MAX_EFFECTS + 1);
  if (found.length > MAX_EFFECTS) return undefined;
  const entries = await entriesAt(
    log,
    tenantId,
    found.map(({ offset }) => offset),
  );
  return links.map((link) =>
    found
      .filter(
        ({ causeId, causeSource, correlationId }) =>
          causeId === link.id && (causeSource ?? link.source) === link.source && correlationId === link.correlationId,
      )
      .flatMap(({ offset }) => entries.get(offset) ?? []),
  );
}

/** Offsets begin with 1. */
const NO_OFFSET = 0;

async function entriesAt(
  log: StoredEventLog,
  tenantId: string,
  offsets: readonly number[],
): Promise<Map<number, LogEntry>> {
  if (offsets.length === 0) return new Map();
  return new Map((await log.at(tenantId, offsets)).map((entry) => [entry.offset, entry]));
}
