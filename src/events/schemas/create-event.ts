import { v4 as uuid, v5 as uuidFromName, validate as isUuid } from 'uuid';

import type { Event, EventOf, EventType, PayloadOf } from './catalogue.ts';
import { payloadVersionOf } from './payload-versions.ts';
import type { EventSource } from './vocabulary.ts';

/**
 * Namespace of all name-based ids made here (RFC 9562, version 5). With another namespace, known duplicates would no
 * longer be recognised.
 */
const NAMESPACE = '6f1d3f0e-6b0c-4a44-9d5e-3c5a2f1e8b70';

export interface EventInit<T extends EventType> {
  type: T;
  tenantId: string;
  source: EventSource;
  payload: PayloadOf<T>;
  createdAt: Date;
  /** If left out: a random one. */
  id?: string | undefined;
  /** The event that directly led to this one, whose correlation id and trace it inherits. */
  cause?: Cause | undefined;
  /** The producer's own correlation id, if there is no cause. If left out: the event's id. */
  correlationId?: string | undefined;
  traceparent?: string | undefined;
}

/** What an effect inherits from the event that led to it. */
export type Cause = Pick<Event, 'id' | 'source' | 'correlationId' | 'traceparent'>;

/** An event ready to be emitted. It is validated by `emit`, not here. */
export function createEvent<T extends EventType>(init: EventInit<T>): EventOf<T> {
  const id = init.id ?? uuid();
  const traceparent = init.traceparent ?? init.cause?.traceparent;
  const event = {
    id,
    type: init.type,
    version: payloadVersionOf(init.type),
    tenantId: init.tenantId,
    source: init.source,
    createdAt: init.createdAt.toISOString(),
    correlationId: init.cause?.correlationId ?? init.correlationId ?? id,
    ...(init.cause && { causationId: init.cause.id }),
    ...(traceparent !== undefined && { traceparent }),
    payload: init.payload,
  };
  // TypeScript cannot follow a generic discriminant through the union; `emit` parses the event in full.
  return event as unknown as EventOf<T>;
}

/**
 * The same parts always give the same UUID, so that what is derived twice from one cause is recognised as a duplicate.
 */
export function deriveId(...parts: readonly string[]): string {
  return uuidFromName(JSON.stringify(parts), NAMESPACE);
}

/** A producer's own id as an event id: a UUID is kept, and any other text always gives the same UUID. */
export function eventIdOf(producerId: string, source: EventSource): string {
  return isUuid(producerId) ? producerId.toLowerCase() : deriveId('producer', source, producerId);
}
