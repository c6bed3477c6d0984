import type { EntityType, EventSource, EventType, Tier } from '../gql/types.ts';
import type { EventLineFragment } from './event-line.generated.ts';

/** Which events a list shows: all conditions must match, and one that is left out matches every event. */
export interface EventListFilter {
  types?: readonly EventType[];
  sources?: readonly EventSource[];
  tiers?: readonly Tier[];
  entityTypes?: readonly EntityType[];
  canonicalKeys?: readonly string[];
}

export interface EventSubject {
  entityType: EntityType;
  canonicalKey: string;
  tier: Tier;
}

/** What the event is about, as it was then; undefined for a refreshed table, which is no entity. */
export function subjectOf(event: EventLineFragment): EventSubject | undefined {
  switch (event.__typename) {
    case 'DataRefreshedEvent':
      return undefined;
    case 'KpiApprovedEvent':
    case 'KpiChangedEvent':
      return { entityType: 'KPI', canonicalKey: event.payload.canonicalKey, tier: event.payload.tier };
    default: {
      const { entityType, canonicalKey, tier } = event.payload;
      return { entityType, canonicalKey, tier };
    }
  }
}

/** Decides as the server does, for events that arrive without a question to it. */
export function matchesFilter(event: EventLineFragment, filter: EventListFilter): boolean {
  const subject = subjectOf(event);
  return (
    isAmong(event.type, filter.types) &&
    isAmong(event.source, filter.sources) &&
    isAmong(subject?.tier, filter.tiers) &&
    isAmong(subject?.entityType, filter.entityTypes) &&
    isAmong(subject?.canonicalKey, filter.canonicalKeys)
  );
}

/** A condition on what an event does not have fails. */
function isAmong<T>(value: T | undefined, values: readonly T[] | undefined): boolean {
  return values === undefined || (value !== undefined && values.includes(value));
}
