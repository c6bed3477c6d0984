import { AlertTriangle, ChevronRight } from 'lucide-react';
import { useId } from 'react';

import { RequestWarnings } from '../approvals/request/request-warnings.tsx';
import { requestName } from '../approvals/request/request-name.ts';
import { RequestStatus } from '../approvals/request/request-status.tsx';
import { RequestTier } from '../approvals/request/request-tier.tsx';
import { FieldChanges } from '../diff/field-changes.tsx';
import { ApprovalLink } from '../links/approval-link.tsx';
import { changeSetText } from '../text/change-set-text.ts';
import { text } from '../text/text.ts';
import { Badge } from '../ui/badges.tsx';
import { classNames } from '../ui/class-names.ts';
import type { ChangeSetItemFragment } from './change-set-page.generated.ts';

export interface ItemRowProps {
  item: ChangeSetItemFragment;
  isOpen: boolean;
  onToggle: () => void;
  /** Left out where no item can be decided by itself. */
  choice: { isChosen: boolean; canChoose: boolean; onToggle: () => void } | undefined;
}

/** One change of a set, and below it what differs. */
export function ItemRow({ item, isOpen, onToggle, choice }: ItemRowProps) {
  const detailsId = useId();
  const { canonicalKey, entityType, kind, status, approvalsGiven, approvalsNeeded, warnings } = item;
  const words = changeSetText.table;
  const name = requestName(item);
  return (
    <tbody className="border-t border-line">
      <tr className="align-top hover:bg-hover">
        <td className="py-2 pr-2 pl-4">
          <div className="flex items-start gap-2">
            {choice && (
              <input
                type="checkbox"
                className="mt-1 size-4 shrink-0 accent-accent"
                aria-label={words.select(name)}
                checked={choice.isChosen && choice.canChoose}
                disabled={!choice.canChoose}
                onChange={choice.onToggle}
              />
            )}
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={detailsId}
              aria-label={words.show(name)}
              className="-m-0.5 mt-0 inline-flex size-6 shrink-0 items-center justify-center rounded hover:bg-line"
              onClick={onToggle}
            >
              <ChevronRight aria-hidden size={15} className={isOpen ? 'rotate-90' : ''} />
            </button>
            <div className="min-w-0">
              <ApprovalLink approvalId={item.id} look="name">
                {name}
              </ApprovalLink>
              <p className="text-xs [overflow-wrap:anywhere] text-muted">
                <span className="font-mono">{canonicalKey}</span> · {text.entityTypes[entityType]}
                <span className="md:hidden"> · {text.changeKinds[kind]}</span>
              </p>
            </div>
          </div>
        </td>
        <td className="px-2 py-2 whitespace-nowrap max-md:hidden">{text.changeKinds[kind]}</td>
        <td className="px-2 py-2 max-sm:hidden">
          <RequestTier request={item} />
        </td>
        <td className="py-2 pr-4 pl-2">
          <div className="flex flex-wrap items-center gap-1.5">
            <RequestStatus request={item} />
            {status === 'PENDING' && approvalsNeeded > 1 && (
              <Badge title={text.approvals.givenHint}>{text.approvals.given(approvalsGiven, approvalsNeeded)}</Badge>
            )}
            {item.outdated && (
              <Badge tone="warn" title={text.approvals.outdatedHint}>
                {text.approvals.outdated}
              </Badge>
            )}
            {warnings.length > 0 && (
              <Badge tone="warn">
                <AlertTriangle aria-hidden size={12} className="mr-1" />
                {changeSetText.warningCount(warnings.length)}
              </Badge>
            )}
          </div>
        </td>
      </tr>
      <tr id={detailsId} className={classNames(!isOpen && 'hidden')}>
        <td colSpan={4} className="px-4 pt-1 pb-4 sm:pl-12">
          {isOpen && <Details item={item} />}
        </td>
      </tr>
    </tbody>
  );
}

function Details({ item }: { item: ChangeSetItemFragment }) {
  const words = changeSetText.table;
  const { requestComment, comment, status, decidedBy, votes, warnings, diff } = item;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <RequestWarnings warnings={warnings} />
      {requestComment !== null && (
        <blockquote className="border-l-2 border-line pl-3 break-words whitespace-pre-wrap">
          {requestComment}
        </blockquote>
      )}
      <FieldChanges changes={diff} none={words.noChanges} />
      {status === 'REJECTED' && (
        <div>
          {decidedBy && <p className="text-muted">{words.rejectedBy(decidedBy.actorId)}</p>}
          {comment !== null && <blockquote className="border-l-2 border-bad pl-3 break-words">{comment}</blockquote>}
        </div>
      )}
      {status !== 'REJECTED' && votes.length > 0 && (
        <p className="text-muted">{words.votedBy(votes.map(({ actor }) => actor.actorId).join(', '))}</p>
      )}
    </div>
  );
}
