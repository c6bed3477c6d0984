import { useLocation } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';

import { useViewer } from '../app/app-context.ts';
import { changeSetText as words } from '../text/change-set-text.ts';
import type { ChangeSetHeadFragment } from './change-set-page.generated.ts';

/** That a change set was sent just now; only for who has sent it. Warnings stand beside the items. */
export function SentSetNote({ set }: { set: ChangeSetHeadFragment }) {
  const { actorId } = useViewer();
  const wasSent = useLocation({ select: ({ state }) => state.sentRequest !== undefined });
  if (!wasSent || set.status !== 'PENDING' || set.requestedBy.actorId !== actorId) return null;
  return (
    <div
      role="status"
      tabIndex={-1}
      ref={focus}
      className="mb-4 flex items-start gap-2 rounded-md bg-good-soft px-3 py-2 text-good outline-none"
    >
      <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{words.sent.title(set.itemCount)}</p>
        <p>{words.sent.meanwhile}</p>
      </div>
    </div>
  );
}

/** The button that sent it is gone. */
function focus(note: HTMLElement | null): void {
  note?.focus();
}
