import { fieldLabel } from '../diff/field-label.ts';
import { formatCount, formatPercent, formatScore } from '../text/format.ts';
import { text } from '../text/text.ts';
import { type EventSubject, subjectOf } from './event-filter.ts';
import type { EventLineFragment } from './event-line.generated.ts';

/** A sentence about an event, cut where it names what the event is about, so that the name can be a link. */
export interface EventSentence {
  before: string;
  name: string;
  after: string;
  /** The entity that is named; undefined if it is a table. */
  subject: EventSubject | undefined;
  /** The request that it is about. */
  approvalId?: string;
  /** Why, or what exactly; a sentence of its own. */
  detail?: string;
}

/** Stands for the name in a sentence while that is made: no text contains it. */
const NAME = '\u0000';

export function eventSentence(event: EventLineFragment): EventSentence {
  const [before = '', after = ''] = words(event).split(NAME);
  const detail = detailOf(event);
  return {
    before,
    after,
    name: nameOf(event),
    subject: subjectOf(event),
    ...('payload' in event && 'approvalId' in event.payload && { approvalId: event.payload.approvalId }),
    ...(detail !== undefined && { detail }),
  };
}

/** The sentence as plain text. */
export function sentenceText({ before, name, after }: EventSentence): string {
  return `${before}${name}${after}`;
}

function nameOf(event: EventLineFragment): string {
  if (event.__typename === 'DataRefreshedEvent') {
    const { schema, table } = event.payload.service;
    return `${schema}.${table}`;
  }
  return event.entity?.name ?? event.payload.canonicalKey;
}

function words(event: EventLineFragment): string {
  const say = text.events.sentences;
  switch (event.__typename) {
    case 'MetadataProfileDueEvent':
      return say.due[event.payload.dueReason](NAME);
    case 'MetadataProfileCompletedEvent': {
      const { qualityScore, qualityGrade, rowCount } = event.payload;
      return say.completed(NAME, formatScore(qualityScore), qualityGrade, say.rows(rowCount, formatCount(rowCount)));
    }
    case 'MetadataProfileFailedEvent':
      return say.failed(NAME);
    case 'MetadataChangedEvent':
    case 'KpiChangedEvent': {
      const { changeType, changedFields, changedBy } = event.payload;
      return say.changed[changeType](NAME, changedBy.actorId, changedFields.map(fieldLabel).join(', '));
    }
    case 'MetadataApprovedEvent':
    case 'KpiApprovedEvent':
      return say.inForce(NAME, event.payload.approvedBy.actorId);
    case 'MetadataDeprecatedEvent': {
      const { deprecatedBy, replacedBy } = event.payload;
      return say.deprecated(NAME, deprecatedBy.actorId, replacedBy);
    }
    case 'DataRefreshedEvent': {
      const { rowsReported, refreshType } = event.payload;
      const rows = rowsReported === null ? say.rowsUnknown : say.rows(rowsReported, formatCount(rowsReported));
      return say.refreshed[refreshType](NAME, rows);
    }
    case 'DataQualityDegradedEvent':
      return say.degraded(NAME, formatPercent(event.payload.dropPercent));
    case 'ApprovalCreatedEvent':
      return say.requested[event.payload.changeType](NAME, event.payload.requestedBy.actorId);
    case 'ApprovalApprovedEvent':
      return say.approved[event.payload.changeType](NAME, event.payload.approvedBy.actorId);
    case 'ApprovalRejectedEvent':
      return say.rejected[event.payload.changeType](NAME, event.payload.rejectedBy.actorId);
  }
}

function detailOf(event: EventLineFragment): string | undefined {
  switch (event.__typename) {
    case 'MetadataProfileFailedEvent':
      return event.payload.errorMessage;
    case 'DataQualityDegradedEvent': {
      const { previousScore, qualityScore } = event.payload;
      // Without the two profiles, what the event itself says is all that is known.
      return (
        event.explanation?.summary ?? text.events.sentences.fell(formatScore(previousScore), formatScore(qualityScore))
      );
    }
    case 'ApprovalRejectedEvent':
      return text.events.sentences.reason(event.payload.reason);
    default:
      return undefined;
  }
}
