import { useSyncExternalStore } from 'react';

import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { useApprovalInbox } from './use-approval-inbox.ts';

/** How many requests the viewer can decide, a change set as one; nothing if there are none. It follows the inbox. */
export function InboxBadge() {
  const inbox = useApprovalInbox();
  const count = useSyncExternalStore(inbox.onCount, () => inbox.count) ?? 0;
  if (count === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-accent-soft px-1.5 text-xs font-semibold text-accent tabular-nums">
      <span aria-hidden>{formatCount(count)}</span>
      <span className="sr-only">{text.approvals.waitForYou(formatCount(count))}</span>
    </span>
  );
}
