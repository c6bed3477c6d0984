import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { dayBefore, DEFAULT_DAYS } from './policy-question.ts';
import { isDay, type PolicySearch, type ThresholdName, THRESHOLDS } from './policy-search.ts';
import { ThresholdField } from './threshold-field.tsx';

export interface PolicyControlsProps {
  search: PolicySearch;
  /** The current thresholds; undefined: not known yet. */
  current: Readonly<Record<ThresholdName, number>> | undefined;
  onChange: (search: PolicySearch) => void;
}

const PERIODS = [7, 30, 90, 365];

/** The period to look at, and the thresholds to try. */
export function PolicyControls({ search, current, onChange }: PolicyControlsProps) {
  const isTrying = THRESHOLDS.some((name) => search[name] !== undefined);
  return (
    <>
      <PeriodPanel search={search} onChange={onChange} />
      {current && (
        <Panel
          title={text.policy.thresholdsTitle}
          actions={
            <Button
              size="small"
              kind="quiet"
              aria-disabled={!isTrying}
              onClick={() => {
                if (isTrying) onChange(periodOf(search));
              }}
            >
              {text.policy.backToCurrent}
            </Button>
          }
        >
          <div className="flex flex-col gap-4">
            {(['scheduled', 'refreshed'] as const).map((group) => (
              <fieldset key={group} className="flex min-w-0 flex-col gap-3">
                <legend className="mb-2 text-xs text-muted">{text.policy.groups[group]}</legend>
                {THRESHOLDS.filter((name) => name.startsWith('tier') === (group === 'scheduled')).map((name) => (
                  <ThresholdField
                    key={name}
                    name={name}
                    current={current[name]}
                    value={search[name] ?? current[name]}
                    onChange={(value) => {
                      const { [name]: _, ...others } = search;
                      onChange(value === current[name] ? others : { ...others, [name]: value });
                    }}
                  />
                ))}
              </fieldset>
            ))}
          </div>
        </Panel>
      )}
    </>
  );
}

function PeriodPanel({ search, onChange }: Pick<PolicyControlsProps, 'search' | 'onChange'>) {
  const words = text.policy.period;
  const now = new Date();
  const today = dayBefore(now, 0);
  const from = search.from ?? dayBefore(now, DEFAULT_DAYS);
  const to = search.to ?? today;
  return (
    <Panel title={words.title}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-1.5">
          {PERIODS.map((days) => {
            const isChosen = to === today && from === dayBefore(now, days);
            return (
              <Button
                key={days}
                size="small"
                kind={isChosen ? 'chosen' : 'plain'}
                aria-pressed={isChosen}
                onClick={() => {
                  const { from: _from, to: _to, ...thresholds } = search;
                  onChange(days === DEFAULT_DAYS ? thresholds : { ...thresholds, from: dayBefore(now, days) });
                }}
              >
                {words.days(days)}
              </Button>
            );
          })}
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Field label={words.from}>
            {(props) => (
              <Input
                {...props}
                type="date"
                max={to}
                value={from}
                onChange={({ target: { value } }) => {
                  if (isDay(value)) onChange({ ...search, from: value });
                }}
              />
            )}
          </Field>
          <Field label={words.to}>
            {(props) => (
              <Input
                {...props}
                type="date"
                min={from}
                max={today}
                value={to}
                onChange={({ target: { value } }) => {
                  if (isDay(value)) onChange({ ...search, from, to: value });
                }}
              />
            )}
          </Field>
        </div>
      </div>
    </Panel>
  );
}

function periodOf({ from, to }: PolicySearch): PolicySearch {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
