import { useSyncExternalStore } from 'react';
import { formatDocument } from 'urql';

import { onceForGraph } from '../app/once-for-graph.ts';
import type { Graph } from '../graph/graph.ts';
import { createNotificationInbox, type NotificationInbox } from './notification-inbox.ts';
import { NewNotificationsDocument, UnreadCountDocument } from './notifications.generated.ts';

/** The viewer's notifications: one connection of them, however many parts of the page show them. */
export const useNotificationInbox = onceForGraph(createInbox);

/** Undefined until it is known. */
export function useUnreadCount(): number | undefined {
  const inbox = useNotificationInbox();
  return useSyncExternalStore(inbox.onCount, () => inbox.unreadCount);
}

function createInbox({ client, resumable }: Graph): NotificationInbox {
  return createNotificationInbox({
    async ask() {
      const { data } = await client.query(UnreadCountDocument, {}, { requestPolicy: 'network-only' }).toPromise();
      return data?.notifications;
    },
    follow(position, { next, reset }) {
      const subscription = resumable.subscribe(formatDocument(NewNotificationsDocument), {
        after: position,
        next: ({ notifications }) => {
          next(notifications);
        },
        reset,
        error: () => undefined,
      });
      // The state of the connection is said beside the bell.
      subscription.finished.catch(() => undefined);
      return () => {
        subscription.stop();
      };
    },
  });
}
