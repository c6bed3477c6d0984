import { text } from '../../text/text.ts';
import { Badge, TierBadge } from '../../ui/badges.tsx';
import { type ChangedTier, tierBefore } from './tier-before.ts';

/** The tier of a request’s entity; where the request changes it, from which to which. */
export function RequestTier({ request }: { request: ChangedTier }) {
  const { tier } = request;
  const before = tierBefore(request);
  if (!before) return <TierBadge tier={tier} />;
  const words = text.approvals.tierChange;
  return (
    <Badge
      tone={[before, tier].includes('TIER1') ? 'accent' : 'neutral'}
      title={words.explained(text.tiers[before], text.tiers[tier])}
    >
      {words.short(text.tiers[before], text.tiers[tier])}
    </Badge>
  );
}
