import { useState } from 'react';
import { type CombinedError, useClient } from 'urql';

import { explainError } from '../graph/explain-error.ts';
import {
  MarkNotificationsReadDocument,
  MarkNotificationsUnreadDocument,
  type NotificationLineFragment,
} from './notifications.generated.ts';
import { useNotificationInbox } from './use-notification-inbox.ts';

interface Answer {
  result?: { __typename: string; message?: string; unreadCount?: number } | undefined;
  error?: CombinedError | undefined;
}

export interface ReadMarks {
  isRead: (notification: NotificationLineFragment) => boolean;
  mark: (notification: NotificationLineFragment, isRead: boolean) => Promise<void>;
  /** Marks these and all that are older as read. */
  markAllRead: (shown: readonly NotificationLineFragment[]) => Promise<void>;
  /** Why the last change was refused. */
  problem: string | undefined;
}

/** What was read here, on top of what the server said when the list was loaded: no row leaves the list because of it. */
export function useReadMarks(): ReadMarks {
  const client = useClient();
  const inbox = useNotificationInbox();
  const [marks, setMarks] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [problem, setProblem] = useState<string>();

  function settle({ result, error }: Answer, changed: readonly NotificationLineFragment[], isRead: boolean): void {
    setProblem(error ? explainError(error) : result?.message);
    if (result?.unreadCount === undefined) return;
    inbox.setUnreadCount(result.unreadCount);
    setMarks((before) => new Map([...before, ...changed.map(({ id }) => [id, isRead] as const)]));
  }

  return {
    isRead: ({ id, readAt }) => marks.get(id) ?? readAt !== null,
    problem,
    async mark(notification, isRead) {
      const input = { ids: [notification.id] };
      if (isRead) {
        const { data, error } = await client.mutation(MarkNotificationsReadDocument, { input }).toPromise();
        settle({ result: data?.markNotificationsRead, error }, [notification], true);
      } else {
        const { data, error } = await client.mutation(MarkNotificationsUnreadDocument, { input }).toPromise();
        settle({ result: data?.markNotificationsUnread, error }, [notification], false);
      }
    },
    async markAllRead(shown) {
      const upTo = shown[0]?.cursor;
      if (upTo === undefined) return;
      const { data, error } = await client.mutation(MarkNotificationsReadDocument, { input: { upTo } }).toPromise();
      settle({ result: data?.markNotificationsRead, error }, shown, true);
    },
  };
}
