import { type ReactNode, useId } from 'react';

import { policyText } from '../../text/policy.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { TIER_OF } from '../model/figures.ts';
import type { WindowForm } from '../model/policy-form.ts';
import { sayWindow } from '../model/window-words.ts';
import { TIERS } from '../policy-search.ts';

export interface WindowFieldsProps {
  window: WindowForm;
  problemAt: (member: string) => string | undefined;
  onChange: (patch: Partial<WindowForm>) => void;
  onRemove: () => void;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const MEMBERS = ['name', 'days', 'from', 'minutes', 'tiers'];

/** One exclusion window, and what it means in words. */
export function WindowFields({ window, problemAt, onChange, onRemove }: WindowFieldsProps) {
  const words = policyText.windows;
  const { name, days, from, minutes, tiers } = window;
  const isComplete = MEMBERS.every((member) => problemAt(member) === undefined) && days.length > 0;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-md border border-line px-3 pt-1 pb-3">
      <legend className="px-1 text-xs font-medium [overflow-wrap:anywhere]">{words.legend(name.trim())}</legend>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_8rem]">
        <Field label={words.name} problem={problemAt('name')}>
          {(props) => (
            <Input
              {...props}
              maxLength={100}
              value={name}
              onChange={(event) => {
                onChange({ name: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label={words.from} problem={problemAt('from')}>
          {(props) => (
            <Input
              {...props}
              type="time"
              value={from}
              onChange={(event) => {
                onChange({ from: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label={words.minutes} problem={problemAt('minutes')}>
          {(props) => (
            <Input
              {...props}
              inputMode="numeric"
              autoComplete="off"
              className="text-right tabular-nums"
              value={minutes}
              onChange={(event) => {
                onChange({ minutes: event.target.value });
              }}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <Choices label={words.days} problem={problemAt('days')}>
          {DAYS.map((day) => (
            <Choice
              key={day}
              label={words.weekdayShort[day - 1] ?? ''}
              name={words.weekdayNames[day - 1] ?? ''}
              isChosen={days.includes(day)}
              onToggle={() => {
                onChange({ days: toggled(days, day, DAYS) });
              }}
            />
          ))}
        </Choices>
        <Choices label={words.tiers} problem={problemAt('tiers')}>
          {TIERS.map((tier, index) => (
            <Choice
              key={tier}
              label={String(index + 1)}
              name={text.tiers[TIER_OF[tier]]}
              isChosen={tiers.includes(tier)}
              onToggle={() => {
                onChange({ tiers: toggled(tiers, tier, TIERS) });
              }}
            />
          ))}
        </Choices>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 text-xs text-muted">
          {isComplete &&
            sayWindow({ days, from, minutes: Number(minutes), ...(tiers.length < TIERS.length && { tiers }) })}
        </p>
        <Button size="small" kind="danger" aria-label={words.removeNamed(words.legend(name.trim()))} onClick={onRemove}>
          {words.remove}
        </Button>
      </div>
    </fieldset>
  );
}

/** In the order of `all`. */
function toggled<T>(chosen: readonly T[], item: T, all: readonly T[]): readonly T[] {
  return all.filter((each) => (each === item ? !chosen.includes(each) : chosen.includes(each)));
}

function Choices({ label, problem, children }: { label: string; problem: string | undefined; children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-1">
      <span id={id} className="text-xs font-medium text-muted">
        {label}
      </span>
      <div className="flex flex-wrap gap-1">{children}</div>
      {problem !== undefined && <p className="text-xs text-bad">{problem}</p>}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  isChosen: boolean;
  onToggle: () => void;
}

function Choice({ label, name, isChosen, onToggle }: ChoiceProps) {
  return (
    <Button
      size="small"
      kind={isChosen ? 'chosen' : 'plain'}
      aria-label={name}
      aria-pressed={isChosen}
      onClick={onToggle}
    >
      {label}
    </Button>
  );
}
