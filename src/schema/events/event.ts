import { GraphQLError } from 'graphql';

import type { LogEntry } from '../../events/live/log.ts';
import type { Event, EventOf, EventType } from '../../events/schemas/catalogue.ts';
import { builder } from '../kit/builder.ts';
import { EventSourceEnum, EventTypeEnum } from '../kit/enums.ts';
import * as payloads from './event-payloads.ts';

/** An event and its place in the stream: one type for each member of the union. */
export type EventEntry<E extends Event = Event> = E extends Event ? { event: E; cursor: string } : never;

/**
 * An entry whose event is one of today's catalogue.
 * @throws GraphQLError that names the place of an event which cannot be read: it is shown, not left out in silence
 */
export function readable(entry: Pick<LogEntry, 'offset' | 'cursor' | 'event'> | undefined): EventEntry {
  if (!entry) throw new Error('the log has no such event');
  const { event, cursor } = entry;
  // TypeScript does not see that an object with a union inside is a union of such objects.
  if (event) return { event, cursor } as EventEntry;
  throw new GraphQLError(`The event at offset ${entry.offset} cannot be read. The stream goes on after its cursor.`, {
    extensions: { code: 'INTERNAL_SERVER_ERROR', cursor },
  });
}

export const EnvelopeRef = builder.interfaceRef<{ event: Event; cursor: string }>('EventEnvelope').implement({
  description: 'What all events share.',
  fields: (t) => ({
    id: t.id({ description: 'Unique for the event, together with its source.', resolve: ({ event }) => event.id }),
    type: t.field({ type: EventTypeEnum, description: 'Its type.', resolve: ({ event }) => event.type }),
    version: t.string({ description: 'Version of the payload of its type.', resolve: ({ event }) => event.version }),
    tenantId: t.id({ description: 'Whose it is.', resolve: ({ event }) => event.tenantId }),
    source: t.field({ type: EventSourceEnum, description: 'Who reports it.', resolve: ({ event }) => event.source }),
    createdAt: t.field({ type: 'DateTime', description: 'When it happened.', resolve: ({ event }) => event.createdAt }),
    correlationId: t.id({
      description: 'The same on everything that one cause led to.',
      resolve: ({ event }) => event.correlationId,
    }),
    causationId: t.id({
      nullable: true,
      description: 'The event that directly led to this one; null: none did.',
      resolve: ({ event }) => event.causationId ?? null,
    }),
    traceparent: t.string({
      nullable: true,
      description: 'W3C trace context; null: none was given.',
      resolve: ({ event }) => event.traceparent ?? null,
    }),
    cursor: t.string({
      description: 'Its place in the stream: a subscription with it as `after` goes on behind this event.',
      resolve: ({ cursor }) => cursor,
    }),
  }),
});

export const MetadataProfileDueEvent = builder
  .objectRef<EventEntry<EventOf<'metadata.profile.due'>>>('MetadataProfileDueEvent')
  .implement({
    description: 'A profile is due.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.MetadataProfileDuePayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
export const MetadataProfileCompletedEvent = builder
  .objectRef<EventEntry<EventOf<'metadata.profile.completed'>>>('MetadataProfileCompletedEvent')
  .implement({
    description: 'An entity has been profiled.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.MetadataProfileCompletedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
const MetadataProfileFailedEvent = builder
  .objectRef<EventEntry<EventOf<'metadata.profile.failed'>>>('MetadataProfileFailedEvent')
  .implement({
    description: 'An entity could not be profiled.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.MetadataProfileFailedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
const MetadataChangedEvent = builder
  .objectRef<EventEntry<EventOf<'metadata.changed'>>>('MetadataChangedEvent')
  .implement({
    description: 'An approved change took effect.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.MetadataChangedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
const MetadataApprovedEvent = builder
  .objectRef<EventEntry<EventOf<'metadata.approved'>>>('MetadataApprovedEvent')
  .implement({
    description: 'An entity is in force as approved.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.MetadataApprovedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
const MetadataDeprecatedEvent = builder
  .objectRef<EventEntry<EventOf<'metadata.deprecated'>>>('MetadataDeprecatedEvent')
  .implement({
    description: 'An entity is no longer to be used.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.MetadataDeprecatedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
const KpiChangedEvent = builder.objectRef<EventEntry<EventOf<'kpi.changed'>>>('KpiChangedEvent').implement({
  description: 'An approved change of a KPI took effect.',
  interfaces: [EnvelopeRef],
  fields: (t) => ({
    payload: t.field({
      type: payloads.KpiChangedPayload,
      description: 'What happened.',
      resolve: ({ event }) => event.payload,
    }),
  }),
});
const KpiApprovedEvent = builder.objectRef<EventEntry<EventOf<'kpi.approved'>>>('KpiApprovedEvent').implement({
  description: 'A KPI is in force as approved.',
  interfaces: [EnvelopeRef],
  fields: (t) => ({
    payload: t.field({
      type: payloads.KpiApprovedPayload,
      description: 'What happened.',
      resolve: ({ event }) => event.payload,
    }),
  }),
});
export const DataRefreshedEvent = builder
  .objectRef<EventEntry<EventOf<'data.refreshed'>>>('DataRefreshedEvent')
  .implement({
    description: 'A table has new data.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.DataRefreshedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
export const DataQualityDegradedEvent = builder
  .objectRef<EventEntry<EventOf<'data.quality.degraded'>>>('DataQualityDegradedEvent')
  .implement({
    description: 'The quality score lost more than 10 %.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.DataQualityDegradedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
const ApprovalCreatedEvent = builder
  .objectRef<EventEntry<EventOf<'approval.created'>>>('ApprovalCreatedEvent')
  .implement({
    description: 'A change waits for a decision.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.ApprovalCreatedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
const ApprovalApprovedEvent = builder
  .objectRef<EventEntry<EventOf<'approval.approved'>>>('ApprovalApprovedEvent')
  .implement({
    description: 'A change was approved.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.ApprovalApprovedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });
const ApprovalRejectedEvent = builder
  .objectRef<EventEntry<EventOf<'approval.rejected'>>>('ApprovalRejectedEvent')
  .implement({
    description: 'A change was rejected.',
    interfaces: [EnvelopeRef],
    fields: (t) => ({
      payload: t.field({
        type: payloads.ApprovalRejectedPayload,
        description: 'What happened.',
        resolve: ({ event }) => event.payload,
      }),
    }),
  });

/** A member forgotten or paired wrongly is a compiler error here. */
const EVENT_MEMBERS = {
  'metadata.profile.due': MetadataProfileDueEvent,
  'metadata.profile.completed': MetadataProfileCompletedEvent,
  'metadata.profile.failed': MetadataProfileFailedEvent,
  'metadata.changed': MetadataChangedEvent,
  'metadata.approved': MetadataApprovedEvent,
  'metadata.deprecated': MetadataDeprecatedEvent,
  'kpi.changed': KpiChangedEvent,
  'kpi.approved': KpiApprovedEvent,
  'data.refreshed': DataRefreshedEvent,
  'data.quality.degraded': DataQualityDegradedEvent,
  'approval.created': ApprovalCreatedEvent,
  'approval.approved': ApprovalApprovedEvent,
  'approval.rejected': ApprovalRejectedEvent,
} satisfies { [T in EventType]: { $inferType: EventEntry<EventOf<T>> } };

export const EventUnion = builder.unionType('Event', {
  description: 'One of the 13 events.',
  types: Object.values(EVENT_MEMBERS),
  resolveType: ({ event }) => EVENT_MEMBERS[event.type],
});
