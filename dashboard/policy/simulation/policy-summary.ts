import { formatCount, formatDateTime, formatPercent } from '../../text/format.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { incidentHeadline } from './incident-comparison.ts';
import type { PolicyOutcomeFragment, SimulatedIncidentsFragment } from './simulation.generated.ts';

/** What decides when data is profiled. */
const PROFILING_FIGURES = /\.(staleAfterHours|cooldownHours|rowsChangedPercent)$/;

export interface SummarizedSimulation {
  from: string;
  to: string;
  /** What differs, such as `tier1.staleAfterHours`. */
  changes: readonly { field: string }[];
  recorded: PolicyOutcomeFragment;
  inForce: PolicyOutcomeFragment;
  simulated: PolicyOutcomeFragment;
  incidents: SimulatedIncidentsFragment;
}

/** The result in sentences; before another threshold is tried, what happened. */
export function summarize(simulation: SummarizedSimulation): { headline: string; sentences: readonly string[] } {
  const { from, to, changes, recorded, inForce, simulated } = simulation;
  const words = simulationText.summary;
  const { decisions, runs } = recorded;
  const period = words.period(
    formatDateTime(new Date(from)),
    formatDateTime(new Date(to)),
    decisions,
    formatCount(decisions),
  );
  if (changes.length === 0) return { headline: words.ran(runs, formatCount(runs)), sentences: [period, words.tryIt] };
  if (!changes.some(({ field }) => PROFILING_FIGURES.test(field))) {
    return { headline: incidentHeadline(simulation.incidents), sentences: [period, simulationText.scope] };
  }
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
  const words = simulationText.summary;
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
