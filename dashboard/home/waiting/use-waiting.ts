import { useEffect, useEffectEvent, useState } from 'react';
import { formatDocument, useQuery, type UseQueryState } from 'urql';

import { useGraph } from '../../app/app-context.ts';
import { InboxChangedDocument } from '../../approvals/inbox-count.generated.ts';
import { createThrottle } from '../../live/throttle.ts';
import { WaitingForMeDocument, type WaitingForMeQuery } from './waiting.generated.ts';

const INTERVAL_MS = 3_000;

/**
 * The requests that the viewer can decide, asked again whenever something about them changes. Only approvers may ask; for
 * others there is no data.
 */
export function useWaiting(isApprover: boolean): { state: UseQueryState<WaitingForMeQuery>; refresh: () => void } {
  const { resumable } = useGraph();
  const [state, ask] = useQuery({ query: WaitingForMeDocument, pause: !isApprover });
  const refresh = () => {
    ask({ requestPolicy: 'network-only' });
  };
  const onChange = useEffectEvent(refresh);
  const position = state.data?.approvalInbox.position;
  const [start, setStart] = useState(position);
  if (start === undefined && position !== undefined) setStart(position);
  useEffect(() => {
    if (start === undefined) return;
    const throttle = createThrottle(() => {
      onChange();
    }, INTERVAL_MS);
    const ask = () => {
      throttle.ask();
    };
    const subscription = resumable.subscribe(formatDocument(InboxChangedDocument), {
      after: start,
      next: ask,
      reset: ask,
      error: ask,
    });
    // How the page is connected is said in its header.
    subscription.finished.catch(() => undefined);
    return () => {
      subscription.stop();
      throttle.dispose();
    };
  }, [resumable, start]);
  return { state, refresh };
}
