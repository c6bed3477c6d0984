import { useState } from 'react';
import { useMutation } from 'urql';

import { explainRefusal } from '../approvals/explain-refusal.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNote } from '../ui/notes.tsx';
import { WithdrawRequestDocument } from './approval-page.generated.ts';
import { RefusalNote } from './refusal-note.tsx';

/** Takes back one's own request, after a question. */
export function WithdrawButton({ request }: { request: { id: string } }) {
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [{ fetching, error }, withdraw] = useMutation(WithdrawRequestDocument);
  const words = text.approvals.page.decision;

  const onWithdraw = async () => {
    setRefusal(undefined);
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
          setAsking(true);
        }}
      >
        {words.withdraw}
      </Button>
      {isAsking && (
        <Dialog
          title={words.withdrawTitle}
          onClose={() => {
            setAsking(false);
          }}
          actions={
            <>
              <Button
                onClick={() => {
                  setAsking(false);
                }}
              >
                {text.common.cancel}
              </Button>
              <Button kind="danger" disabled={fetching} onClick={() => void onWithdraw()}>
                {words.withdraw}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-3">
            <p>{words.withdrawExplained}</p>
            {error && <ErrorNote error={error} />}
            <RefusalNote sentence={refusal} />
          </div>
        </Dialog>
      )}
    </>
  );
}
