import { ApprovalLink } from '../../links/approval-link.tsx';
import { text } from '../../text/text.ts';
import { Badge, TONES } from '../../ui/badges.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Time } from '../../ui/time.tsx';
import type { OutcomeText } from '../outcome-text.ts';
import { describeChange } from '../request/describe-change.ts';
import { DueBadge } from '../request/due-badge.tsx';
import { requestName } from '../request/request-name.ts';
import { RequestStatus } from '../request/request-status.tsx';
import { RequestTier } from '../request/request-tier.tsx';
import type { Request } from './request-feed.ts';
import type { RequestRow } from './request-rows.ts';

export interface Choice {
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}

export interface RequestLineProps {
  row: RequestRow<Request>;
  /** Left out where nothing can be chosen. */
  choice?: Choice | undefined;
  /** What became of a decision just made. */
  outcome?: OutcomeText | undefined;
  /** Whether its status is said: in the inbox all are pending. */
  showsStatus?: boolean;
}

/** A request in a list: what changes, who asks, and what is needed. */
export function RequestLine({ row, choice, outcome, showsStatus = false }: RequestLineProps) {
  const { request, removed } = row;
  const { canonicalKey, entityType, kind, requestedBy, requestedAt, approvalsGiven, approvalsNeeded } = request;
  const words = text.approvals;
  const isGone = removed !== undefined;
  const name = requestName(request);
  return (
    <li className="flex gap-3 border-t border-line px-4 py-2.5 first:border-t-0 hover:bg-hover">
      {choice && (
        <input
          type="checkbox"
          className="mt-1 size-4 shrink-0 accent-accent"
          aria-label={words.select(name)}
          checked={choice.isChosen}
          disabled={isGone}
          onChange={(event) => {
            choice.onChoose(event.target.checked);
          }}
        />
      )}
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1">
        <div className={classNames('min-w-0 flex-1 basis-72', isGone && 'text-muted')}>
          <p className="break-words">
            <ApprovalLink approvalId={request.id} look="name">
              {name}
            </ApprovalLink>{' '}
            <span className="text-xs text-muted">
              <span className="font-mono">{canonicalKey}</span> · {text.entityTypes[entityType]} ·{' '}
              {text.changeKinds[kind]}
            </span>
          </p>
          <p className="line-clamp-2 break-words first-letter:uppercase" title={describeChange(request)}>
            {describeChange(request)}
          </p>
          {request.requestComment !== null && (
            <p className="line-clamp-1 break-words text-muted" title={request.requestComment}>
              “{request.requestComment}”
            </p>
          )}
          <p className="text-xs text-muted">
            {words.requestedBy(requestedBy.actorId)} <Time at={requestedAt} />
            {requestedBy.actorType !== 'HUMAN' && ` · ${words.actorTypes[requestedBy.actorType]}`}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-1.5 sm:ml-auto sm:justify-end">
          <DueBadge request={request} />
          {request.outdated && (
            <Badge tone="warn" title={words.outdatedHint}>
              {words.outdated}
            </Badge>
          )}
          {request.status === 'PENDING' && !isGone && (
            <Badge title={words.givenHint}>{words.given(approvalsGiven, approvalsNeeded)}</Badge>
          )}
          <RequestTier request={request} />
          {showsStatus && <RequestStatus request={request} />}
        </div>
        <p className="basis-full text-xs empty:sr-only" role="status">
          {outcome ? (
            <span className={`rounded px-1.5 py-px font-medium ${TONES[outcome.tone]}`}>{outcome.sentence}</span>
          ) : (
            removed && <Badge>{words.removed[removed]}</Badge>
          )}
        </p>
      </div>
    </li>
  );
}
