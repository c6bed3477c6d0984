import { Mail, MailOpen } from 'lucide-react';

import { ApprovalLink } from '../links/approval-link.tsx';
import { EntityLink } from '../links/entity-link.tsx';
import { TraceLink } from '../links/trace-link.tsx';
import { text } from '../text/text.ts';
import { Badge, type Tone } from '../ui/badges.tsx';
import { Button } from '../ui/button.tsx';
import { Time } from '../ui/time.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import type { NotificationLineFragment } from './notifications.generated.ts';

const TONES: Readonly<Record<NotificationLineFragment['kind'], Tone>> = {
  APPROVAL_APPROVED: 'good',
  APPROVAL_CREATED: 'accent',
  APPROVAL_REJECTED: 'bad',
  DEPRECATED: 'warn',
  IMPACT: 'poor',
  PROFILE_FAILED: 'bad',
  QUALITY_DEGRADED: 'bad',
};

export interface NotificationRowProps {
  notification: NotificationLineFragment;
  isRead: boolean;
  onMark: (isRead: boolean) => void;
}

export function NotificationRow({ notification, isRead, onMark }: NotificationRowProps) {
  const { title, entityType, canonicalKey, event, kind } = notification;
  const words = text.notifications;
  const mark = isRead ? words.markUnread : words.markRead;
  const Icon = isRead ? Mail : MailOpen;
  return (
    <li className="flex items-start gap-3 border-t border-line px-4 py-2.5">
      <span className="flex h-5 w-2 shrink-0 items-center">
        {!isRead && <span role="img" aria-label={words.isUnread} className="size-2 rounded-full bg-accent" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className={`break-words ${isRead ? 'text-muted' : 'font-semibold'}`}>{title}</p>
        <p className="break-words text-muted">{notification.text}</p>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
          <Badge tone={TONES[kind]}>{words.kinds[kind]}</Badge>
          <EntityLink entity={{ entityType, canonicalKey }} look="row">
            {words.entityOf(text.entityTypes[entityType], canonicalKey)}
          </EntityLink>
          {event && 'payload' in event && (
            <ApprovalLink approvalId={event.payload.approvalId} look="row" aria-label={words.requestOf(title)}>
              {words.request}
            </ApprovalLink>
          )}
          {event ? (
            <TraceLink correlationId={event.correlationId} look="row" aria-label={words.traceOf(title)}>
              {words.trace}
            </TraceLink>
          ) : (
            <span>{words.noEvent}</span>
          )}
          <Time at={notification.createdAt} />
        </div>
      </div>
      <Tooltip says={mark}>
        <Button
          kind="quiet"
          size="small"
          aria-label={words.markOne(mark, title)}
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
