import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';

import { useSession } from '../app/app-context.ts';
import { followPolicy, type PolicyState } from './follow-policy.ts';
import { MonitoringPolicyDocument } from './policy.generated.ts';

/** The policy in force and its open proposal, up to date. */
export function usePolicy() {
  const session = useSession();
  const [state, ask] = useQuery({ query: MonitoringPolicyDocument });
  const policy = state.data?.monitoringPolicy;
  const refresh = () => {
    ask({ requestPolicy: 'network-only' });
  };
  const onState = useEffectEvent(({ version, proposal }: PolicyState) => {
    if (policy?.version !== version || policy.proposal?.id !== proposal?.id) refresh();
  });
  useEffect(
    () =>
      followPolicy(session, '/graphql', (item) => {
        onState(item);
      }),
    [session],
  );
  return { state, policy, refresh };
}
