import { useEffect, useEffectEvent } from 'react';
import { useQuery, type UseQueryState } from 'urql';

import { useApprovalInbox } from '../../approvals/inbox/use-approval-inbox.ts';
import { createThrottle } from '../../live/throttle.ts';
import { WaitingForMeDocument, type WaitingForMeQuery } from './waiting.generated.ts';

const INTERVAL_MS = 3_000;

/**
 * The requests that the viewer can decide, asked again whenever something about them changes. Only approvers may ask; for
 * others there is no data.
 */
export function useWaiting(isApprover: boolean): { state: UseQueryState<WaitingForMeQuery>; refresh: () => void } {
  const inbox = useApprovalInbox();
  const [state, ask] = useQuery({ query: WaitingForMeDocument, pause: !isApprover });
  const refresh = () => {
    ask({ requestPolicy: 'network-only' });
  };
  const onChange = useEffectEvent(refresh);
  useEffect(() => {
    if (!isApprover) return undefined;
    const throttle = createThrottle(() => {
      onChange();
    }, INTERVAL_MS);
    const stop = inbox.onChange(() => {
      throttle.ask();
    });
    return () => {
      stop();
      throttle.dispose();
    };
  }, [inbox, isApprover]);
  return { state, refresh };
}
