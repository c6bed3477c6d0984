import { type SubmitEvent, useState } from 'react';

import { incidentText } from '../../text/incidents.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';

const words = incidentText.actions;

export interface AssignFormProps {
  isBusy: boolean;
  onAssign: (who: string) => void;
  onCancel: () => void;
}

/** Asks to whom. */
export function AssignForm({ isBusy, onAssign, onCancel }: AssignFormProps) {
  const [who, setWho] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (who.trim() === '') setProblem(words.whoMissing);
    else onAssign(who.trim());
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <Field label={words.who} hint={words.whoHint} problem={problem}>
        {(props) => (
          <Input
            {...props}
            autoFocus
            maxLength={200}
            value={who}
            onChange={(event) => {
              setWho(event.target.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button kind="primary" type="submit" disabled={isBusy}>
          {words.assignNow}
        </Button>
      </div>
    </form>
  );
}
