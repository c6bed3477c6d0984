import { type SubmitEvent, useState } from 'react';
import { useMutation } from 'urql';

import type { Decision } from '../gql/types.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { Dialog } from '../ui/overlay/dialog.tsx';
import { DecideApprovalsDocument } from './approvals-page.generated.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { Outcome } from './outcome-text.ts';
import { describeChange } from './request/describe-change.ts';
import { requestName } from './request/request-name.ts';
import type { Request } from './rows/request-feed.ts';

export interface BulkDecisionProps {
  decision: Decision;
  requests: readonly Request[];
  onClose: () => void;
  /** With what became of each, by the id of the request. */
  onDecided: (outcomes: ReadonlyMap<string, Outcome>) => void;
}

/** Decides several requests alike. Each has a result of its own. */
export function BulkDecision({ decision, requests, onClose, onDecided }: BulkDecisionProps) {
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<string>();
  const [{ fetching, error }, decide] = useMutation(DecideApprovalsDocument);
  const words = text.approvals.bulk;
  const isRejection = decision === 'REJECT';

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isRejection && comment.trim() === '') {
      setProblem(text.approvals.reasonMissing);
      return;
    }
    const said = comment.trim() === '' ? {} : { comment: comment.trim() };
    const decisions = requests.map(({ id }) => ({ approvalId: id, decision, ...said }));
    const { data } = await decide({ input: { decisions } });
    if (data?.decideApprovals.__typename === 'ValidationError') setProblem(explainRefusal(data.decideApprovals));
    else if (data) {
      const { outcomes } = data.decideApprovals;
      onDecided(new Map(requests.map(({ id }, index) => [id, outcomes[index] ?? null])));
    }
  };

  return (
    <Dialog
      closesOutside={false}
      title={isRejection ? words.reject(requests.length) : words.approve(requests.length)}
      onClose={onClose}
    >
      <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
        <ul className="max-h-48 overflow-y-auto rounded-md border border-line" tabIndex={0} aria-label={words.list}>
          {requests.map((request) => (
            <li key={request.id} className="border-t border-line px-3 py-1.5 text-xs first:border-t-0">
              <span className="font-medium">{requestName(request)}</span>{' '}
              <span className="font-mono text-muted">{request.canonicalKey}</span>{' '}
              <span className="block break-words text-muted first-letter:uppercase">{describeChange(request)}</span>
            </li>
          ))}
        </ul>
        <p className="text-xs text-muted">{words.explained}</p>
        {error && <ErrorNote error={error} />}
        <Field label={isRejection ? words.reason : words.comment} problem={problem}>
          {(props) => (
            <TextArea
              {...props}
              autoFocus
              rows={3}
              value={comment}
              onChange={(event) => {
                setComment(event.target.value);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button kind={isRejection ? 'danger' : 'primary'} type="submit" disabled={fetching || requests.length === 0}>
            {isRejection ? words.reject(requests.length) : words.approve(requests.length)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
