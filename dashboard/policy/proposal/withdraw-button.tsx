import { useState } from 'react';
import { useMutation } from 'urql';

import { policyText } from '../../text/policy.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DecidePolicyDocument } from '../policy.generated.ts';

/** Takes back one's own proposal, after a question. */
export function WithdrawButton({ proposal, onDone }: { proposal: { id: string }; onDone: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [{ fetching, error }, decide] = useMutation(DecidePolicyDocument);
  const words = policyText.proposal;

  const onWithdraw = async () => {
    const { data } = await decide({ input: { proposalId: proposal.id, decision: 'WITHDRAW' } });
    if (!data) return;
    const result = data.decideMonitoringPolicy;
    if (result.__typename !== 'DecideMonitoringPolicySuccess') {
      setRefusal(result.message);
      return;
    }
    setAsking(false);
    onDone();
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
