import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';

import { text } from '../../text/text.ts';
import { Button } from '../button.tsx';
import { ErrorNote } from '../notes.tsx';
import { RefusalNote } from '../refusal-note.tsx';
import { Dialog } from './dialog.tsx';

export interface ConfirmDialogProps {
  title: ReactNode;
  /** What will happen, and what cannot be undone. */
  children: ReactNode;
  /** What the button does. */
  action: ReactNode;
  isBusy: boolean;
  /** Why it was not done. */
  refusal?: string | undefined;
  error?: CombinedError | undefined;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, isBusy, refusal, error, onConfirm, onClose } = props;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button kind="danger" disabled={isBusy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {children}
        {error && <ErrorNote error={error} />}
        <RefusalNote sentence={refusal} />
      </div>
    </Dialog>
  );
}
