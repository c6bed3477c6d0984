import type { FieldMap, ObjectRef } from '@pothos/core';

import type { Event, EventOf, EventType, PayloadOf } from '../../events/schemas/catalogue.ts';
import { builder, type FieldBuilder, type PothosTypes } from '../kit/builder.ts';
import { EventSourceEnum, EventTypeEnum } from '../kit/enums.ts';

export const EnvelopeRef = builder.interfaceRef<{ event: Event; cursor: string }>('EventEnvelope').implement({
  description: 'What all events have in common.',
  fields: (t) => ({
    id: t.id({ description: 'Unique together with the source.', resolve: ({ event }) => event.id }),
    type: t.field({ type: EventTypeEnum, description: 'Its type.', resolve: ({ event }) => event.type }),
    version: t.string({ description: 'Version of the payload.', resolve: ({ event }) => event.version }),
    tenantId: t.id({ description: 'The tenant of the event.', resolve: ({ event }) => event.tenantId }),
    source: t.field({ type: EventSourceEnum, description: 'Who reported it.', resolve: ({ event }) => event.source }),
    createdAt: t.field({ type: 'DateTime', description: 'When it happened.', resolve: ({ event }) => event.createdAt }),
    correlationId: t.id({
      description: 'Shared by all events that one cause led to.',
      resolve: ({ event }) => event.correlationId,
    }),
    causationId: t.id({
      nullable: true,
      description: 'The event that directly led to this one; null if there was none.',
      resolve: ({ event }) => event.causationId ?? null,
    }),
    traceparent: t.string({
      nullable: true,
      description: 'W3C trace context; null if there is none.',
      resolve: ({ event }) => event.traceparent ?? null,
    }),
    cursor: t.string({
      description: 'Cursor of the event: pass it as `after` to a subscription to continue after this event.',
      resolve: ({ cursor }) => cursor,
    }),
  }),
});

/** The type `${name}Event` of one event, whose payload has the type `${name}Payload` with these fields. */
export function eventType<T extends EventType>(
  name: string,
  description: string,
  fields: (t: FieldBuilder<PayloadOf<T>>) => FieldMap,
) {
  const payload = builder.objectRef<PayloadOf<T>>(`${name}Payload`).implement({ description, fields });
  // Pothos requires the type that the field returns, which TypeScript cannot determine while T is generic.
  const type: ObjectRef<PothosTypes, Event['payload']> = payload;
  return builder.objectRef<{ event: EventOf<T>; cursor: string }>(`${name}Event`).implement({
    description,
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({ type, description: 'What happened.', resolve: ({ event }) => event.payload }),
    }),
  });
}
