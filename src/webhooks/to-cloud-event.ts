import { CloudEvent } from 'cloudevents';

import { entityUrn } from '../domain/entities/entity.ts';
import { encodeCursor } from '../events/log/cursor.ts';
import { factsOf, NO_TRAITS } from '../events/log/event-filter.ts';
import type { LoggedEvent } from '../events/log/log.ts';
import type { Event } from '../events/schemas/catalogue.ts';
import type { SentEvent } from '../events/schemas/cloud-event.ts';
import { payloadUrn } from '../events/schemas/envelope.ts';

/** As many digits as the largest offset, so that the texts sort like the numbers. */
const SEQUENCE_DIGITS = 16;

/**
 * An event of the log as a CloudEvent 1.0. Its `source` and `id` are those of the event, and together identify it;
 * `cursor` is its place for subscriptions and queries.
 */
export function toCloudEvent({ event, epoch, offset }: Pick<LoggedEvent, 'event' | 'epoch' | 'offset'>) {
  const { id, type, version, source, createdAt, tenantId, correlationId, causationId, traceparent, payload } = event;
  const sent: SentEvent = {
    specversion: '1.0',
    id,
    source,
    type,
    time: createdAt,
    subject: subjectOf(event),
    dataschema: payloadUrn(type, version),
    datacontenttype: 'application/json',
    tenantid: tenantId,
    correlationid: correlationId,
    ...(causationId !== undefined && { causationid: causationId }),
    ...(traceparent !== undefined && { traceparent }),
    cursor: encodeCursor({ epoch, offset }),
    sequence: String(offset).padStart(SEQUENCE_DIGITS, '0'),
    data: payload,
  };
  return new CloudEvent(sent);
}

/** The URN of what the event is about. */
function subjectOf(event: Event): string {
  if (event.type === 'data.refreshed') return event.payload.entityUrn;
  const { entityType, canonicalKey } = factsOf(event, NO_TRAITS);
  if (entityType === null || canonicalKey === null) throw new Error(`${event.type} is about no entity`);
  return entityUrn(entityType, canonicalKey);
}
