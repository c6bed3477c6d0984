import { useState } from 'react';
import { useMutation } from 'urql';

import { explainRefusal } from '../approvals/explain-refusal.ts';
import type { Decision } from '../gql/types.ts';
import { changeSetText } from '../text/change-set-text.ts';
import { DecisionFields } from '../ui/inputs/decision-fields.tsx';
import { DecideChangeSetDocument } from './change-set-page.generated.ts';
import { decisionInput, type OfferedSet, type SetOffer } from './set-offer.ts';

export interface SetDecisionFormProps {
  set: OfferedSet;
  offer: Extract<SetOffer, { kind: 'decide' }>;
  /** Ids of items; none: all that the viewer can decide. */
  chosen: readonly string[];
  /** Why nothing was decided; undefined with a new attempt. */
  onRefused: (sentence: string | undefined) => void;
  onDecided: () => void;
}

/** One decision about all items, or about those that are selected. */
export function SetDecisionForm({ set, offer, chosen, onRefused, onDecided }: SetDecisionFormProps) {
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<string>();
  const [{ fetching, error }, decide] = useMutation(DecideChangeSetDocument);
  const words = changeSetText.decision;
  const isSome = chosen.length > 0;
  const count = isSome ? chosen.length : offer.itemIds.length;

  const onDecide = async (decision: Decision) => {
    onRefused(undefined);
    if (decision === 'REJECT' && comment.trim() === '') {
      setProblem(words.reasonMissing);
      return;
    }
    const { data } = await decide({ input: decisionInput(set, offer, chosen, decision, comment) });
    if (data?.decideChangeSet.__typename === 'DecideChangeSetSuccess') {
      setComment('');
      onDecided();
    } else if (data) onRefused(explainRefusal(data.decideChangeSet));
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
      approve={(isSome ? words.approveChosen : words.approveAll)(count)}
      reject={(isSome ? words.rejectChosen : words.rejectAll)(count)}
      onApprove={() => void onDecide('APPROVE')}
      onReject={() => void onDecide('REJECT')}
    >
      <p className="text-xs text-muted">
        {set.atomic ? words.atomic : words.choose} {offer.itemIds.length > 1 && words.once}
      </p>
    </DecisionFields>
  );
}
