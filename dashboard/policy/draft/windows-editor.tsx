import { Plus } from 'lucide-react';
import { useRef } from 'react';

import { policyText } from '../../text/policy.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { type FormPart, NEW_WINDOW, type PolicyForm } from '../model/policy-form.ts';
import { WindowFields } from './window-fields.tsx';

export interface WindowsEditorProps {
  form: PolicyForm;
  changed: ReadonlySet<FormPart>;
  problemAt: (place: string) => string | undefined;
  onChange: (patch: Partial<PolicyForm>) => void;
}

/** As the browser knows them. */
const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];

/** The time zone and the exclusion windows of a draft. */
export function WindowsEditor({ form, changed, problemAt, onChange }: WindowsEditorProps) {
  const add = useRef<HTMLButtonElement>(null);
  const words = policyText.windows;
  const { timeZone, windows } = form;
  const general = problemAt('windows');
  return (
    <Panel title={words.title}>
      <div className="flex flex-col gap-4">
        <p className="text-muted">{words.explained}</p>
        <div className={`max-w-80 rounded-md ${changed.has('timeZone') ? 'bg-accent-soft p-2' : ''}`}>
          <Field label={words.timeZone} hint={words.timeZoneHint} problem={problemAt('timeZone')}>
            {(props) => (
              <>
                <Input
                  {...props}
                  list="policy-time-zones"
                  autoComplete="off"
                  spellCheck={false}
                  value={timeZone}
                  onChange={(event) => {
                    onChange({ timeZone: event.target.value });
                  }}
                />
                <datalist id="policy-time-zones">
                  {TIME_ZONES.map((name) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
        </div>
        {windows.length === 0 && <p className="text-muted">{words.none}</p>}
        {windows.map((window, index) => (
          <WindowFields
            key={index}
            window={window}
            problemAt={(member) => problemAt(`windows.${index}.${member}`)}
            onChange={(patch) => {
              onChange({ windows: windows.map((each, at) => (at === index ? { ...each, ...patch } : each)) });
            }}
            onRemove={() => {
              onChange({ windows: windows.filter((_, at) => at !== index) });
              add.current?.focus();
            }}
          />
        ))}
        {general !== undefined && <p className="text-xs text-bad">{general}</p>}
        <Button
          ref={add}
          className="self-start"
          onClick={() => {
            onChange({ windows: [...windows, NEW_WINDOW] });
          }}
        >
          <Plus aria-hidden size={14} />
          {words.add}
        </Button>
      </div>
    </Panel>
  );
}
