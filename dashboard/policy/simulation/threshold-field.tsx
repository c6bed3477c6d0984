import { useId, useState } from 'react';

import { formatCount } from '../../text/format.ts';
import { simulationText } from '../../text/policy-simulation.ts';
import { INPUT_CLASS } from '../../ui/field.tsx';
import { Slider } from '../../ui/inputs/slider.tsx';
import { MOST, type ThresholdName } from '../policy-search.ts';

/** How far the sliders reach; the number beside them may be greater. */
const REACH: Readonly<Record<ThresholdName, number>> = {
  tier1: 60,
  tier2: 60,
  tier3: 120,
  tier4: 180,
  tier5: 180,
  hours: 168,
  percent: 100,
};

export interface ThresholdFieldProps {
  name: ThresholdName;
  value: number;
  current: number;
  onChange: (value: number) => void;
}

/** One threshold: a slider, its number, and the current value beside them. */
export function ThresholdField({ name, value, current, onChange }: ThresholdFieldProps) {
  const id = useId();
  const words = simulationText.thresholds[name];
  const label = simulationText.fieldLabel(words.label, words.unitName);
  // What is moved or typed is shown at once, and asked about when it is let go or complete.
  const [moving, setMoving] = useState<number>();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? String(moving ?? value);
  const isChanged = value !== current;
  return (
    <div className="flex flex-col gap-0.5">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-xs font-medium">
          {words.label}
        </label>
        <span className={`text-xs whitespace-nowrap tabular-nums ${isChanged ? 'text-accent' : 'text-muted'}`}>
          {simulationText.now(formatCount(current), words.unit)}
        </span>
      </div>
      <div className="flex items-center gap-3">
        <Slider
          label={label}
          min={0}
          max={Math.max(REACH[name], current)}
          step={1}
          value={moving ?? value}
          onMove={setMoving}
          onChange={(chosen) => {
            setMoving(undefined);
            onChange(chosen);
          }}
        />
        <input
          id={id}
          aria-label={label}
          type="number"
          inputMode="decimal"
          min={0}
          max={MOST[name]}
          step="any"
          className={`${INPUT_CLASS} max-w-22 text-right tabular-nums`}
          value={shown}
          aria-invalid={typed !== undefined && !isWithin(typed, name)}
          onChange={(event) => {
            setTyped(event.target.value);
            if (isWithin(event.target.value, name)) onChange(Number(event.target.value));
          }}
          onBlur={() => {
            setTyped(undefined);
          }}
        />
        <span className="w-8 shrink-0 text-xs text-muted">{words.unit}</span>
      </div>
    </div>
  );
}

function isWithin(typed: string, name: ThresholdName): boolean {
  return typed.trim() !== '' && Number(typed) >= 0 && Number(typed) <= MOST[name];
}
