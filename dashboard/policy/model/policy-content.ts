import type { PolicyContent } from '../../../src/domain/monitoring/policy-change.ts';
import type { PolicyInForceFragment, TierPolicyFragment } from '../policy.generated.ts';
import { type TierName, TIERS } from '../policy-search.ts';
import { NAME_OF_TIER, TIER_OF, valueOf } from './figures.ts';

/** A policy of the API in the form in which the server's rules take it. */
export function contentOf(
  policy: Pick<PolicyInForceFragment, 'tiers' | 'timeZone' | 'exclusionWindows'>,
): PolicyContent {
  return {
    tiers: {
      tier1: ofTier(policy, 'tier1'),
      tier2: ofTier(policy, 'tier2'),
      tier3: ofTier(policy, 'tier3'),
      tier4: ofTier(policy, 'tier4'),
      tier5: ofTier(policy, 'tier5'),
    },
    timeZone: policy.timeZone,
    exclusionWindows: policy.exclusionWindows.map(({ tiers, ...window }) => ({
      ...window,
      tiers: tiers?.map((tier) => NAME_OF_TIER[tier]),
    })),
  };
}

function ofTier({ tiers }: { tiers: readonly TierPolicyFragment[] }, name: TierName): PolicyContent['tiers'][TierName] {
  const found = tiers.find(({ tier }) => tier === TIER_OF[name]);
  if (!found) throw new Error(`the policy says nothing of ${TIERS.join(', ')}`);
  const { tier: _tier, minPassPercent: _passes, ...figures } = found;
  const share = (figure: Parameters<typeof valueOf>[1]) => {
    const value = valueOf(found, figure);
    return typeof value === 'number' ? value : null;
  };
  return {
    ...figures,
    minPassPercent: {
      CRITICAL: share('minPassPercent.CRITICAL'),
      ERROR: share('minPassPercent.ERROR'),
      WARNING: share('minPassPercent.WARNING'),
      INFO: share('minPassPercent.INFO'),
    },
  };
}
