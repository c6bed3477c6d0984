import { useState } from 'react';
import { useMutation } from 'urql';

import type { MonitoringPolicyDecision } from '../../gql/types.ts';
import { policyText } from '../../text/policy.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextArea } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { DecidePolicyDocument } from '../policy.generated.ts';

export interface DecisionFormProps {
  proposal: { id: string };
  /** Why the server did not do it; undefined with a new attempt. */
  onRefused: (sentence: string | undefined) => void;
  onDone: () => void;
}

/** Approves or rejects the proposal of somebody else. */
export function DecisionForm({ proposal, onRefused, onDone }: DecisionFormProps) {
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<string>();
  const [{ fetching, error }, decide] = useMutation(DecidePolicyDocument);
  const words = policyText.proposal;
  const said = comment.trim();

  const onDecide = async (decision: MonitoringPolicyDecision) => {
    onRefused(undefined);
    if (decision === 'REJECT' && said === '') {
      setProblem(words.reasonMissing);
      return;
    }
    const { data } = await decide({
      input: { proposalId: proposal.id, decision, ...(said !== '' && { comment: said }) },
    });
    const result = data?.decideMonitoringPolicy;
    if (!result) return;
    if (result.__typename === 'ValidationError') {
      setProblem(result.issues.map((issue) => issue.message).join('. '));
      return;
    }
    if (result.__typename !== 'DecideMonitoringPolicySuccess') onRefused(result.message);
    onDone();
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
        <Button kind="danger" disabled={fetching} onClick={() => void onDecide('REJECT')}>
          {words.reject}
        </Button>
        <Button kind="primary" disabled={fetching} onClick={() => void onDecide('APPROVE')}>
          {words.approve}
        </Button>
      </div>
    </form>
  );
}
