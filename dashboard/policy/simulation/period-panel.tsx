import { simulationText } from '../../text/policy-simulation.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { isDay, type PolicySearch } from '../policy-search.ts';
import { dayBefore, DEFAULT_DAYS } from './policy-question.ts';

export interface PeriodPanelProps {
  search: PolicySearch;
  onChange: (search: PolicySearch) => void;
}

const PERIODS = [7, 30, 90, 365];

/** The period to look at. */
export function PeriodPanel({ search, onChange }: PeriodPanelProps) {
  const words = simulationText.period;
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
                  const { from: _from, to: _to, ...others } = search;
                  onChange({
                    ...others,
                    tab: 'simulation',
                    ...(days !== DEFAULT_DAYS && { from: dayBefore(now, days) }),
                  });
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
