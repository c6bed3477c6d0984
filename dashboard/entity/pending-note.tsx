import { GitPullRequest } from 'lucide-react';

import { ApprovalLink } from '../links/approval-link.tsx';
import { formatPast } from '../text/format.ts';
import { text } from '../text/text.ts';
import { useNow } from '../ui/time.tsx';
import type { EntityHeadFragment } from './entity-page.generated.ts';

/** A change of the entity that waits for a decision. */
export function PendingNote({ approval }: { approval: NonNullable<EntityHeadFragment['pendingApproval']> }) {
  const { id, kind, requestedAt, requestedBy } = approval;
  const words = text.entity.pending;
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-accent-soft px-3 py-2 text-accent">
      <GitPullRequest aria-hidden size={16} className="shrink-0" />
      <span className="min-w-0 break-words">
        {words[kind](requestedBy.actorId, formatPast(new Date(requestedAt), useNow()))} {words.waits}
      </span>
      <ApprovalLink approvalId={id} look="note">
        {words.look}
      </ApprovalLink>
    </p>
  );
}
