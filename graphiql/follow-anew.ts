import { print } from 'graphql';
import { createClient, type SubscribePayload } from 'graphql-ws/client';

import { ConnectionLostError } from '../packages/client/src/index.ts';
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
  const request = { query: print(document), variables };
  let stop = follow(request, options);
  return {
    reconnect() {
      stop();
      stop = follow(request, options);
    },
    stop() {
      stop();
    },
  };
}

function follow(request: SubscribePayload, options: FollowOptions): () => void {
  const { url, connectionParams, onResult, onState, onEnd } = options;
  let isStopped = false;
  const say = (...state: Parameters<typeof connectionState>) => {
    if (!isStopped) onState(connectionState(...state));
  };
  const client = createClient({
    url,
    connectionParams,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: Infinity,
    shouldRetry: () => true,
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
    isStopped = true;
    void client.dispose();
  };
  client.subscribe<Record<string, unknown>>(request, {
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
  return () => {
    isStopped = true;
    void client.dispose();
  };
}
