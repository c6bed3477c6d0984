import { Check, Copy } from 'lucide-react';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { useCopy } from '../../ui/copy/use-copy.ts';
import { Dialog } from '../../ui/overlay/dialog.tsx';

/** A secret, the only time that it can be read. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { isCopied, copy } = useCopy(secret);
  const words = text.administration.webhooks;
  return (
    <Dialog
      closesOutside={false}
      title={words.secretTitle}
      onClose={onClose}
      actions={
        <Button kind="primary" onClick={onClose}>
          {words.secretDone}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{words.secretExplained}</p>
        <div className="flex flex-wrap items-center gap-2">
          <code className="min-w-0 flex-1 rounded-md bg-hover px-3 py-2 font-mono text-xs break-all select-all">
            {secret}
          </code>
          <Button autoFocus onClick={() => void copy()}>
            {isCopied ? <Check aria-hidden size={15} /> : <Copy aria-hidden size={15} />}
            {isCopied ? words.copied : words.copy}
          </Button>
          <span role="status" className="sr-only">
            {isCopied && words.copied}
          </span>
        </div>
      </div>
    </Dialog>
  );
}
