import type { EventListFilter } from '../events/event-filter.ts';
import type { EventSource, EventType, Tier } from '../gql/types.ts';
import { text } from '../text/text.ts';
import { keyOf, readList, readText } from '../ui/read-search.ts';

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
  const types = readList(raw.types, keyOf(text.eventTypes));
  const sources = readList(raw.sources, keyOf(text.sources));
  const tiers = readList(raw.tiers, keyOf(text.tiers));
  const entity = readText(raw.entity)?.trim();
  return {
    ...(types && { types }),
    ...(sources && { sources }),
    ...(tiers && { tiers }),
    ...(entity !== undefined && { entity }),
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
