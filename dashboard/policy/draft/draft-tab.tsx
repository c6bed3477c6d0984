import { policyText } from '../../text/policy.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import { figureKey, sayFigure, TIER_OF } from '../model/figures.ts';
import { readFigure } from '../model/policy-form.ts';
import type { PolicyInForceFragment } from '../policy.generated.ts';
import { PolicyTable } from '../view/policy-table.tsx';
import { DraftNotes } from './draft-notes.tsx';
import { FigureField } from './figure-field.tsx';
import { ProposePanel } from './propose-panel.tsx';
import type { DraftState } from './use-draft.ts';
import { usePropose } from './use-propose.ts';
import { WindowsEditor } from './windows-editor.tsx';

export interface DraftTabProps {
  policy: PolicyInForceFragment;
  state: DraftState;
  onChanged: () => void;
}

/** The fields of a change of the policy, beside what it changes. */
export function DraftTab({ policy, state, onChanged }: DraftTabProps) {
  const propose = usePropose(state, onChanged);
  const { draft, changed, setForm } = state;
  const { base, form } = draft;
  const problemAt = (place: string) => state.problems.get(place) ?? propose.problems.get(place);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <DraftNotes state={state} version={policy.version} />
        <Panel title={policyText.tableTitle} isFlush>
          <p className="px-4 pb-2 text-xs text-muted">{policyText.emptyMeans}</p>
          <PolicyTable
            hasUnits
            isChanged={(tier, figure) => changed.has(figureKey(tier, figure))}
            cell={(tier, figure) => {
              const key = figureKey(tier, figure);
              const words = policyText.figures[figure];
              return (
                <FigureField
                  label={policyText.cellLabel(words.name, text.tiers[TIER_OF[tier]], words.unit)}
                  figure={figure}
                  value={form.figures[key] ?? ''}
                  before={changed.has(key) ? sayFigure(figure, readFigure(figure, base.figures[key] ?? '')) : undefined}
                  problem={problemAt(key)}
                  onChange={(value) => {
                    setForm({ figures: { ...form.figures, [key]: value } });
                  }}
                />
              );
            }}
          />
        </Panel>
        <WindowsEditor form={form} changed={changed} problemAt={problemAt} onChange={setForm} />
      </div>
      <ProposePanel policy={policy} state={state} propose={propose} />
    </div>
  );
}
