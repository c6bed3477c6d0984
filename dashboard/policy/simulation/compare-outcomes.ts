import type { ProfilingRule, Tier } from '../../gql/types.ts';
import type { ThresholdName, TierName } from '../policy-search.ts';
import type { PolicyOutcomeFragment, PolicyThresholdsFragment } from './simulation.generated.ts';

type TierOutcome = PolicyOutcomeFragment['byTier'][number];

export interface RuleComparison {
  rule: ProfilingRule;
  before: { decisions: number; runs: number };
  after: { decisions: number; runs: number };
}

export interface TierComparison {
  tier: Tier;
  before: TierOutcome;
  after: TierOutcome;
}

/** Each rule that decides anything under either policy; those that start most profiles come first. */
export function compareRules(before: PolicyOutcomeFragment, after: PolicyOutcomeFragment): readonly RuleComparison[] {
  const rules = new Set([...before.byRule, ...after.byRule].map(({ rule }) => rule));
  const of = ({ byRule }: PolicyOutcomeFragment, rule: ProfilingRule) => {
    const { decisions = 0, runs = 0 } = byRule.find((each) => each.rule === rule) ?? {};
    return { decisions, runs };
  };
  return [...rules]
    .map((rule) => ({ rule, before: of(before, rule), after: of(after, rule) }))
    .sort((a, b) => weight(b) - weight(a));
}

/** Profiles outweigh decisions. */
function weight({ before, after }: RuleComparison): number {
  return 1e6 * Math.max(before.runs, after.runs) + Math.max(before.decisions, after.decisions);
}

export function compareTiers(before: PolicyOutcomeFragment, after: PolicyOutcomeFragment): readonly TierComparison[] {
  return before.byTier.flatMap((outcome) => {
    const other = after.byTier.find(({ tier }) => tier === outcome.tier);
    return other ? [{ tier: outcome.tier, before: outcome, after: other }] : [];
  });
}

/** Whether the simulation of the current policy gives what was recorded, so that the model fits the period. */
export function modelFits(recorded: PolicyOutcomeFragment, inForce: PolicyOutcomeFragment): boolean {
  return (
    recorded.runs === inForce.runs &&
    recorded.byTier.every(({ tier, runs }) =>
      inForce.byTier.some((other) => other.tier === tier && other.runs === runs),
    )
  );
}

/** The current value of each threshold. */
export function thresholdsOf(policy: PolicyThresholdsFragment): Readonly<Record<ThresholdName, number>> {
  const days = (name: TierName) => policy.thresholds.find(({ tier }) => tier.toLowerCase() === name)?.days ?? 0;
  return {
    tier1: days('tier1'),
    tier2: days('tier2'),
    tier3: days('tier3'),
    tier4: days('tier4'),
    tier5: days('tier5'),
    hours: policy.refreshMaxAgeHours,
    // 0.07 x 100 is no whole number.
    percent: Math.round(policy.refreshRatio * 1e6) / 1e4,
  };
}
