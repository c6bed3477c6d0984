import { useBlocker } from '@tanstack/react-router';

import { text } from '../../text/text.ts';
import { ConfirmDialog } from '../../ui/overlay/confirm-dialog.tsx';

/** Asks before one leaves an import that is running: it would end, and its report would be lost. */
export function ImportGuard({ isRunning }: { isRunning: boolean }) {
  const words = text.administration.import;
  const blocker = useBlocker({ shouldBlockFn: () => isRunning, enableBeforeUnload: isRunning, withResolver: true });
  if (blocker.status !== 'blocked') return null;
  return (
    <ConfirmDialog
      title={words.leaveTitle}
      action={words.leave}
      isBusy={false}
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <p>{words.leaveExplained}</p>
    </ConfirmDialog>
  );
}
