import { useEffect, useEffectEvent } from 'react';

import { useRole } from '../app/app-context.ts';
import { useApprovalInbox } from '../approvals/inbox/use-approval-inbox.ts';
import { useLiveRefresh } from '../live/use-live-refresh.ts';
import { usePoll } from '../ui/use-poll.ts';

/** Votes on one's own requests are reported to nobody. */
const POLL_MS = 15_000;

export interface WatchedSet {
  /** All events about its items have it. */
  correlationId: string;
  /** Whether anything can still happen to it by itself. */
  isUnsettled: boolean;
  isMine: boolean;
}

/** Calls when a change set may have changed: an event belongs to it, the inbox changed, or some time has passed. */
export function useSetChanges(set: WatchedSet | undefined, onChange: () => void): void {
  const inbox = useApprovalInbox();
  const isApprover = useRole('APPROVER');
  const changed = useEffectEvent(onChange);
  const { correlationId, isUnsettled = false, isMine = false } = set ?? {};
  useLiveRefresh((event) => event.correlationId === correlationId, onChange);
  const isInInbox = isUnsettled && isApprover && !isMine;
  useEffect(() => {
    if (!isInInbox) return undefined;
    return inbox.onChange(() => {
      changed();
    });
  }, [inbox, isInInbox]);
  usePoll(onChange, POLL_MS, isUnsettled && !isInInbox);
}
