import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';

import { useGraph } from '../app/app-context.ts';
import { MonitoringPolicyChangesDocument, MonitoringPolicyDocument } from './policy.generated.ts';

/** The policy in force and its open proposal, up to date. */
export function usePolicy() {
  const { resumable } = useGraph();
  const [state, ask] = useQuery({ query: MonitoringPolicyDocument });
  const policy = state.data?.monitoringPolicy;
  const refresh = () => {
    ask({ requestPolicy: 'network-only' });
  };
  const onCursor = useEffectEvent((cursor: string) => {
    if (policy?.cursor !== cursor) refresh();
  });
  useEffect(() => {
    const onChange = (cursor: string) => {
      onCursor(cursor);
    };
    const subscription = resumable.subscribe(MonitoringPolicyChangesDocument, {
      next: (_, cursor) => {
        onChange(cursor);
      },
      reset: onChange,
      error: (_, cursor) => {
        onChange(cursor);
      },
    });
    // How the page is connected is said in its header.
    subscription.finished.catch(() => undefined);
    return () => {
      subscription.stop();
    };
  }, [resumable]);
  return { state, policy, refresh };
}
