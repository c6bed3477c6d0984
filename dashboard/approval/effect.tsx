import { Link } from '@tanstack/react-router';

import { useRole } from '../app/app-context.ts';
import { InboxBadge } from '../approvals/inbox/inbox-badge.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { LOOKS } from '../links/link-looks.ts';
import { TraceLink } from '../links/trace-link.tsx';
import { text } from '../text/text.ts';
import { Time } from '../ui/time.tsx';
import type { ApprovalWholeFragment } from './approval-page.generated.ts';

/** What came of a request that is decided: who decided, since when it is in force, and where to see it. */
export function Effect({ request }: { request: ApprovalWholeFragment }) {
  const isApprover = useRole('APPROVER');
  const { status, decidedBy, decidedAt, appliedAt, comment, entity, correlationId } = request;
  const words = text.approvals.page.effect;
  return (
    <div className="flex flex-col gap-2">
      {status === 'WITHDRAWN' ? (
        <p>{words.withdrawn}</p>
      ) : (
        decidedBy &&
        decidedAt !== null && (
          <p>
            {status === 'REJECTED' ? words.rejectedBy : words.approvedBy} <b>{decidedBy.actorId}</b>{' '}
            <span className="text-muted">
              <Time at={decidedAt} />
            </span>
          </p>
        )
      )}
      {status === 'REJECTED' && comment !== null && (
        <blockquote className="border-l-2 border-bad pl-3 break-words whitespace-pre-wrap">{comment}</blockquote>
      )}
      {status === 'APPROVED' && (
        <p role="status">
          {appliedAt === null ? (
            words.applying
          ) : (
            <>
              {words.applied} <Time at={appliedAt} form="absolute" />
            </>
          )}
        </p>
      )}
      {entity && (
        <EntityLink entity={entity} look="row">
          {words.entity}
        </EntityLink>
      )}
      {status !== 'WITHDRAWN' && (
        <TraceLink correlationId={correlationId} look="row">
          {words.trace}
        </TraceLink>
      )}
      {isApprover && (
        <Link to="/approvals" className={`flex items-center gap-2 self-start ${LOOKS.row}`}>
          {words.inbox}
          <InboxBadge />
        </Link>
      )}
    </div>
  );
}
