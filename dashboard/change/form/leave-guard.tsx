import { useBlocker } from '@tanstack/react-router';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';

/** Asks before one leaves a form that was not sent. */
export function LeaveGuard({ isDirty, onDiscard }: { isDirty: boolean; onDiscard: () => void }) {
  const words = text.change.leave;
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Dialog
      title={words.title}
      onClose={blocker.reset}
      actions={
        <>
          <Button
            kind="danger"
            onClick={() => {
              onDiscard();
              blocker.proceed();
            }}
          >
            {words.discard}
          </Button>
          <Button onClick={blocker.proceed}>{words.keep}</Button>
          <Button kind="primary" autoFocus onClick={blocker.reset}>
            {words.stay}
          </Button>
        </>
      }
    >
      <p>{words.explanation}</p>
    </Dialog>
  );
}
