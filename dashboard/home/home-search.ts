import type { EventListFilter } from '../events/event-filter.ts';
import type { EventSource, EventType, Tier } from '../gql/types.ts';
import { text } from '../text/text.ts';

/** The part of the page's state that its URL contains: which events are listed. Lists are never empty. */
export interface HomeSearch {
  types?: readonly EventType[];
  sources?: readonly EventSource[];
  tiers?: readonly Tier[];
  /** Canonical key. */
  entity?: string;
  /** Whether new events are shown at once. */
  follow?: true;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readHomeSearch(raw: Record<string, unknown>): HomeSearch {
  const types = readList(raw.types, text.eventTypes);
  const sources = readList(raw.sources, text.sources);
  const tiers = readList(raw.tiers, text.tiers);
  // The router reads a key such as 2024 as a number.
  const entity = typeof raw.entity === 'number' ? String(raw.entity) : raw.entity;
  return {
    ...(types && { types }),
    ...(sources && { sources }),
    ...(tiers && { tiers }),
    ...(typeof entity === 'string' && entity.trim() !== '' && { entity: entity.trim() }),
    ...(raw.follow === true && { follow: true }),
  };
}

/** What it asks of the list of events. */
export function eventFilterOf({ types, sources, tiers, entity }: HomeSearch): EventListFilter {
  return {
    ...(types && { types }),
    ...(sources && { sources }),
    ...(tiers && { tiers }),
    ...(entity !== undefined && { canonicalKeys: [entity] }),
  };
}

function readList<K extends string>(raw: unknown, known: Readonly<Record<K, unknown>>): readonly K[] | undefined {
  const isKnown = (value: unknown): value is K => typeof value === 'string' && Object.hasOwn(known, value);
  const values: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const chosen = [...new Set(values.filter(isKnown))];
  return chosen.length > 0 ? chosen : undefined;
}
