import { subjectOf } from '../events/event-filter.ts';
import type { EventType } from '../gql/types.ts';
import type { TraceEvent } from './trace-rows.ts';

/** The events of which the server determines what they affect. */
const FOLLOWED: ReadonlySet<EventType> = new Set([
  'DATA_QUALITY_DEGRADED',
  'KPI_CHANGED',
  'METADATA_CHANGED',
  'METADATA_DEPRECATED',
]);

/** The first of them about each entity: a deprecation has two, which affect the same. */
export function followedEvents(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const first = new Map<string, TraceEvent>();
  for (const event of events) {
    const subject = subjectOf(event);
    if (!subject || !FOLLOWED.has(event.type)) continue;
    const key = `${subject.entityType} ${subject.canonicalKey}`;
    if (!first.has(key)) first.set(key, event);
  }
  return [...first.values()];
}
