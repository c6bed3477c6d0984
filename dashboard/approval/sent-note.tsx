import { useLocation } from '@tanstack/react-router';

import { useViewer } from '../app/app-context.ts';
import { text } from '../text/text.ts';
import { DoneNote } from '../ui/done-note.tsx';
import { Time } from '../ui/time.tsx';
import type { ApprovalWholeFragment } from './approval-page.generated.ts';

/** What the form leaves in the history beside the request that it has sent. */
export interface SentRequest {
  /** Sentences about what may be a slip. */
  warnings: readonly string[];
}

/** That a request was sent just now, and what happens with it; only for who has sent it. */
export function SentNote({ request }: { request: ApprovalWholeFragment }) {
  const { actorId } = useViewer();
  const sent = useLocation({ select: ({ state }) => state.sentRequest });
  const { status, kind, requestedBy, approvalsNeeded, requiredRole, dueAt } = request;
  if (!sent || status !== 'PENDING' || requestedBy.actorId !== actorId) return null;
  const words = text.approvals.page.sent;
  return (
    <DoneNote title={words.title[kind]}>
      <p>
        {words.needs(approvalsNeeded, text.roles[requiredRole])}{' '}
        {dueAt !== null && (
          <>
            {words.due} <Time at={dueAt} />.{' '}
          </>
        )}
        {words.meanwhile[kind]}
      </p>
      {sent.warnings.length > 0 && (
        <ul className="mt-1 rounded bg-warn-soft px-2 py-1 text-warn">
          {sent.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </DoneNote>
  );
}
