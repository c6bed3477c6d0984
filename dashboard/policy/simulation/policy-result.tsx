import { formatCount } from '../../text/format.ts';
import { policyText } from '../../text/policy.ts';
import { EmptyNote } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { compareRules, compareTiers, modelFits } from './compare-outcomes.ts';
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
  const { recorded, inForce, simulated } = simulation;
  if (recorded.decisions === 0) {
    return <EmptyNote title={policyText.empty}>{policyText.emptyHint}</EmptyNote>;
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
              {policyText.misfit(formatCount(recorded.runs), formatCount(inForce.runs))}
            </p>
          )}
        </div>
      </Panel>
      <Panel title={policyText.tiers.title} isFlush>
        <TierTable tiers={tiers} />
        <p className="border-t border-line px-4 py-2 text-xs text-muted">{policyText.tiers.note}</p>
      </Panel>
      <Panel title={policyText.rules.title} isFlush>
        <RuleTable rules={rules} />
      </Panel>
    </div>
  );
}
