import type { Event, EventType } from '../schemas/catalogue.ts';
import type { EntityType, EventSource, Tier } from '../schemas/vocabulary.ts';

/** Selects events of a stream. All conditions must match; one that is left out matches every event. */
export interface EventFilter {
  types?: readonly EventType[] | undefined;
  sources?: readonly EventSource[] | undefined;
  entityTypes?: readonly EntityType[] | undefined;
  canonicalKeys?: readonly string[] | undefined;
  tiers?: readonly Tier[] | undefined;
  /** Matches events about entities of these owners. */
  owners?: readonly string[] | undefined;
  /** Matches events about entities with at least one of these tags. */
  tags?: readonly string[] | undefined;
  correlationId?: string | undefined;
  /** Matches events that contain a quality score of at most this. */
  maxQualityScore?: number | undefined;
  /** Matches events created at this time or later. */
  from?: Date | undefined;
  /** Matches events created before this time. */
  to?: Date | undefined;
  /** Matches the events that this filter does not match. */
  not?: EventFilter | undefined;
}

/** What an event's entity was like when the event was appended. */
export interface EntityTraits {
  owner: string | null;
  /** Canonical keys of the tags that it had. */
  tags: readonly string[];
}

/** The parts of an event that a filter can use; the log stores the same facts in columns of their own. */
export interface EventFacts extends EntityTraits {
  type: EventType;
  source: EventSource;
  correlationId: string;
  entityType: EntityType | null;
  canonicalKey: string | null;
  tier: Tier | null;
  qualityScore: number | null;
  createdAt: Date;
}

/** Of an event about no entity, or about one that does not exist yet. */
export const NO_TRAITS: EntityTraits = { owner: null, tags: [] };

export function factsOf(event: Event, { owner, tags }: EntityTraits): EventFacts {
  const { type, source, correlationId } = event;
  const createdAt = new Date(event.createdAt);
  const facts = { type, source, correlationId, createdAt, owner, tags, qualityScore: null };
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

/** The facts of which an event has one at most. */
export type SingleFact = 'type' | 'source' | 'entityType' | 'canonicalKey' | 'tier' | 'owner' | 'correlationId';

/**
 * What a filter consists of. Here and in SQL there is one form of each operator, and no condition but these; a fact that
 * an event does not have fulfils none of them, so `not` counts it among those that do not match.
 */
export type FilterCondition =
  | { operator: 'among'; fact: SingleFact; values: readonly string[] }
  | { operator: 'overlap'; fact: 'tags'; values: readonly string[] }
  | { operator: 'atMost'; fact: 'qualityScore'; value: number }
  | { operator: 'from'; fact: 'createdAt'; time: Date }
  | { operator: 'before'; fact: 'createdAt'; time: Date }
  /** Not all of these are fulfilled. */
  | { operator: 'not'; conditions: readonly FilterCondition[] };

const known = new WeakMap<EventFilter, readonly FilterCondition[]>();

/** The conditions of a filter, of which an event must fulfil all. Each event is compared, so they are made once. */
export function conditionsOf(filter: EventFilter): readonly FilterCondition[] {
  let conditions = known.get(filter);
  if (!conditions) {
    conditions = listConditions(filter);
    known.set(filter, conditions);
  }
  return conditions;
}

function listConditions(filter: EventFilter): FilterCondition[] {
  const { correlationId, maxQualityScore, from, to, not } = filter;
  const among = (fact: SingleFact, values: readonly string[] | undefined): FilterCondition[] =>
    values ? [{ operator: 'among', fact, values }] : [];
  return [
    ...among('type', filter.types),
    ...among('source', filter.sources),
    ...among('entityType', filter.entityTypes),
    ...among('canonicalKey', filter.canonicalKeys),
    ...among('tier', filter.tiers),
    ...among('owner', filter.owners),
    ...among('correlationId', correlationId === undefined ? undefined : [correlationId]),
    ...(filter.tags ? [{ operator: 'overlap', fact: 'tags', values: filter.tags } as const] : []),
    ...(maxQualityScore === undefined
      ? []
      : [{ operator: 'atMost', fact: 'qualityScore', value: maxQualityScore } as const]),
    ...(from ? [{ operator: 'from', fact: 'createdAt', time: from } as const] : []),
    ...(to ? [{ operator: 'before', fact: 'createdAt', time: to } as const] : []),
    ...(not ? [{ operator: 'not', conditions: conditionsOf(not) } as const] : []),
  ];
}

/** Whether the filter matches the event. The log's SQL filter agrees with it; a test compares the two. */
export function matchesFilter(filter: EventFilter, facts: EventFacts): boolean {
  return fulfilsAll(conditionsOf(filter), facts);
}

function fulfilsAll(conditions: readonly FilterCondition[], facts: EventFacts): boolean {
  return conditions.every((condition) => fulfils(condition, facts));
}

function fulfils(condition: FilterCondition, facts: EventFacts): boolean {
  switch (condition.operator) {
    case 'among': {
      const value = facts[condition.fact];
      return value !== null && condition.values.includes(value);
    }
    case 'overlap':
      return facts.tags.some((tag) => condition.values.includes(tag));
    case 'atMost':
      return facts.qualityScore !== null && facts.qualityScore <= condition.value;
    case 'from':
      return facts.createdAt >= condition.time;
    case 'before':
      return facts.createdAt < condition.time;
    case 'not':
      return !fulfilsAll(condition.conditions, facts);
  }
}
