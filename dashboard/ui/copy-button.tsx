import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

import { text } from '../text/text.ts';

const SAID_MS = 2_000;

/** Puts a text on the clipboard. A page that was not loaded securely has none: then there is no button. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  if (!isSecureContext) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => {
      setCopied(false);
    }, SAID_MS);
  };
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
