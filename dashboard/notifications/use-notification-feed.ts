import { useEffect, useMemo } from 'react';
import { useClient } from 'urql';

import { createFeed, type Feed } from '../live/feed.ts';
import { type NotificationLineFragment, NotificationPageDocument } from './notifications.generated.ts';
import { useNotificationInbox } from './use-notification-inbox.ts';

const PAGE_SIZE = 50;

export function useNotificationFeed(unreadOnly: boolean): Feed<NotificationLineFragment> {
  const inbox = useNotificationInbox();
  const client = useClient();
  const feed = useMemo(
    () =>
      createFeed<NotificationLineFragment>({
        onItems: inbox.onArrivals,
        onReset: inbox.onReset,
        matches: () => true,
        async loadPage(after) {
          const { data, error } = await client
            .query(
              NotificationPageDocument,
              { filter: { unreadOnly }, after, first: PAGE_SIZE },
              { requestPolicy: 'network-only' },
            )
            .toPromise();
          if (!data) return { error };
          const { edges, pageInfo } = data.notifications;
          return {
            page: {
              items: edges.map(({ node }) => node),
              lastCursor: pageInfo.endCursor,
              hasOlder: pageInfo.hasNextPage,
            },
          };
        },
      }),
    [inbox, client, unreadOnly],
  );
  useEffect(() => {
    feed.start();
    return () => {
      feed.stop();
    };
  }, [feed]);
  return feed;
}
