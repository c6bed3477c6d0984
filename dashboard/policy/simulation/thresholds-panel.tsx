import { simulationText } from '../../text/policy-simulation.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { DraftState } from '../draft/use-draft.ts';
import { type PolicySearch, type ThresholdName, THRESHOLDS } from '../policy-search.ts';
import { putThresholds } from './put-thresholds.ts';
import { ThresholdField } from './threshold-field.tsx';

export interface ThresholdsPanelProps {
  search: PolicySearch;
  current: Readonly<Record<ThresholdName, number>>;
  onChange: (search: PolicySearch, options?: { isStep: boolean }) => void;
  /** Into which they can be put; undefined: the viewer has none. */
  draft: DraftState | undefined;
}

/** The thresholds to try. */
export function ThresholdsPanel({ search, current, onChange, draft }: ThresholdsPanelProps) {
  const isTrying = THRESHOLDS.some((name) => search[name] !== undefined);
  return (
    <Panel
      title={simulationText.thresholdsTitle}
      actions={
        <Button
          size="small"
          kind="quiet"
          aria-disabled={!isTrying}
          onClick={() => {
            if (isTrying) onChange(withoutThresholds(search));
          }}
        >
          {simulationText.backToCurrent}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {(['scheduled', 'refreshed'] as const).map((group) => (
          <fieldset key={group} className="flex min-w-0 flex-col gap-3">
            <legend className="mb-2 text-xs text-muted">{simulationText.groups[group]}</legend>
            {THRESHOLDS.filter((name) => name.startsWith('tier') === (group === 'scheduled')).map((name) => (
              <ThresholdField
                key={name}
                name={name}
                current={current[name]}
                value={search[name] ?? current[name]}
                onChange={(value) => {
                  const { [name]: _, ...others } = search;
                  const changed = value === current[name] ? others : { ...others, [name]: value };
                  onChange({ ...changed, tab: 'simulation' });
                }}
              />
            ))}
          </fieldset>
        ))}
        {draft && isTrying && (
          <div className="flex flex-col items-start gap-1">
            <Button
              onClick={() => {
                draft.setForm(putThresholds(draft.draft.form, search));
                onChange({ ...withoutThresholds(search), of: 'draft' }, { isStep: true });
              }}
            >
              {simulationText.takeOver}
            </Button>
            <p className="text-xs text-muted">{simulationText.takeOverHint}</p>
          </div>
        )}
      </div>
    </Panel>
  );
}

function withoutThresholds({ from, to }: PolicySearch): PolicySearch {
  return { tab: 'simulation', ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
