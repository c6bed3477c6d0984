import { print } from 'graphql';
import { createClient } from 'graphql-ws/client';

import { ConnectionLostError, type SubscriptionStatus } from '../packages/client/src/index.ts';
import type { ChosenOperation } from './chosen-operation.ts';
import { connectionState } from './connection-state.ts';
import type { Following, FollowOptions } from './following.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;

/**
 * Follows a subscription that cannot be resumed. After a lost connection it begins anew, and what happened in the
 * meantime is missed.
 */
export function followAnew(
  { document }: ChosenOperation,
  variables: Record<string, unknown>,
  options: FollowOptions,
): Following {
  const { url, connectionParams, tokenAdvice, onResult, onState, onEnd } = options;
  let isStopped = false;
  const say = (status: SubscriptionStatus, cause?: Error) => {
    if (!isStopped) onState(connectionState(status, cause, tokenAdvice));
  };
  const client = createClient({
    url,
    connectionParams,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: Infinity,
    shouldRetry: () => !isStopped,
    retryWait: (retries) => {
      return new Promise((resolve) => setTimeout(resolve, Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** retries)));
    },
    on: {
      connecting: (isRetry) => {
        if (!isRetry) say('connecting');
      },
      connected: () => {
        say('live');
      },
      closed: (event) => {
        say('reconnecting', new ConnectionLostError(event));
      },
    },
  });
  const end = (errors: readonly object[]) => {
    if (!isStopped) onEnd(errors);
    stop();
  };
  const request = { query: print(document), variables };
  const release = client.subscribe(request, {
    next: (result) => {
      if (!isStopped) onResult(result);
    },
    error: (error) => {
      end(Array.isArray(error) ? error : [{ message: new ConnectionLostError(error).message }]);
    },
    complete: () => {
      end([]);
    },
  });

  function stop(): void {
    isStopped = true;
    release();
    // A connection that is being made may fail.
    Promise.resolve(client.dispose()).catch(() => undefined);
  }
  return { stop };
}
