import { print } from 'graphql';
import { createClient } from 'graphql-ws/client';

import type { Session } from '../session/session.ts';
import { MonitoringPolicyChangesDocument, type MonitoringPolicyChangesSubscription } from './policy.generated.ts';

export type PolicyState = MonitoringPolicyChangesSubscription['monitoringPolicy'];

/**
 * Which policy and which proposal there are: at once, and again whenever that changes. It has no positions to resume
 * from, and after an interruption says what is current.
 *
 * @returns how to stop it
 */
export function followPolicy(session: Session, url: string, onState: (state: PolicyState) => void): () => void {
  const client = createClient({
    url,
    connectionParams: () => session.credentials(),
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
  const stop = client.subscribe<MonitoringPolicyChangesSubscription>(
    { query: print(MonitoringPolicyChangesDocument) },
    {
      next: ({ data }) => {
        if (data) onState(data.monitoringPolicy);
      },
      // That the connection is lost is said at the top of the page.
      error: () => undefined,
      complete: () => undefined,
    },
  );
  // The connection was made with what is no longer valid.
  const stopRenewing = session.onChange(() => {
    client.terminate();
  });
  return () => {
    stopRenewing();
    stop();
    void client.dispose();
  };
}
