import { useState } from 'react';
import { useMutation } from 'urql';

import { explainRefusal } from '../approvals/explain-refusal.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Field, TextArea } from '../ui/field.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import {
  type ApprovalWholeFragment,
  ApproveRequestDocument,
  RejectRequestDocument,
} from './approval-page.generated.ts';

export interface DecisionFormProps {
  request: ApprovalWholeFragment;
  /** Why the server did not do it; undefined with a new attempt. */
  onRefused: (sentence: string | undefined) => void;
  /** The vote or the rejection is recorded. */
  onDecided: () => void;
}

/** Approves or rejects. What comes back is the request as it is then, also when somebody else was first. */
export function DecisionForm({ request, onRefused, onDecided }: DecisionFormProps) {
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<string>();
  const [approval, approve] = useMutation(ApproveRequestDocument);
  const [rejection, reject] = useMutation(RejectRequestDocument);
  const words = text.approvals.page.decision;
  const isBusy = approval.fetching || rejection.fetching;
  const error = approval.error ?? rejection.error;
  const said = comment.trim();

  const onApprove = async () => {
    onRefused(undefined);
    const { data } = await approve({ input: { approvalId: request.id, ...(said !== '' && { comment: said }) } });
    if (data?.approve.__typename === 'ApproveSuccess') onDecided();
    else if (data) onRefused(explainRefusal(data.approve));
  };
  const onReject = async () => {
    onRefused(undefined);
    if (said === '') {
      setProblem(text.approvals.reasonMissing);
      return;
    }
    const { data } = await reject({ input: { approvalId: request.id, comment: said } });
    if (data?.reject.__typename === 'RejectSuccess') onDecided();
    else if (data) onRefused(explainRefusal(data.reject));
  };

  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      {error && <ErrorNote error={error} />}
      <Field label={words.comment} hint={words.commentHint} problem={problem}>
        {(props) => (
          <TextArea
            {...props}
            rows={3}
            value={comment}
            onChange={(event) => {
              setComment(event.target.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-2">
        <Button kind="danger" disabled={isBusy} onClick={() => void onReject()}>
          {words.reject}
        </Button>
        <Button kind="primary" disabled={isBusy} onClick={() => void onApprove()}>
          {words.approve}
        </Button>
      </div>
    </form>
  );
}
