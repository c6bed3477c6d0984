import type { EntityType, EventType, Tier } from '../../gql/types.ts';
import { text } from '../../text/text.ts';

/** A filter as the API has it: null or left out matches everything. */
export interface WebhookFilter {
  types?: readonly EventType[] | null;
  entityTypes?: readonly EntityType[] | null;
  tiers?: readonly Tier[] | null;
  canonicalKeys?: readonly string[] | null;
}

/** A filter as a form has it: nothing chosen matches everything. */
export interface FilterForm {
  types: readonly EventType[];
  entityTypes: readonly EntityType[];
  tiers: readonly Tier[];
  /** Separated by commas or spaces. */
  canonicalKeys: string;
}

export function formOf({ types, entityTypes, tiers, canonicalKeys }: WebhookFilter): FilterForm {
  return {
    types: types ?? [],
    entityTypes: entityTypes ?? [],
    tiers: tiers ?? [],
    canonicalKeys: canonicalKeys?.join(', ') ?? '',
  };
}

export function filterOf({ types, entityTypes, tiers, canonicalKeys }: FilterForm) {
  const keys = canonicalKeys.split(/[\s,]+/).filter(Boolean);
  return {
    types: types.length === 0 ? null : [...types],
    entityTypes: entityTypes.length === 0 ? null : [...entityTypes],
    tiers: tiers.length === 0 ? null : [...tiers],
    canonicalKeys: keys.length === 0 ? null : keys,
  };
}

/** What a filter lets through, in a sentence. */
export function describeFilter({ types, entityTypes, tiers, canonicalKeys }: WebhookFilter): string {
  const words = text.administration.webhooks;
  const parts = [
    types ? types.map((type) => text.eventTypes[type]).join(', ') : words.allEvents,
    entityTypes && words.aboutTypes(entityTypes.map((type) => text.entityTypes[type])),
    tiers && words.inTiers(tiers.map((tier) => text.tiers[tier])),
    canonicalKeys && words.aboutKeys(canonicalKeys),
  ];
  return parts.filter((part) => typeof part === 'string').join('; ');
}
