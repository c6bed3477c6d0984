import { useMutation } from 'urql';

import { explainRefusal } from '../approvals/explain-refusal.ts';
import { text } from '../text/text.ts';
import { ConfirmButton } from '../ui/overlay/confirm-button.tsx';
import { WithdrawRequestDocument } from './approval-page.generated.ts';

/** Takes back one's own request, after a question. */
export function WithdrawButton({ request }: { request: { id: string } }) {
  const [{ fetching, error }, withdraw] = useMutation(WithdrawRequestDocument);
  const words = text.approvals.page.decision;
  return (
    <ConfirmButton
      action={words.withdraw}
      title={words.withdrawTitle}
      isBusy={fetching}
      error={error}
      onConfirm={async () => {
        const { data } = await withdraw({ input: { approvalId: request.id } });
        if (!data) return undefined;
        if (data.withdrawApproval.__typename === 'WithdrawApprovalSuccess') return { isDone: true };
        return { isDone: false, refusal: explainRefusal(data.withdrawApproval) };
      }}
    >
      <p>{words.withdrawExplained}</p>
    </ConfirmButton>
  );
}
