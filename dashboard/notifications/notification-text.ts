import { type EventSentence, eventSentence, sentenceText } from '../events/event-sentence.ts';
import { text } from '../text/text.ts';
import type { NotificationLineFragment } from './notifications.generated.ts';

export interface NotificationText {
  /** In one line; what it names is a link. */
  title: EventSentence;
  /** Why, or what exactly. */
  detail: string | undefined;
}

/** Those about an incident: the event that led to it says something else. */
const OF_INCIDENTS: readonly NotificationLineFragment['kind'][] = [
  'INCIDENT_OPENED',
  'INCIDENT_ASSIGNED',
  'QUALITY_RECOVERED',
];

/**
 * What a notification says: its event in the words of the page, which name the entity. Without the event, or where that
 * is about something upstream or an incident is told of, in those of the server, which knows what it affects.
 */
export function notificationText(notification: NotificationLineFragment): NotificationText {
  const { event, kind, title, text: said } = notification;
  const isOther = kind === 'QUALITY_DEGRADED' && event?.__typename !== 'DataQualityDegradedEvent';
  if (!event || isOther || OF_INCIDENTS.includes(kind))
    return { title: { before: '', name: title, after: '', subject: undefined }, detail: said };
  const sentence = eventSentence(event);
  return { title: sentence, detail: kind === 'IMPACT' ? said : (sentence.detail ?? moreOf(event)) };
}

/** The title as plain text. */
export function notificationTitle(notification: NotificationLineFragment): string {
  return sentenceText(notificationText(notification).title);
}

function moreOf(event: NonNullable<NotificationLineFragment['event']>): string | undefined {
  const words = text.notifications;
  switch (event.__typename) {
    case 'ApprovalApprovedEvent':
      return event.payload.approvalComment === null ? undefined : words.comment(event.payload.approvalComment);
    case 'MetadataDeprecatedEvent':
      return event.payload.deprecationReason === null ? undefined : words.reason(event.payload.deprecationReason);
    default:
      return undefined;
  }
}
