import { Mail, MailOpen } from 'lucide-react';

import { ApprovalLink } from '../links/approval-link.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { IncidentLink } from '../links/incident-link.tsx';
import { TraceLink } from '../links/trace-link.tsx';
import { text } from '../text/text.ts';
import { Badge, type Tone } from '../ui/badges.tsx';
import { Button } from '../ui/button.tsx';
import { Tooltip } from '../ui/overlay/tooltip.tsx';
import { Time } from '../ui/time.tsx';
import { notificationText, notificationTitle } from './notification-text.ts';
import type { NotificationLineFragment } from './notifications.generated.ts';

const TONES: Readonly<Record<NotificationLineFragment['kind'], Tone>> = {
  APPROVAL_APPROVED: 'good',
  APPROVAL_CREATED: 'accent',
  APPROVAL_REJECTED: 'bad',
  DEPRECATED: 'warn',
  IMPACT: 'poor',
  INCIDENT_ASSIGNED: 'accent',
  INCIDENT_OPENED: 'bad',
  PROFILE_FAILED: 'bad',
  QUALITY_DEGRADED: 'bad',
  QUALITY_RECOVERED: 'good',
};

export interface NotificationRowProps {
  notification: NotificationLineFragment;
  isRead: boolean;
  onMark: (isRead: boolean) => void;
}

export function NotificationRow({ notification, isRead, onMark }: NotificationRowProps) {
  const { event, kind, createdAt, incident } = notification;
  const words = text.notifications;
  const { title, detail } = notificationText(notification);
  const plain = notificationTitle(notification);
  const mark = isRead ? words.markUnread : words.markRead;
  const Icon = isRead ? Mail : MailOpen;
  return (
    <li className="flex items-start gap-3 border-t border-line px-4 py-2.5">
      <span className="flex h-5 w-2 shrink-0 items-center">
        {!isRead && <span role="img" aria-label={words.isUnread} className="size-2 rounded-full bg-accent" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className={`break-words ${isRead ? 'text-muted' : 'font-medium'}`}>
          {title.before}
          {title.subject ? (
            <EntityLink entity={title.subject} look="name">
              {title.name}
            </EntityLink>
          ) : incident ? (
            <IncidentLink incidentId={incident.id} look="name">
              {title.name}
            </IncidentLink>
          ) : (
            title.name
          )}
          {title.after}
        </p>
        {detail !== undefined && <p className="break-words text-muted">{detail}</p>}
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
          <Badge tone={TONES[kind]}>{words.kinds[kind]}</Badge>
          <AboutEntity notification={notification} />
          {event && 'approvalId' in event.payload && (
            <ApprovalLink approvalId={event.payload.approvalId} look="row" aria-label={words.requestOf(plain)}>
              {words.request}
            </ApprovalLink>
          )}
          {incident && (
            <IncidentLink incidentId={incident.id} look="row" aria-label={words.incidentOf(plain)}>
              {words.incident}
            </IncidentLink>
          )}
          {event ? (
            <TraceLink correlationId={event.correlationId} look="row" aria-label={words.traceOf(plain)}>
              {words.trace}
            </TraceLink>
          ) : (
            // No event leads to an incident of late data.
            !incident && <span>{words.noEvent}</span>
          )}
          <Time at={createdAt} />
        </div>
      </div>
      <Tooltip says={mark}>
        <Button
          kind="quiet"
          size="small"
          aria-label={words.markOne(mark, plain)}
          onClick={() => {
            onMark(!isRead);
          }}
        >
          <Icon aria-hidden size={15} />
        </Button>
      </Tooltip>
    </li>
  );
}

/** The entity that one is notified of: its key, and its name where the sentence names another or none. */
function AboutEntity({
  notification: { kind, event, entity, entityType, canonicalKey },
}: {
  notification: NotificationLineFragment;
}) {
  const isNamed = event !== null && kind !== 'IMPACT';
  return (
    <span className="min-w-0">
      {kind === 'IMPACT' && `${text.notifications.affects} `}
      {!isNamed && (
        <>
          <EntityLink entity={{ entityType, canonicalKey }}>{entity?.name ?? canonicalKey}</EntityLink>{' '}
        </>
      )}
      {text.entityTypes[entityType]} <span className="font-mono [overflow-wrap:anywhere]">{canonicalKey}</span>
    </span>
  );
}
