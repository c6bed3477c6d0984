import type { Event, EventType } from '../schemas/catalogue.ts';
import type { EntityType, Tier } from '../schemas/vocabulary.ts';

/** Selects events of a stream. All conditions must match; one that is left out matches every event. */
export interface EventFilter {
  types?: readonly EventType[] | undefined;
  entityTypes?: readonly EntityType[] | undefined;
  canonicalKeys?: readonly string[] | undefined;
  tiers?: readonly Tier[] | undefined;
  correlationId?: string | undefined;
  /** Matches events that contain a quality score of at most this. */
  maxQualityScore?: number | undefined;
}

/** The parts of an event that a filter can use; the log stores the same facts in columns of their own. */
export interface EventFacts {
  type: EventType;
  correlationId: string;
  entityType: EntityType | null;
  canonicalKey: string | null;
  tier: Tier | null;
  qualityScore: number | null;
}

export function factsOf(event: Event): EventFacts {
  const facts = { type: event.type, correlationId: event.correlationId, qualityScore: null };
  switch (event.type) {
    case 'data.refreshed':
      return { ...facts, entityType: null, canonicalKey: null, tier: null };
    case 'kpi.changed':
    case 'kpi.approved': {
      const { canonicalKey, tier } = event.payload;
      return { ...facts, entityType: 'KPI', canonicalKey, tier };
    }
    case 'metadata.profile.completed':
    case 'data.quality.degraded': {
      const { entityType, canonicalKey, tier, qualityScore } = event.payload;
      return { ...facts, entityType, canonicalKey, tier, qualityScore };
    }
    case 'metadata.profile.due':
    case 'metadata.profile.failed':
    case 'metadata.changed':
    case 'metadata.approved':
    case 'metadata.deprecated':
    case 'approval.created':
    case 'approval.approved':
    case 'approval.rejected': {
      const { entityType, canonicalKey, tier } = event.payload;
      return { ...facts, entityType, canonicalKey, tier };
    }
  }
}

/** Whether the filter matches the event. The log's SQL filter agrees with it; a test compares the two. */
export function matchesFilter(filter: EventFilter, facts: EventFacts): boolean {
  return (
    isAmong(filter.types, facts.type) &&
    isAmong(filter.entityTypes, facts.entityType) &&
    isAmong(filter.canonicalKeys, facts.canonicalKey) &&
    isAmong(filter.tiers, facts.tier) &&
    (filter.correlationId === undefined || filter.correlationId === facts.correlationId) &&
    (filter.maxQualityScore === undefined ||
      (facts.qualityScore !== null && facts.qualityScore <= filter.maxQualityScore))
  );
}

function isAmong<T>(wanted: readonly T[] | undefined, value: T | null): boolean {
  return wanted === undefined || (value !== null && wanted.includes(value));
}
