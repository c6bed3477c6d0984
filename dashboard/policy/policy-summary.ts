import { formatCount, formatDateTime, formatPercent } from '../text/format.ts';
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
  const { decisions, runs } = recorded;
  const period = words.period(
    formatDateTime(new Date(from)),
    formatDateTime(new Date(to)),
    decisions,
    formatCount(decisions),
  );
  if (!isTrying) return { headline: words.ran(runs, formatCount(runs)), sentences: [period, words.tryIt] };
  const stale = compared(simulated, inForce, 'entitiesBeyondThreshold');
  const critical = compared(simulated, inForce, 'entitiesCritical');
  return {
    headline: headlineOf(simulated.runs, inForce.runs),
    sentences: [
      period,
      ...(stale.isAny ? [words.stale(...stale.counts), words.critical(...critical.counts)] : [words.noneStale]),
    ],
  };
}

function headlineOf(runs: number, current: number): string {
  const words = text.policy.summary;
  const would = words.wouldRun(runs, formatCount(runs));
  if (runs === current) return words.same(would);
  const difference = Math.abs(runs - current);
  const share = current === 0 ? undefined : formatPercent((100 * difference) / current);
  const say = runs > current ? words.more : words.fewer;
  return say(would, formatCount(current), formatCount(difference), share);
}

function compared(
  simulated: PolicyOutcomeFragment,
  inForce: PolicyOutcomeFragment,
  of: 'entitiesBeyondThreshold' | 'entitiesCritical',
): { counts: [count: number, shown: string, current: string]; isAny: boolean } {
  const total = ({ byTier }: PolicyOutcomeFragment) => byTier.reduce((sum, tier) => sum + tier[of], 0);
  const [count, current] = [total(simulated), total(inForce)];
  return { counts: [count, formatCount(count), formatCount(current)], isAny: count > 0 || current > 0 };
}
