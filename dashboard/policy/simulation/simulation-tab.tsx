import { useRole } from '../../app/app-context.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { text } from '../../text/text.ts';
import { Segments } from '../../ui/inputs/segments.tsx';
import { EmptyNote, Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProposePanel } from '../draft/propose-panel.tsx';
import type { DraftState } from '../draft/use-draft.ts';
import { usePropose } from '../draft/use-propose.ts';
import type { PolicyInForceFragment } from '../policy.generated.ts';
import type { PolicySubject } from '../policy-search.ts';
import { usePolicySearch } from '../use-policy-search.ts';
import { ChangeList } from '../view/change-list.tsx';
import { thresholdsOf } from './compare-outcomes.ts';
import { PeriodPanel } from './period-panel.tsx';
import { ThresholdsPanel } from './thresholds-panel.tsx';
import { Trial } from './trial.tsx';

export interface SimulationTabProps {
  policy: PolicyInForceFragment;
  draft: DraftState;
  onChanged: () => void;
}

/** What other thresholds, the draft, or the open proposal would have meant for what happened. */
export function SimulationTab(props: SimulationTabProps) {
  const mayAsk = [useRole('STEWARD'), useRole('ADMIN')].includes(true);
  if (mayAsk) return <Simulation {...props} />;
  return (
    <EmptyNote title={simulationText.needsRole}>
      {text.errors.needsRole(simulationText.roles(text.roles.STEWARD, text.roles.ADMIN))}
    </EmptyNote>
  );
}

function Simulation({ policy, draft, onChanged }: SimulationTabProps) {
  const [search, change] = usePolicySearch();
  const isAdmin = useRole('ADMIN');
  const propose = usePropose(draft, onChanged);
  const words = simulationText;
  // Nobody else has a draft.
  const subject = search.of === 'draft' && !isAdmin ? undefined : search.of;
  const { of: _of, ...others } = search;
  const controls = (
    <>
      <PeriodPanel search={search} onChange={change} />
      <Subject
        chosen={subject}
        isAdmin={isAdmin}
        hasProposal={policy.proposal !== null || subject === 'proposal'}
        onChoose={(chosen) => {
          change({ ...others, tab: 'simulation', ...(chosen && { of: chosen }) });
        }}
      />
    </>
  );
  if (subject === 'draft') {
    const note = draft.changed.size === 0 ? words.noDraft : draft.problems.size > 0 ? words.badDraft : undefined;
    return (
      <Trial
        search={search}
        subject={note === undefined ? { policy: draft.input } : undefined}
        note={note !== undefined && <EmptyNote title={note}>{draft.changed.size === 0 && words.noDraftHint}</EmptyNote>}
        controls={() => (
          <>
            {controls}
            <ProposePanel policy={policy} state={draft} propose={propose} isSimulated />
          </>
        )}
      />
    );
  }
  if (subject === 'proposal') {
    return (
      <Trial
        search={search}
        subject={policy.proposal ? { proposalId: policy.proposal.id } : undefined}
        note={!policy.proposal && <EmptyNote title={words.noProposal}>{words.noProposalHint}</EmptyNote>}
        controls={() => (
          <>
            {controls}
            {policy.proposal && (
              <Panel title={words.changesTitle}>
                <ChangeList changes={policy.proposal.changes} />
              </Panel>
            )}
          </>
        )}
      />
    );
  }
  return (
    <Trial
      search={search}
      subject={{}}
      controls={(simulation) => (
        <>
          {controls}
          {simulation ? (
            <ThresholdsPanel
              search={search}
              current={thresholdsOf(simulation.policyInForce)}
              onChange={change}
              draft={isAdmin ? draft : undefined}
            />
          ) : (
            <Skeleton className="h-96" />
          )}
        </>
      )}
    />
  );
}

interface SubjectProps {
  chosen: PolicySubject | undefined;
  isAdmin: boolean;
  hasProposal: boolean;
  onChoose: (chosen: PolicySubject | undefined) => void;
}

/** What is simulated, where there is a choice. */
function Subject({ chosen, isAdmin, hasProposal, onChoose }: SubjectProps) {
  const words = simulationText;
  const options = [
    ['thresholds', words.subjects.thresholds],
    ...(isAdmin ? ([['draft', words.subjects.draft]] as const) : []),
    ...(hasProposal ? ([['proposal', words.subjects.proposal]] as const) : []),
  ] as const;
  if (options.length === 1) return null;
  return (
    <div>
      <Segments
        label={words.subject}
        value={chosen ?? 'thresholds'}
        options={options}
        onChoose={(value) => {
          onChoose(value === 'thresholds' ? undefined : value);
        }}
      />
    </div>
  );
}
