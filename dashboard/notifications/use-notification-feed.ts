import { useEffect, useMemo } from 'react';
import { formatDocument } from 'urql';

import { useGraph } from '../app/app-context.ts';
import { createFeed, type Feed } from '../live/feed.ts';
import { type NotificationLineFragment, NotificationPageDocument } from './notifications.generated.ts';
import { useNotificationInbox } from './use-notification-inbox.ts';

const PAGE_SIZE = 50;

export function useNotificationFeed(unreadOnly: boolean): Feed<NotificationLineFragment> {
  const inbox = useNotificationInbox();
  const { uncached } = useGraph();
  const feed = useMemo(
    () =>
      createFeed<NotificationLineFragment>({
        onItems: inbox.onArrivals,
        onReset: inbox.onReset,
        matches: () => true,
        async loadPage(after) {
          const { data, error } = await uncached
            .query(formatDocument(NotificationPageDocument), { filter: { unreadOnly }, after, first: PAGE_SIZE })
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
    [inbox, uncached, unreadOnly],
  );
  useEffect(() => {
    feed.start();
    return () => {
      feed.stop();
    };
  }, [feed]);
  return feed;
}
