import type { Tier } from '../../gql/types.ts';
import { text } from '../../text/text.ts';
import { keyOf } from '../../ui/read-search.ts';

export interface ChangedTier {
  tier: Tier;
  diff: readonly { field: string; before: string | null }[];
}

const readTier = keyOf(text.tiers);

/** The tier from which a request moves its entity; undefined: it moves it from none. */
export function tierBefore({ tier, diff }: ChangedTier): Tier | undefined {
  const json = diff.find(({ field }) => field === 'tier')?.before;
  // Stored as `tier1`, in the API `TIER1`.
  const before = json == null ? undefined : readTier(json.replaceAll('"', '').toUpperCase());
  return before === tier ? undefined : before;
}
