import { and, eq, inArray, isNotNull } from 'drizzle-orm';

import { encodeCursor } from '../../events/log/cursor.ts';
import type { LogEntry } from '../../events/log/log.ts';
import { readEvent } from '../../events/schemas/read-event.ts';
import { drizzleOn } from '../database/drizzle.ts';
import type { Sql } from '../database/sql.ts';
import type { StoredEventLog } from '../log/event-log.ts';
import { profilingDecision } from './tables.ts';

/** An event and its place in the stream, whether or not the log still has it. */
export type DecidedEvent = Pick<LogEntry, 'offset' | 'cursor' | 'event'>;

/**
 * The events at these offsets that have decisions: from the log, or from the copies that the decisions keep of events
 * that retention has removed.
 */
export async function findDecidedEvents(
  { database, log }: { database: Sql; log: StoredEventLog },
  tenantId: string,
  offsets: readonly number[],
): Promise<DecidedEvent[]> {
  const logged = await log.at(tenantId, offsets);
  const found = new Set(logged.map(({ offset }) => offset));
  const removed = offsets.filter((offset) => !found.has(offset));
  if (removed.length === 0) return logged;
  // Only now: removal and copy are one transaction, so what the log did not have is here.
  const copies = await drizzleOn(database)
    .selectDistinctOn([profilingDecision.eventOffset], {
      offset: profilingDecision.eventOffset,
      event: profilingDecision.event,
    })
    .from(profilingDecision)
    .where(
      and(
        eq(profilingDecision.tenantId, tenantId),
        inArray(profilingDecision.eventOffset, removed),
        isNotNull(profilingDecision.event),
      ),
    );
  const { epoch } = await log.head(tenantId);
  const kept = copies.map(({ offset, event }) => ({
    offset,
    cursor: encodeCursor({ epoch, offset }),
    event: readEvent(event) ?? null,
  }));
  return [...logged, ...kept];
}
