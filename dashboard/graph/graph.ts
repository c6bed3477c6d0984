import { Client, fetchExchange, subscriptionExchange } from 'urql';

import { createResumableClient, type ResumableClient } from '../../packages/client/src/index.ts';
import { createLive, type Live } from '../live/live.ts';
import { LiveEventsDocument } from '../live/live-events.generated.ts';
import type { Session } from '../session/session.ts';
import { createActiveQueries } from './active-queries.ts';
import { createCache } from './cache.ts';

/** The way to the server of one person: queries and mutations by HTTP, subscriptions by one WebSocket a tab. */
export interface Graph {
  client: Client;
  /** For subscriptions of one's own, such as those of the inboxes. */
  resumable: ResumableClient;
  /** Every event of the tenant. */
  live: Live;
  /** Asks again whatever is on the screen. */
  refresh(): void;
  dispose(): void;
}

export function createGraph(session: Session, url = '/graphql'): Graph {
  const resumable = createResumableClient({ url, connectionParams: () => session.credentials() });
  const active = createActiveQueries();
  const live = createLive(resumable, () => {
    active.refresh(client);
  });
  const client = new Client({
    url,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      active.exchange,
      createCache(),
      fetchExchange,
      // The only subscription that goes through the cache: others are read by whoever needs them.
      subscriptionExchange({ forwardSubscription: () => live.results }),
    ],
    fetch: async (input, init) => {
      const response = await fetch(input, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), ...(await session.credentials()) },
      });
      if (response.status === 401) session.refuse('The server does not accept the sign-in any longer. Sign in again.');
      return response;
    },
  });
  // Only for the cache, which takes what passes.
  const cached = client.subscription(LiveEventsDocument, {}).subscribe(() => undefined);
  return {
    client,
    resumable,
    live,
    refresh: () => {
      active.refresh(client);
    },
    dispose() {
      cached.unsubscribe();
      live.stop();
      void resumable.dispose();
    },
  };
}
