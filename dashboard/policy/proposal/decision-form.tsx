import { useState } from 'react';
import { useMutation } from 'urql';

import type { MonitoringPolicyDecision } from '../../gql/types.ts';
import { policyText } from '../../text/policy.ts';
import { DecisionFields } from '../../ui/inputs/decision-fields.tsx';
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
    <DecisionFields
      words={words}
      comment={comment}
      onComment={(said) => {
        setComment(said);
        setProblem(undefined);
      }}
      problem={problem}
      isBusy={fetching}
      error={error}
      approve={words.approve}
      reject={words.reject}
      onApprove={() => void onDecide('APPROVE')}
      onReject={() => void onDecide('REJECT')}
    />
  );
}
