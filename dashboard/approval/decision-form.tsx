import { useState } from 'react';
import { useMutation } from 'urql';

import { explainRefusal } from '../approvals/explain-refusal.ts';
import { text } from '../text/text.ts';
import { DecisionFields } from '../ui/inputs/decision-fields.tsx';
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
    <DecisionFields
      words={words}
      comment={comment}
      onComment={(said) => {
        setComment(said);
        setProblem(undefined);
      }}
      problem={problem}
      isBusy={isBusy}
      error={error}
      approve={words.approve}
      reject={words.reject}
      onApprove={() => void onApprove()}
      onReject={() => void onReject()}
    />
  );
}
