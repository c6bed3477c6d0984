import { useState } from 'react';
import { useMutation } from 'urql';

import { explainRefusal } from '../approvals/explain-refusal.ts';
import { changeSetText } from '../text/change-set-text.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { type ChangeSetHeadFragment, WithdrawChangeSetDocument } from './change-set-page.generated.ts';

export interface WithdrawSetButtonProps {
  set: ChangeSetHeadFragment;
  onWithdrawn: () => void;
}

/** Takes back what is pending of one's own change set, after a question. */
export function WithdrawSetButton({ set, onWithdrawn }: WithdrawSetButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [{ fetching, error }, withdraw] = useMutation(WithdrawChangeSetDocument);
  const words = changeSetText.decision;

  const onWithdraw = async () => {
    const { data } = await withdraw({ input: { changeSetId: set.id } });
    if (!data) return;
    if (data.withdrawChangeSet.__typename === 'WithdrawChangeSetSuccess') {
      setAsking(false);
      onWithdrawn();
    } else setRefusal(explainRefusal(data.withdrawChangeSet));
  };

  return (
    <>
      <Button
        kind="danger"
        onClick={() => {
          setRefusal(undefined);
          setAsking(true);
        }}
      >
        {words.withdraw}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={words.withdrawTitle}
          action={words.withdraw}
          isBusy={fetching}
          refusal={refusal}
          error={error}
          onConfirm={() => void onWithdraw()}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{words.withdrawExplained(set.counts.pending)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
