import { useId } from 'react';

import { policyText } from '../../text/policy.ts';
import { INPUT_CLASS } from '../../ui/field.tsx';
import type { Figure } from '../model/figures.ts';

export interface FigureFieldProps {
  label: string;
  figure: Figure;
  value: string;
  /** What is in force, in words, where it differs. */
  before: string | undefined;
  problem: string | undefined;
  onChange: (value: string) => void;
}

/** One figure of one tier. */
export function FigureField({ label, figure, value, before, problem, onChange }: FigureFieldProps) {
  const noteId = useId();
  const hasNote = problem !== undefined || before !== undefined;
  const shared = {
    'aria-label': label,
    ...(hasNote && { 'aria-describedby': noteId }),
    ...(problem !== undefined && { 'aria-invalid': true as const }),
  };
  return (
    <span className="flex flex-col items-end gap-0.5">
      {figure === 'watchSchema' ? (
        <span className="flex min-h-8 items-center">
          <input
            {...shared}
            type="checkbox"
            className="size-4 accent-accent"
            checked={value === 'true'}
            onChange={(event) => {
              onChange(String(event.target.checked));
            }}
          />
        </span>
      ) : (
        <input
          {...shared}
          inputMode="decimal"
          autoComplete="off"
          className={`${INPUT_CLASS} max-w-20 text-right tabular-nums`}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
      {hasNote && (
        <span
          id={noteId}
          className={`max-w-24 text-xs whitespace-normal ${problem === undefined ? 'text-accent' : 'text-bad'}`}
        >
          {problem ?? (before !== undefined && policyText.nowValue(before))}
        </span>
      )}
    </span>
  );
}
