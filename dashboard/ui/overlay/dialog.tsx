import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

import { text } from '../../text/text.ts';
import { Button } from '../button.tsx';

export interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  /** Buttons at its end. */
  actions?: ReactNode;
  isWide?: boolean;
  /** Whether a press beside it closes it: not where that loses what cannot be had again. */
  closesOutside?: boolean;
  children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus, and Escape closes it. Render it to open it. */
export function Dialog({ title, onClose, actions, isWide = false, closesOutside = true, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // It has to be closed while it is still in the page: only then does the focus go back to where it was.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (closesOutside && event.target === ref.current) onClose();
      }}
      className={`m-auto max-h-[90dvh] w-full ${isWide ? 'max-w-4xl' : 'max-w-lg'} rounded-lg border border-line bg-raised p-0 text-ink shadow-xl`}
    >
      <div className="flex max-h-[90dvh] flex-col">
        <header className="flex items-center justify-between gap-3 border-b border-line px-4 py-2.5">
          <h2 id={titleId} className="text-base font-semibold">
            {title}
          </h2>
          <Button kind="quiet" size="small" aria-label={text.common.close} onClick={onClose}>
            <X aria-hidden size={16} />
          </Button>
        </header>
        <div className="min-h-0 overflow-y-auto px-4 py-3">{children}</div>
        {actions != null && (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{actions}</footer>
        )}
      </div>
    </dialog>
  );
}
