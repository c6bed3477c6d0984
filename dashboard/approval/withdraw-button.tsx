import { useState } from 'react';
import { useMutation } from 'urql';

import { explainRefusal } from '../approvals/explain-refusal.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { WithdrawRequestDocument } from './approval-page.generated.ts';

/** Takes back one's own request, after a question. */
export function WithdrawButton({ request }: { request: { id: string } }) {
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [{ fetching, error }, withdraw] = useMutation(WithdrawRequestDocument);
  const words = text.approvals.page.decision;

  const onWithdraw = async () => {
    const { data } = await withdraw({ input: { approvalId: request.id } });
    if (!data) return;
    if (data.withdrawApproval.__typename === 'WithdrawApprovalSuccess') setAsking(false);
    else setRefusal(explainRefusal(data.withdrawApproval));
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
          <p>{words.withdrawExplained}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
