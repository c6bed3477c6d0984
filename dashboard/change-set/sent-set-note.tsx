import { useLocation } from '@tanstack/react-router';

import { useViewer } from '../app/app-context.ts';
import { changeSetText as words } from '../text/change-set-text.ts';
import { DoneNote } from '../ui/done-note.tsx';
import type { ChangeSetHeadFragment } from './change-set-page.generated.ts';

/** That a change set was sent just now; only for who has sent it. Warnings stand beside the items. */
export function SentSetNote({ set }: { set: ChangeSetHeadFragment }) {
  const { actorId } = useViewer();
  const wasSent = useLocation({ select: ({ state }) => state.sentRequest !== undefined });
  if (!wasSent || set.status !== 'PENDING' || set.requestedBy.actorId !== actorId) return null;
  return (
    <DoneNote title={words.sent.title(set.itemCount)}>
      <p>{words.sent.meanwhile}</p>
    </DoneNote>
  );
}
