import { formatDateTime } from '../text/format.ts';
import { text } from '../text/text.ts';
import { thresholdsOf } from './compare-outcomes.ts';
import type { PolicyOutcomeFragment, PolicyThresholdsFragment } from './policy.generated.ts';

export interface SummarizedSimulation {
  from: string;
  to: string;
  policy: PolicyThresholdsFragment;
  policyInForce: PolicyThresholdsFragment;
  recorded: PolicyOutcomeFragment;
  inForce: PolicyOutcomeFragment;
  simulated: PolicyOutcomeFragment;
}

/** The result in sentences; before another threshold is tried, what happened. */
export function summarize(simulation: SummarizedSimulation): { headline: string; sentences: readonly string[] } {
  const { from, to, policy, policyInForce, recorded, inForce, simulated } = simulation;
  const words = text.policy.summary;
  const isTrying = JSON.stringify(thresholdsOf(policy)) !== JSON.stringify(thresholdsOf(policyInForce));
  const period = words.period(formatDateTime(new Date(from)), formatDateTime(new Date(to)), recorded.decisions);
  if (!isTrying) return { headline: words.ran(recorded.runs), sentences: [period, words.tryIt] };
  const stale = [total(simulated, 'entitiesBeyondThreshold'), total(inForce, 'entitiesBeyondThreshold')] as const;
  const critical = [total(simulated, 'entitiesCritical'), total(inForce, 'entitiesCritical')] as const;
  const isAnyStale = stale.some((count) => count > 0);
  return {
    headline: words.wouldRun(simulated.runs, inForce.runs),
    sentences: [period, ...(isAnyStale ? [words.stale(...stale), words.critical(...critical)] : [words.noneStale])],
  };
}

function total({ byTier }: PolicyOutcomeFragment, of: 'entitiesBeyondThreshold' | 'entitiesCritical'): number {
  return byTier.reduce((sum, outcome) => sum + outcome[of], 0);
}
