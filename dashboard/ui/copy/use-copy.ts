import { useState } from 'react';

const SAID_MS = 2_000;

/** Puts a text on the clipboard, and says for a while that it is there. */
export function useCopy(value: string): { isCopied: boolean; copy: () => Promise<void> } {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // Where the browser forbids it, the text can still be selected.
      return;
    }
    setCopied(true);
    setTimeout(() => {
      setCopied(false);
    }, SAID_MS);
  };
  return { isCopied, copy };
}
