import { Client, fetchExchange, subscriptionExchange } from 'urql';

import { createResumableClient, type ResumableClient } from '../../packages/client/src/index.ts';
import { createLive, type Live } from '../live/live.ts';
import { LiveEventsDocument } from '../live/live-events.generated.ts';
import { createThrottle } from '../live/throttle.ts';
import type { Credentials, Session } from '../session/session.ts';
import { text } from '../text/text.ts';
import { createActiveQueries } from './active-queries.ts';
import { createCache } from './cache.ts';
import { lateAnswersExchange } from './late-answers.ts';
import { uncachedExchange } from './uncached.ts';

/** How often all is asked again because events could not be read. */
const REFRESH_MS = 5_000;

/** The way to the server of one person: queries and mutations by HTTP, subscriptions by one WebSocket a tab. */
export interface Graph {
  client: Client;
  /** Keeps nothing of what it brings: for long lists, of which the page holds only a part. */
  uncached: Client;
  /** For subscriptions of one's own, such as those of the inboxes. */
  resumable: ResumableClient;
  /** Every event of the tenant. */
  live: Live;
  /** Asks again whatever is on the screen. */
  refresh(): void;
  /** The variables with which the page last asked a query of this name. */
  readonly lastVariables: (name: string) => object | undefined;
  dispose(): void;
}

export function createGraph(session: Session, url = '/graphql'): Graph {
  /** What the last connection was made with. */
  let presented: Credentials = {};
  const resumable = createResumableClient({
    url,
    connectionParams: async () => (presented = await session.credentials()),
  });
  const active = createActiveQueries();
  const refuse = (credentials: Credentials) => {
    session.refuse(credentials, text.session.refused);
  };
  const refresh = () => {
    active.refresh(client);
  };
  const asking = createThrottle(refresh, REFRESH_MS);
  const live = createLive(
    resumable,
    () => {
      refuse(presented);
    },
    () => {
      asking.ask();
    },
  );
  const authorizedFetch: typeof fetch = async (input, init) => {
    const credentials = await session.credentials();
    const response = await fetch(input, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init?.headers)), ...credentials },
    });
    if (response.status === 401) refuse(credentials);
    return response;
  };
  const options = { url, preferGetMethod: false, fetch: authorizedFetch };
  const client = new Client({
    ...options,
    requestPolicy: 'cache-and-network',
    exchanges: [
      active.exchange,
      uncachedExchange(),
      createCache(),
      lateAnswersExchange(),
      fetchExchange,
      // The only subscription that goes through the cache: others are read by whoever needs them.
      subscriptionExchange({ forwardSubscription: () => live.results }),
    ],
  });
  // Only for the cache, which takes what passes.
  const cached = client.subscription(LiveEventsDocument, {}).subscribe(() => undefined);
  live.onReset(refresh);
  const stopRenewing = onRenewal(session, () => {
    resumable.reconnect();
  });
  return {
    client,
    uncached: new Client({ ...options, requestPolicy: 'network-only', exchanges: [fetchExchange] }),
    resumable,
    live,
    refresh,
    lastVariables: active.lastVariables,
    dispose: () => {
      stopRenewing();
      asking.dispose();
      live.stop();
      cached.unsubscribe();
      void resumable.dispose();
    },
  };
}

/** Calls when the person has other credentials: the server ends a connection when those that it was made with expire. */
function onRenewal(session: Session, renewed: () => void): () => void {
  let before = session.state;
  return session.onChange(() => {
    const { identity, renewal } = session.state;
    const isRenewed = identity === before.identity && renewal !== before.renewal;
    before = session.state;
    if (isRenewed) renewed();
  });
}
