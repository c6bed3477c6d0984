import { Link } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useQuery } from 'urql';

import { ApprovalLink } from '../../links/approval-link.tsx';
import { EntityLink } from '../../links/entity-link.tsx';
import { IncidentLink } from '../../links/incident-link.tsx';
import { createThrottle } from '../../live/throttle.ts';
import { useHeld } from '../../live/use-held.ts';
import { notificationTitle } from '../../notifications/notification-text.ts';
import {
  type NotificationLineFragment,
  NotificationPageDocument,
} from '../../notifications/notifications.generated.ts';
import { useNotificationInbox } from '../../notifications/use-notification-inbox.ts';
import { text } from '../../text/text.ts';
import { Skeleton } from '../../ui/notes.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Time } from '../../ui/time.tsx';
import { TakeButton } from '../take-button.tsx';
import { Part } from './part.tsx';

const SHOWN = 3;
const INTERVAL_MS = 3_000;
const NONE: readonly NotificationLineFragment[] = [];
const keyOf = ({ id }: NotificationLineFragment) => id;

/** The newest notifications that the viewer has not read. */
export function UnreadList() {
  const words = text.home;
  const inbox = useNotificationInbox();
  const [state, ask] = useQuery({
    query: NotificationPageDocument,
    variables: { filter: { unreadOnly: true }, first: SHOWN },
  });
  const refresh = () => {
    ask({ requestPolicy: 'network-only' });
  };
  const onCount = useEffectEvent(refresh);
  useEffect(() => {
    const throttle = createThrottle(() => {
      onCount();
    }, INTERVAL_MS);
    const stop = inbox.onCount(() => {
      throttle.ask();
    });
    return () => {
      stop();
      throttle.dispose();
    };
  }, [inbox]);
  const current = state.data?.notifications.edges.map(({ node }) => node) ?? NONE;
  const isSettled = state.data !== undefined && !state.fetching && !state.stale;
  const { rows, newCount, take } = useHeld(current, keyOf, isSettled);
  return (
    <Part
      title={words.unread}
      actions={<TakeButton list={words.unread} changes={words.update(newCount, 0, '')} onTake={take} />}
      more={
        <Link to="/notifications" className="text-accent hover:underline">
          {words.allNotifications}
        </Link>
      }
    >
      <QueryView state={state} onRetry={refresh} loading={<Skeleton className="h-36" />}>
        {() =>
          rows.length === 0 ? (
            <p className="py-1 text-muted">{words.noUnread}</p>
          ) : (
            <ul>
              {rows.map(({ key, item }) => (
                <li key={key} className="py-1">
                  <p className="break-words">
                    <UnreadLink notification={item} />
                  </p>
                  <p className="text-xs text-muted">
                    <Time at={item.createdAt} />
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Part>
  );
}

/** To the request or the incident that it is about, else to the entity. */
function UnreadLink({ notification }: { notification: NotificationLineFragment }) {
  const { event, entityType, canonicalKey, incident } = notification;
  const title = notificationTitle(notification);
  if (incident) {
    return (
      <IncidentLink incidentId={incident.id} look="name">
        {title}
      </IncidentLink>
    );
  }
  return event && 'approvalId' in event.payload ? (
    <ApprovalLink approvalId={event.payload.approvalId} look="name">
      {title}
    </ApprovalLink>
  ) : (
    <EntityLink entity={{ entityType, canonicalKey }} look="name">
      {title}
    </EntityLink>
  );
}
