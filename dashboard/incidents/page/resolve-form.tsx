import { type SubmitEvent, useState } from 'react';

import type { IncidentResolution } from '../../gql/types.ts';
import { incidentText } from '../../text/incidents.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';

const words = incidentText.actions;

/** Those of people. */
const RESOLUTIONS = ['FIXED', 'ACCEPTED', 'FALSE_ALARM', 'DUPLICATE'] as const satisfies readonly IncidentResolution[];
type Resolution = (typeof RESOLUTIONS)[number];

export interface ResolveFormProps {
  isBusy: boolean;
  onResolve: (resolution: Resolution, comment: string) => void;
  onCancel: () => void;
}

/** Asks how it ended. */
export function ResolveForm({ isBusy, onResolve, onCancel }: ResolveFormProps) {
  const [resolution, setResolution] = useState<Resolution>('FIXED');
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (resolution !== 'FIXED' && comment.trim() === '') setProblem(words.commentMissing);
    else onResolve(resolution, comment.trim());
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <Field label={words.how} hint={incidentText.resolutionsExplained[resolution]}>
        {(props) => (
          <Select
            {...props}
            autoFocus
            value={resolution}
            onChange={(event) => {
              setResolution(RESOLUTIONS.find((each) => each === event.target.value) ?? 'FIXED');
              setProblem(undefined);
            }}
          >
            {RESOLUTIONS.map((each) => (
              <option key={each} value={each}>
                {incidentText.resolutions[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={resolution === 'FIXED' ? words.commentOptional : words.comment} problem={problem}>
        {(props) => (
          <TextArea
            {...props}
            rows={3}
            maxLength={10_000}
            value={comment}
            onChange={(event) => {
              setComment(event.target.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button kind="primary" type="submit" disabled={isBusy}>
          {words.resolveNow}
        </Button>
      </div>
    </form>
  );
}
