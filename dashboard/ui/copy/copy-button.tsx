import { Check, Copy } from 'lucide-react';

import { text } from '../../text/text.ts';
import { useCopy } from './use-copy.ts';

/** Puts a text on the clipboard. A page that was not loaded securely has none: then there is no button. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { isCopied, copy } = useCopy(value);
  if (!isSecureContext) return null;
  return (
    <>
      <button
        type="button"
        aria-label={label}
        title={label}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
        onClick={() => void copy()}
      >
        {isCopied ? <Check aria-hidden size={13} className="text-good" /> : <Copy aria-hidden size={13} />}
      </button>
      <span role="status" className="sr-only">
        {isCopied ? text.common.copied : ''}
      </span>
    </>
  );
}
