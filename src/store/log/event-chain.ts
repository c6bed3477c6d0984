import { and, asc, eq, inArray, sql } from 'drizzle-orm';

import type { LogEntry } from '../../events/live/log.ts';
import { EVENT_SOURCES } from '../../events/schemas/vocabulary.ts';
import { drizzleOn } from '../database/drizzle.ts';
import type { Sql } from '../database/sql.ts';
import type { StoredEventLog } from './event-log.ts';
import { eventLog } from './tables.ts';

/** An event as a link of a chain of causes and effects. */
export interface Link {
  id: string;
  correlationId: string;
}

/** Effects of all asked events beyond this many are not answered in part. */
export const MAX_EFFECTS = 1_000;

interface Parts {
  database: Sql;
  log: StoredEventLog;
}

/**
 * The event of each link, in the same order; undefined where there is none, or retention has removed it. Of two sources
 * that used the same id, the one of the same correlation is meant.
 */
export async function findLinkedEvents(
  { database, log }: Parts,
  tenantId: string,
  links: readonly Link[],
): Promise<(LogEntry | undefined)[]> {
  const where = and(
    eq(eventLog.tenantId, tenantId),
    // All of them: the key by which an id is found begins with the source.
    inArray(eventLog.source, [...EVENT_SOURCES]),
    inArray(eventLog.id, [...new Set(links.map(({ id }) => id))]),
  );
  const found = await drizzleOn(database)
    .select({ id: eventLog.id, correlationId: eventLog.correlationId, offset: eventLog.offset })
    .from(eventLog)
    .where(where)
    .orderBy(asc(eventLog.offset));
  const entries = await entriesAt(
    log,
    tenantId,
    found.map(({ offset }) => offset),
  );
  return links.map((link) => {
    const candidates = found.filter(({ id }) => id === link.id);
    const event = candidates.find(({ correlationId }) => correlationId === link.correlationId) ?? candidates[0];
    return event && entries.get(event.offset);
  });
}

/**
 * The events that each link directly led to, oldest first, in the order of the links; undefined when all of them together
 * are more than `MAX_EFFECTS`.
 */
export async function findEffects(
  { database, log }: Parts,
  tenantId: string,
  links: readonly Link[],
): Promise<LogEntry[][] | undefined> {
  const causeId = sql<string>`${eventLog.event}->>'causationId'`;
  const found = await drizzleOn(database)
    .select({ causeId: causeId.as('cause_id'), correlationId: eventLog.correlationId, offset: eventLog.offset })
    .from(eventLog)
    .where(
      and(
        eq(eventLog.tenantId, tenantId),
        inArray(eventLog.correlationId, [...new Set(links.map(({ correlationId }) => correlationId))]),
        inArray(causeId, [...new Set(links.map(({ id }) => id))]),
      ),
    )
    .orderBy(asc(eventLog.offset))
    .limit(MAX_EFFECTS + 1);
  if (found.length > MAX_EFFECTS) return undefined;
  const entries = await entriesAt(
    log,
    tenantId,
    found.map(({ offset }) => offset),
  );
  return links.map((link) =>
    found
      .filter(({ causeId, correlationId }) => causeId === link.id && correlationId === link.correlationId)
      .flatMap(({ offset }) => entries.get(offset) ?? []),
  );
}

async function entriesAt(
  log: StoredEventLog,
  tenantId: string,
  offsets: readonly number[],
): Promise<Map<number, LogEntry>> {
  if (offsets.length === 0) return new Map();
  return new Map((await log.at(tenantId, offsets)).map((entry) => [entry.offset, entry]));
}
