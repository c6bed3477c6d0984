import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { useRole } from '../app/app-context.ts';
import { InboxBadge } from '../approvals/inbox/inbox-badge.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { LOOKS } from '../links/link-looks.ts';
import { TraceLink } from '../links/trace-link.tsx';
import { text } from '../text/text.ts';
import { Time } from '../ui/time.tsx';
import { ApprovalEventsDocument, type ApprovalWholeFragment } from './approval-page.generated.ts';

/** What came of a request that is decided: who decided, since when it is in force, and where to see it. */
export function Effect({ request }: { request: ApprovalWholeFragment }) {
  const isApprover = useRole('APPROVER');
  const { status, decidedBy, decidedAt, appliedAt, comment, entity } = request;
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
      {status !== 'WITHDRAWN' && <RequestTrace request={request} />}
      {isApprover && (
        <Link to="/approvals" className={`flex items-center gap-2 self-start ${LOOKS.row}`}>
          {words.inbox}
          <InboxBadge />
        </Link>
      )}
    </div>
  );
}

/** A request does not say its correlation id: the event that reports it does. */
function RequestTrace({ request: { id, canonicalKey, entityType, requestedAt } }: { request: ApprovalWholeFragment }) {
  const hour = 3_600_000;
  const around = Date.parse(requestedAt);
  const [{ data }] = useQuery({
    query: ApprovalEventsDocument,
    variables: {
      filter: {
        types: ['APPROVAL_CREATED'],
        canonicalKeys: [canonicalKey],
        entityTypes: [entityType],
        from: new Date(around - hour).toISOString(),
        to: new Date(around + hour).toISOString(),
      },
    },
  });
  if (!data) return null;
  const event = data.events.edges
    .map(({ node }) => node)
    .find((node) => node.__typename === 'ApprovalCreatedEvent' && node.payload.approvalId === id);
  if (!event) return <p className="text-xs text-muted">{text.approvals.page.effect.noTrace}</p>;
  return (
    <TraceLink correlationId={event.correlationId} look="row">
      {text.approvals.page.effect.trace}
    </TraceLink>
  );
}
