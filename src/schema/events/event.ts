import { GraphQLError } from 'graphql';

import type { LogEntry } from '../../events/log/log.ts';
import type { Event, EventOf, EventType, PayloadOf } from '../../events/schemas/catalogue.ts';
import { QUALITY_DIMENSIONS } from '../../events/schemas/vocabulary.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef } from '../kit/common-types.ts';
import type { SchemaContext } from '../kit/context.ts';
import { DueReasonEnum, PriorityEnum, QualityDimensionEnum, QualityGradeEnum, RefreshTypeEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { eventType } from './event-type.ts';
import {
  approvedFields,
  changeFields,
  entityFields,
  kpiFields,
  requestFields,
  runFields,
  scoreFields,
} from './payload-fields.ts';

/** An event and its place in the stream: one type for each member of the union. */
export type EventEntry<E extends Event = Event> = E extends Event ? { event: E; cursor: string } : never;

/**
 * An entry whose event is one of the current catalogue.
 * @throws GraphQLError with the place of an event that cannot be read: it is reported, not omitted silently
 */
export function readable(entry: Pick<LogEntry, 'offset' | 'cursor' | 'event'> | undefined): EventEntry {
  if (!entry) throw new Error('the log has no such event');
  const { event, cursor } = entry;
  // TypeScript does not recognise that an object containing a union is a union of such objects.
  if (event) return { event, cursor } as EventEntry;
  throw new GraphQLError(`The event at offset ${entry.offset} cannot be read. The stream continues after its cursor.`, {
    extensions: { code: 'INTERNAL_SERVER_ERROR', cursor },
  });
}

/** The event at an offset of the viewer's stream; null: retention has removed it. @throws GraphQLError as `readable` */
export async function eventAt(offset: number, { loaders }: SchemaContext): Promise<EventEntry | null> {
  const entry = await loaders.logEntry.load(offset);
  return entry ? readable(entry) : null;
}

export const MetadataProfileDueEvent = eventType<'metadata.profile.due'>(
  'MetadataProfileDue',
  'A profile is due.',
  (t) => ({
    ...entityFields(t),
    priority: t.expose('priority', { type: PriorityEnum, description: 'How urgent it is.' }),
    reason: t.expose('reason', { type: DueReasonEnum, description: 'Why it is due.' }),
    lastProfiledAt: t.expose('lastProfiledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last profiled; null if it never was.',
    }),
    standardPackId: t.exposeID('standardPackId', {
      nullable: true,
      description: 'Standard pack that requires the profile; null if there is none.',
    }),
  }),
);

export const MetadataProfileCompletedEvent = eventType<'metadata.profile.completed'>(
  'MetadataProfileCompleted',
  'An entity has been profiled.',
  (t) => ({
    ...entityFields(t),
    ...runFields(t),
    ...scoreFields(t),
    completeness: t.exposeFloat('completeness', {
      description: 'Percentage of values that are not missing, 0 to 100.',
    }),
    uniqueness: t.exposeFloat('uniqueness', { description: 'Distinct keys as a percentage of rows, 0 to 100.' }),
    validity: t.exposeFloat('validity', {
      description: 'Percentage of checked values that pass the business rules, 0 to 100.',
    }),
    rowCount: t.expose('rowCount', { type: 'SafeInt', description: 'Number of rows.' }),
  }),
);

export const MetadataProfileFailedEvent = eventType<'metadata.profile.failed'>(
  'MetadataProfileFailed',
  'An entity could not be profiled.',
  (t) => ({
    ...entityFields(t),
    ...runFields(t),
    errorCode: t.exposeString('errorCode', { description: 'Error code, such as TABLE_NOT_FOUND.' }),
    errorMessage: t.exposeString('errorMessage', { description: 'The error in a sentence.' }),
    attempts: t.exposeInt('attempts', { description: 'Number of attempts.' }),
  }),
);

export const MetadataChangedEvent = eventType<'metadata.changed'>(
  'MetadataChanged',
  'An approved change took effect.',
  (t) => ({ ...entityFields(t), ...changeFields(t) }),
);

export const MetadataApprovedEvent = eventType<'metadata.approved'>(
  'MetadataApproved',
  'An approved change of an entity took effect.',
  (t) => ({ ...entityFields(t), ...approvedFields(t) }),
);

export const MetadataDeprecatedEvent = eventType<'metadata.deprecated'>(
  'MetadataDeprecated',
  'An entity was deprecated.',
  (t) => ({
    ...entityFields(t),
    reason: t.exposeString('reason', { nullable: true, description: 'The reason; null if not stated.' }),
    replacedBy: t.exposeString('replacedBy', { nullable: true, description: 'The replacement; null if not stated.' }),
    deprecatedBy: t.expose('deprecatedBy', { type: ActorRef, description: 'Who requested the deprecation.' }),
    deprecatedAt: t.expose('deprecatedAt', { type: 'DateTime', description: 'When it took effect.' }),
  }),
);

export const KpiChangedEvent = eventType<'kpi.changed'>(
  'KpiChanged',
  'An approved change of a KPI took effect.',
  (t) => ({
    ...kpiFields(t),
    ...changeFields(t),
  }),
);

export const KpiApprovedEvent = eventType<'kpi.approved'>(
  'KpiApproved',
  'An approved change of a KPI took effect.',
  (t) => ({
    ...kpiFields(t),
    ...approvedFields(t),
  }),
);

const ServiceRef = builder.objectRef<PayloadOf<'data.refreshed'>['service']>('RefreshedService').implement({
  description: 'The table that was refreshed.',
  fields: (t) => ({
    schema: t.exposeString('schema', { description: 'Schema of the table.' }),
    table: t.exposeString('table', { description: 'Name of the table.' }),
  }),
});

export const DataRefreshedEvent = eventType<'data.refreshed'>('DataRefreshed', 'A table has new data.', (t) => ({
  entityUrn: t.exposeString('entityUrn', { description: 'What was refreshed, as named by the producer.' }),
  service: t.expose('service', { type: ServiceRef, description: 'The table.' }),
  rowsAffected: t.field({
    type: 'SafeInt',
    description: 'Number of rows written; 0 also if the producer did not report it.',
    deprecationReason: 'Use `rowsReported`, which tells a number that is not known from none.',
    resolve: ({ rowsAffected }) => rowsAffected ?? 0,
  }),
  rowsReported: t.field({
    type: 'SafeInt',
    nullable: true,
    description: 'Number of rows written, as the producer reported it; null: it does not know.',
    resolve: ({ rowsAffected }) => rowsAffected ?? null,
  }),
  refreshType: t.expose('refreshType', { type: RefreshTypeEnum, description: 'How it was refreshed.' }),
  completedAt: t.expose('completedAt', { type: 'DateTime', description: 'When the refresh was completed.' }),
  triggeredBy: t.expose('triggeredBy', { type: ActorRef, description: 'Who caused the refresh.' }),
}));

const DimensionRef = builder
  .objectRef<PayloadOf<'data.quality.degraded'>['dimensions'][number]>('DegradedDimension')
  .implement({
    description: 'One dimension of the quality score, before and now.',
    fields: (t) => ({
      dimension: t.expose('dimension', { type: QualityDimensionEnum, description: 'The dimension.' }),
      previous: t.exposeFloat('previous', {
        description: 'Its value in the profile with which it was compared, 0 to 100.',
      }),
      current: t.exposeFloat('current', { description: 'Its value in this profile, 0 to 100.' }),
    }),
  });

export const DataQualityDegradedEvent = eventType<'data.quality.degraded'>(
  'DataQualityDegraded',
  'A quality score fell by more than 10 % of the previous one, or of the best one since the last drop.',
  (t) => ({
    ...entityFields(t),
    ...scoreFields(t),
    previousScore: t.exposeFloat('previousScore', {
      description: 'Score of the profile with which it was compared.',
    }),
    dropPercent: t.exposeFloat('dropPercent', {
      description: 'The loss as a percentage of `previousScore`, 0 to 100.',
    }),
    previousGrade: t.expose('previousGrade', {
      type: QualityGradeEnum,
      description: 'Grade of the profile with which it was compared.',
    }),
    dimensions: t.expose('dimensions', {
      type: [DimensionRef],
      extensions: listSize(QUALITY_DIMENSIONS.length),
      description: 'The three dimensions of the score.',
    }),
    previousProfileId: t.exposeID('previousProfileId', {
      description: 'Id of the profile with which it was compared: the previous one, or the reference.',
    }),
  }),
);

export const ApprovalCreatedEvent = eventType<'approval.created'>(
  'ApprovalCreated',
  'A change was requested.',
  (t) => ({
    ...requestFields(t),
    requestedBy: t.expose('requestedBy', { type: ActorRef, description: 'Who requested it.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'When it was requested.' }),
  }),
);

export const ApprovalApprovedEvent = eventType<'approval.approved'>(
  'ApprovalApproved',
  'A request was approved, and the change is applied next.',
  (t) => ({
    ...requestFields(t),
    ...approvedFields(t),
    comment: t.exposeString('comment', {
      nullable: true,
      description: 'The approver’s comment; null if there is none.',
    }),
  }),
);

export const ApprovalRejectedEvent = eventType<'approval.rejected'>(
  'ApprovalRejected',
  'A request was rejected, and nothing changes.',
  (t) => ({
    ...requestFields(t),
    rejectedBy: t.expose('rejectedBy', { type: ActorRef, description: 'Who rejected it.' }),
    rejectedAt: t.expose('rejectedAt', { type: 'DateTime', description: 'When it was rejected.' }),
    reason: t.exposeString('reason', { description: 'The reason.' }),
  }),
);

/** A missing or wrongly paired member is a compiler error here. */
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
