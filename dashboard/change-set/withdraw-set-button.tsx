import { useMutation } from 'urql';

import { explainRefusal } from '../approvals/explain-refusal.ts';
import { changeSetText } from '../text/change-set-text.ts';
import { ConfirmButton } from '../ui/overlay/confirm-button.tsx';
import { type ChangeSetHeadFragment, WithdrawChangeSetDocument } from './change-set-page.generated.ts';

export interface WithdrawSetButtonProps {
  set: ChangeSetHeadFragment;
  onWithdrawn: () => void;
}

/** Takes back what is pending of one's own change set, after a question. */
export function WithdrawSetButton({ set, onWithdrawn }: WithdrawSetButtonProps) {
  const [{ fetching, error }, withdraw] = useMutation(WithdrawChangeSetDocument);
  const words = changeSetText.decision;
  return (
    <ConfirmButton
      action={words.withdraw}
      title={words.withdrawTitle}
      isBusy={fetching}
      error={error}
      onConfirm={async () => {
        const { data } = await withdraw({ input: { changeSetId: set.id } });
        if (!data) return undefined;
        if (data.withdrawChangeSet.__typename === 'WithdrawChangeSetSuccess') return { isDone: true };
        return { isDone: false, refusal: explainRefusal(data.withdrawChangeSet) };
      }}
      onDone={onWithdrawn}
    >
      <p>{words.withdrawExplained(set.counts.pending)}</p>
    </ConfirmButton>
  );
}
