import { type EventFacts, type EventFilter, matchesFilter } from '../log/event-filter.ts';

interface Filtered {
  readonly filter: EventFilter;
}

/** Finds the filters that match an event without comparing it with all of them. */
export interface FilterIndex<T extends Filtered> {
  readonly size: number;
  add(item: T): void;
  delete(item: T): void;
  /** Those whose filters match, each once. */
  matching(facts: EventFacts): T[];
  [Symbol.iterator](): Iterator<T>;
}

const ANY = '*';

/**
 * Each filter is filed under one of its conditions, the most selective one; what is filed there is then compared in
 * full.
 */
export function createFilterIndex<T extends Filtered>(): FilterIndex<T> {
  const items = new Set<T>();
  const drawers = new Map<string, Set<T>>();

  return {
    get size() {
      return items.size;
    },
    add(item) {
      items.add(item);
      for (const label of labelsOf(item.filter)) {
        const drawer = drawers.get(label);
        if (drawer) drawer.add(item);
        else drawers.set(label, new Set([item]));
      }
    },
    delete(item) {
      if (!items.delete(item)) return;
      for (const label of labelsOf(item.filter)) {
        const drawer = drawers.get(label);
        drawer?.delete(item);
        if (drawer?.size === 0) drawers.delete(label);
      }
    },
    matching(facts) {
      const found = new Set<T>();
      for (const label of labelsFor(facts)) {
        for (const item of drawers.get(label) ?? []) if (matchesFilter(item.filter, facts)) found.add(item);
      }
      return [...found];
    },
    [Symbol.iterator]: () => items[Symbol.iterator](),
  };
}

/**
 * Where a filter is filed: every event that it matches has at least one of these labels. What it excludes says nothing
 * about that.
 */
function labelsOf({ correlationId, canonicalKeys, owners, tags, types, entityTypes, tiers }: EventFilter): string[] {
  if (correlationId !== undefined) return [ofCorrelation(correlationId)];
  if (canonicalKeys) return canonicalKeys.map(ofKey);
  if (owners) return owners.map(ofOwner);
  if (tags) return tags.map(ofTag);
  return (types ?? [ANY]).flatMap((type) =>
    (entityTypes ?? [ANY]).flatMap((entityType) => (tiers ?? [ANY]).map((tier) => ofKind(type, entityType, tier))),
  );
}

/** Where the filters that may match an event are filed. */
function labelsFor({ correlationId, canonicalKey, owner, tags, type, entityType, tier }: EventFacts): string[] {
  const labels = [ofCorrelation(correlationId), ...tags.map(ofTag)];
  if (canonicalKey !== null) labels.push(ofKey(canonicalKey));
  if (owner !== null) labels.push(ofOwner(owner));
  for (const aType of [type, ANY]) {
    for (const anEntityType of entityType === null ? [ANY] : [entityType, ANY]) {
      for (const aTier of tier === null ? [ANY] : [tier, ANY]) labels.push(ofKind(aType, anEntityType, aTier));
    }
  }
  return labels;
}

const ofCorrelation = (id: string): string => `correlation ${id}`;
const ofKey = (key: string): string => `key ${key}`;
const ofOwner = (owner: string): string => `owner ${owner}`;
const ofTag = (tag: string): string => `tag ${tag}`;
const ofKind = (type: string, entityType: string, tier: string): string => `kind ${type} ${entityType} ${tier}`;
