import { Link } from '@tanstack/react-router';
import { Layers } from 'lucide-react';

import type { ChangeSetLineFragment } from '../../change-set/change-set-line.generated.ts';
import { summarizeItems } from '../../change-set/summarize-items.ts';
import { LOOKS } from '../../links/link-looks.ts';
import { changeSetText } from '../../text/change-set-text.ts';
import { text } from '../../text/text.ts';
import { Badge } from '../../ui/badges.tsx';
import { Time } from '../../ui/time.tsx';
import { DueBadge } from '../request/due-badge.tsx';
import { SetStatus } from '../request/request-status.tsx';
import type { Request } from './request-feed.ts';
import type { RequestRow } from './request-rows.ts';

export interface SetLineProps {
  set: ChangeSetLineFragment;
  /** Those of its items that are in the list. */
  rows: readonly RequestRow<Request>[];
  /** Whether the list has boxes to select with, beside which the line stands. */
  isIndented: boolean;
}

/** A change set in a list of requests: one entry for its items, which its page shows. */
export function SetLine({ set, rows, isIndented }: SetLineProps) {
  const { itemCount, comment, requestedBy, requestedAt, atomic, counts } = set;
  const words = changeSetText;
  const { kinds, tiers, dueAt } = summarizeItems(rows.map(({ request }) => request));
  const removed = rows.every((row) => row.removed !== undefined) ? rows[0]?.removed : undefined;
  return (
    <li className="flex gap-3 border-t border-line px-4 py-2.5 first:border-t-0 hover:bg-hover">
      {isIndented && <Layers aria-hidden size={16} className="mt-1 shrink-0 text-muted" />}
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-72">
          <p>
            <Link to="/approvals/sets/$changeSetId" params={{ changeSetId: set.id }} className={LOOKS.name}>
              {words.line.name(itemCount)}
            </Link>
          </p>
          <p className="break-words">
            {rows.length < itemCount && words.line.some(rows.length)}{' '}
            {kinds.map(([kind, count]) => words.kinds[kind](count)).join(', ')}
          </p>
          {comment !== null && (
            <p className="line-clamp-1 break-words text-muted" title={comment}>
              “{comment}”
            </p>
          )}
          <p className="text-xs text-muted">
            {text.approvals.requestedBy(requestedBy.actorId)} <Time at={requestedAt} />
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-1.5 sm:ml-auto sm:max-w-[55%] sm:justify-end">
          <DueBadge request={{ status: set.status, dueAt }} />
          {atomic && <Badge title={words.atomicHint}>{words.atomic}</Badge>}
          {counts.pending > 0 && counts.pending < itemCount && <Badge>{words.line.pending(counts.pending)}</Badge>}
          {tiers.map(([tier, count]) => (
            <Badge key={tier} tone={tier === 'TIER1' ? 'accent' : 'neutral'}>
              {words.tierCount(text.tiers[tier], count)}
            </Badge>
          ))}
          {set.status !== 'PENDING' && <SetStatus set={set} />}
          {removed && set.status === 'PENDING' && <Badge>{text.approvals.removed[removed]}</Badge>}
        </div>
      </div>
    </li>
  );
}
