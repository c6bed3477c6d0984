import { Link } from '@tanstack/react-router';

import { ApprovalLink } from '../../links/approval-link.tsx';
import { LOOKS } from '../../links/link-looks.ts';
import { useHeld } from '../../live/use-held.ts';
import { text } from '../../text/text.ts';
import { Badge, TierBadge } from '../../ui/badges.tsx';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import { TakeButton } from '../take-button.tsx';
import { Part } from './part.tsx';
import { UnreadList } from './unread-list.tsx';
import type { useWaiting } from './use-waiting.ts';
import type { WaitingForMeQuery } from './waiting.generated.ts';

type Request = WaitingForMeQuery['approvalInbox']['edges'][number]['node'];

const SHOWN = 4;
const keyOf = ({ id, changeSet }: Request) => changeSet?.id ?? id;

export interface WaitingPanelProps {
  waiting: ReturnType<typeof useWaiting>;
  isApprover: boolean;
}

/** What the viewer is asked to do, and to read. */
export function WaitingPanel({ waiting, isApprover }: WaitingPanelProps) {
  const words = text.home;
  return (
    <Panel title={words.waiting} isFlush>
      {isApprover ? (
        <QueryView
          state={waiting.state}
          onRetry={waiting.refresh}
          loading={
            <div className="px-4 py-2">
              <Skeleton className="h-56" />
            </div>
          }
        >
          {({ approvalInbox }) => (
            <Requests inbox={approvalInbox} isSettled={!waiting.state.fetching && !waiting.state.stale} />
          )}
        </QueryView>
      ) : (
        <Part title={words.requests} more={<AllRequests />}>
          <p className="py-1 text-muted">{words.notApprover}</p>
        </Part>
      )}
      <UnreadList />
    </Panel>
  );
}

function AllRequests() {
  return (
    <Link to="/approvals" className="text-accent hover:underline">
      {text.home.allRequests}
    </Link>
  );
}

function Requests({ inbox, isSettled }: { inbox: WaitingForMeQuery['approvalInbox']; isSettled: boolean }) {
  const words = text.home;
  const current = inbox.edges.map(({ node }) => node);
  const ids = new Set(current.map(keyOf));
  const { rows, newCount, goneCount, take } = useHeld(current.slice(0, SHOWN), keyOf, isSettled);
  // A row that others have pushed down still waits; so may one that is further down than was asked for.
  const isDecided = (request: Request) => !ids.has(keyOf(request)) && inbox.totalCount === current.length;
  return (
    <Part
      title={words.requests}
      actions={
        <TakeButton
          list={words.requests}
          changes={words.update(newCount, goneCount, words.gone.requests)}
          onTake={take}
        />
      }
      more={<AllRequests />}
    >
      {rows.length === 0 ? (
        <p className="py-1 text-muted">{words.noRequests}</p>
      ) : (
        <ul>
          {rows.map(({ key, item }) => (
            <RequestLine key={key} request={item} isDecided={isDecided(item)} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function RequestLine({ request, isDecided }: { request: Request; isDecided: boolean }) {
  const { id, kind, requestedBy, canonicalKey, entity, tier, dueAt, overdue, requestedAt, changeSet } = request;
  const words = text.home;
  return (
    <li className="py-1.5">
      <p className="break-words">
        {changeSet ? (
          <Link to="/approvals/sets/$changeSetId" params={{ changeSetId: changeSet.id }} className={LOOKS.name}>
            {words.setLine(requestedBy.actorId, changeSet.itemCount)}
          </Link>
        ) : (
          <ApprovalLink approvalId={id} look="name">
            {words.requestLine[kind](requestedBy.actorId, entity?.name ?? canonicalKey)}
          </ApprovalLink>
        )}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
        {changeSet ? <SetBadge {...changeSet} /> : <TierBadge tier={tier} />}
        {isDecided ? (
          <Badge>{words.decided}</Badge>
        ) : overdue ? (
          <Badge tone="bad">{words.overdue}</Badge>
        ) : dueAt !== null ? (
          <span>
            {words.due} <Time at={dueAt} />
          </span>
        ) : (
          <Time at={requestedAt} />
        )}
      </p>
    </li>
  );
}

/** Its items may be decided one by one. */
function SetBadge({ itemCount, counts: { pending } }: NonNullable<Request['changeSet']>) {
  const words = text.home;
  return <Badge>{pending > 0 && pending < itemCount ? words.pendingInSet(pending) : words.changeSet}</Badge>;
}
