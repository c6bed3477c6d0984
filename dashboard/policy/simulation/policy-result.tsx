import { formatCount } from '../../text/format.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { EmptyNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { compareRules, compareTiers, modelFits } from './compare-outcomes.ts';
import { IncidentResult } from './incident-result.tsx';
import { summarize } from './policy-summary.ts';
import { RuleTable } from './rule-table.tsx';
import type { SimulatePolicyQuery } from './simulation.generated.ts';
import { TierTable } from './tier-table.tsx';

export type Simulation = Extract<
  SimulatePolicyQuery['simulateProfilingPolicy'],
  { __typename: 'SimulateProfilingPolicySuccess' }
>;

/** What really happened, and what would have happened instead. */
export function PolicyResult({ simulation }: { simulation: Simulation }) {
  const { recorded, inForce, simulated, incidents } = simulation;
  if (recorded.decisions === 0) {
    return <EmptyNote title={simulationText.empty}>{simulationText.emptyHint}</EmptyNote>;
  }
  // Both simulated, so that what the model cannot know is the same on both sides.
  const rules = compareRules(inForce, simulated);
  const tiers = compareTiers(inForce, simulated);
  const { headline, sentences } = summarize(simulation);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Panel>
        <div className="flex flex-col gap-1 pt-3">
          <p className="text-base font-semibold">{headline}</p>
          {sentences.map((sentence) => (
            <p key={sentence} className="text-muted">
              {sentence}
            </p>
          ))}
          {!modelFits(recorded, inForce) && (
            <p className="mt-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
              {simulationText.misfit(formatCount(recorded.runs), formatCount(inForce.runs))}
            </p>
          )}
        </div>
      </Panel>
      <IncidentResult incidents={incidents} headline={headline} />
      <Panel title={simulationText.tiers.title} isFlush>
        <TierTable tiers={tiers} />
        <p className="border-t border-line px-4 py-2 text-xs text-muted">{simulationText.tiers.note}</p>
      </Panel>
      <Panel title={simulationText.rules.title} isFlush>
        <RuleTable rules={rules} />
      </Panel>
    </div>
  );
}
