import { useMutation } from 'urql';

import { policyText } from '../../text/policy.ts';
import { ConfirmButton } from '../../ui/overlay/confirm-button.tsx';
import { DecidePolicyDocument } from '../policy.generated.ts';

/** Takes back one's own proposal, after a question. */
export function WithdrawButton({ proposal, onDone }: { proposal: { id: string }; onDone: () => void }) {
  const [{ fetching, error }, decide] = useMutation(DecidePolicyDocument);
  const words = policyText.proposal;
  return (
    <ConfirmButton
      action={words.withdraw}
      title={words.withdrawTitle}
      isBusy={fetching}
      error={error}
      onConfirm={async () => {
        const { data } = await decide({ input: { proposalId: proposal.id, decision: 'WITHDRAW' } });
        if (!data) return undefined;
        const result = data.decideMonitoringPolicy;
        if (result.__typename === 'DecideMonitoringPolicySuccess') return { isDone: true };
        return { isDone: false, refusal: result.message };
      }}
      onDone={onDone}
    >
      <p>{words.withdrawExplained}</p>
    </ConfirmButton>
  );
}
