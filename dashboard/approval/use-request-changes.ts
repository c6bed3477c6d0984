import { useEffect, useRef } from 'react';

import { useGraph, useRole } from '../app/app-context.ts';
import { useApprovalInbox } from '../approvals/inbox/use-approval-inbox.ts';
import type { EntityType } from '../gql/types.ts';
import { usePoll } from '../ui/use-poll.ts';
import { concernsRequest } from './concerns-request.ts';

const SETTLE_MS = 400;
/** Votes and comments of others on one's own request are reported to nobody. */
const POLL_MS = 15_000;

export interface WatchedRequest {
  id: string;
  canonicalKey: string;
  entityType: EntityType;
  /** Whether it waits for a decision. */
  isPending: boolean;
  /** Whether anything can still happen to it by itself, such as that its change is applied. */
  isUnsettled: boolean;
  isMine: boolean;
}

/** Calls when a request may have changed: an event concerns it, the inbox changed, or some time has passed. */
export function useRequestChanges(request: WatchedRequest | undefined, onChange: () => void): void {
  const { live } = useGraph();
  const inbox = useApprovalInbox();
  const isApprover = useRole('APPROVER');
  const changed = useRef(onChange);
  changed.current = onChange;
  const { id, canonicalKey, entityType, isPending = false, isUnsettled = false, isMine = false } = request ?? {};

  useEffect(() => {
    if (id === undefined || canonicalKey === undefined || entityType === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        changed.current();
      }, SETTLE_MS);
    };
    const stop = live.onEvents((events) => {
      if (events.some((event) => concernsRequest(event, { id, canonicalKey, entityType }))) soon();
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [live, id, canonicalKey, entityType]);

  // The inbox reports votes and comments; on one's own request nobody does.
  const isInInbox = isPending && isApprover && !isMine;
  useEffect(() => {
    if (!isInInbox) return undefined;
    return inbox.onChange(() => {
      changed.current();
    });
  }, [inbox, isInInbox]);
  usePoll(onChange, POLL_MS, isUnsettled && !isInInbox);
}
