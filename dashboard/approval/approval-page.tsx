import { getRouteApi, Link } from '@tanstack/react-router';
import { AlertTriangle, Layers } from 'lucide-react';
import { useQuery } from 'urql';

import { useViewer } from '../app/app-context.ts';
import { DueBadge } from '../approvals/request/due-badge.tsx';
import { requestName } from '../approvals/request/request-name.ts';
import { RequestStatus } from '../approvals/request/request-status.tsx';
import { RequestTier } from '../approvals/request/request-tier.tsx';
import { RequestWarnings } from '../approvals/request/request-warnings.tsx';
import { FieldChanges } from '../diff/field-changes.tsx';
import { ShowQuery } from '../explore/show-query.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { LOOKS } from '../links/link-looks.ts';
import { changeSetText } from '../text/change-set-text.ts';
import { text } from '../text/text.ts';
import { EmptyNote, Skeleton } from '../ui/notes.tsx';
import { PageHeading, Panel } from '../ui/panel.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { Time } from '../ui/time.tsx';
import { ApprovalDetailDocument, type ApprovalWholeFragment } from './approval-page.generated.ts';
import { CommentsPanel } from './comments-panel.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { ImpactPanel } from './impact-panel.tsx';
import { SentNote } from './sent-note.tsx';
import { useRequestChanges } from './use-request-changes.ts';

const route = getRouteApi('/approvals/$approvalId');

export function ApprovalPage() {
  const { approvalId } = route.useParams();
  return <ApprovalOf key={approvalId} approvalId={approvalId} />;
}

function ApprovalOf({ approvalId }: { approvalId: string }) {
  const { actorId } = useViewer();
  const [state, execute] = useQuery({ query: ApprovalDetailDocument, variables: { id: approvalId } });
  const refetch = () => {
    execute({ requestPolicy: 'network-only' });
  };
  const request = state.data?.approval ?? undefined;
  useRequestChanges(
    request && {
      ...request,
      isPending: request.status === 'PENDING',
      isUnsettled: request.status === 'PENDING' || (request.status === 'APPROVED' && request.appliedAt === null),
      isMine: request.requestedBy.actorId === actorId,
    },
    refetch,
  );
  return (
    <>
      <QueryView state={state} onRetry={refetch} loading={<Skeleton className="h-96" />}>
        {({ approval }) =>
          approval ? (
            <Request key={approval.id} request={approval} />
          ) : (
            <EmptyNote title={text.approvals.page.unknown}>
              <Link to="/approvals" className="text-accent underline">
                {text.approvals.page.toApprovals}
              </Link>
            </EmptyNote>
          )
        }
      </QueryView>
      <ShowQuery document={ApprovalDetailDocument} variables={{ id: approvalId }} />
    </>
  );
}

function Request({ request }: { request: ApprovalWholeFragment }) {
  const words = text.approvals.page;
  const { kind, canonicalKey, entityType, entity, requestedBy, requestedAt, requestComment, changeSet, replacedBy } =
    request;
  return (
    <>
      <PageHeading
        title={words.title[kind](requestName(request))}
        hint={
          <span className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <span>
              {text.entityTypes[entityType]}{' '}
              <span className="font-mono text-xs">
                {entity ? <EntityLink entity={entity}>{canonicalKey}</EntityLink> : canonicalKey}
              </span>
            </span>
            <RequestStatus request={request} />
            <RequestTier request={request} />
            <DueBadge request={request} />
            <span>
              {words.requested} <b className="font-medium text-ink">{requestedBy.actorId}</b> <Time at={requestedAt} />
            </span>
          </span>
        }
      />
      {changeSet && (
        <p className="-mt-2 mb-4">
          <Link
            to="/approvals/sets/$changeSetId"
            params={{ changeSetId: changeSet.id }}
            className={`inline-flex items-center gap-1.5 ${LOOKS.row}`}
          >
            <Layers aria-hidden size={14} />
            {changeSetText.partOf.link(changeSet.itemCount)}
          </Link>
        </p>
      )}
      <SentNote request={request} />
      {request.outdated && (
        <p role="alert" className="mb-4 flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          <AlertTriangle aria-hidden size={16} className="mt-0.5 shrink-0" />
          {words.outdated}
        </p>
      )}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={words.changes}>
            {requestComment !== null && (
              <figure className="mb-3 border-l-2 border-line pl-3">
                <figcaption className="text-xs text-muted">{words.saysRequester}</figcaption>
                <blockquote className="break-words whitespace-pre-wrap">{requestComment}</blockquote>
              </figure>
            )}
            <div className="mb-3 empty:hidden">
              <RequestWarnings warnings={request.warnings} />
            </div>
            <FieldChanges changes={request.diff} none={words.noChanges} />
            {replacedBy && (
              <p className="mt-3">
                {words.replacement} <EntityLink entity={replacedBy} />
              </p>
            )}
          </Panel>
          <ImpactPanel request={request} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 max-lg:row-start-1 max-lg:contents">
          <DecisionPanel request={request} />
          <CommentsPanel request={request} />
        </div>
      </div>
    </>
  );
}
