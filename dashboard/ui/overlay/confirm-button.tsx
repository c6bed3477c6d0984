import { type ReactNode, useState } from 'react';
import type { CombinedError } from 'urql';

import { Button } from '../button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** What became of it; undefined: there is no answer, and `error` says why. */
export type Confirmed = { isDone: true } | { isDone: false; refusal: string } | undefined;

export interface ConfirmButtonProps {
  /** What the button does. */
  action: ReactNode;
  /** Of the question. */
  title: ReactNode;
  /** What will happen, and what cannot be undone. */
  children: ReactNode;
  isBusy: boolean;
  error?: CombinedError | undefined;
  onConfirm: () => Promise<Confirmed>;
  /** Called when it is done, and the question is gone. */
  onDone?: () => void;
}

/** Does something that cannot be undone, after a question. */
export function ConfirmButton({ action, title, children, isBusy, error, onConfirm, onDone }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  const confirm = async () => {
    const confirmed = await onConfirm();
    if (!confirmed) return;
    if (confirmed.isDone) {
      setAsking(false);
      onDone?.();
    } else setRefusal(confirmed.refusal);
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
        {action}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={title}
          action={action}
          isBusy={isBusy}
          refusal={refusal}
          error={error}
          onConfirm={() => void confirm()}
          onClose={() => {
            setAsking(false);
          }}
        >
          {children}
        </ConfirmDialog>
      )}
    </>
  );
}
