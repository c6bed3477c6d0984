import { builder, type FieldBuilder } from '../kit/builder.ts';
import type { SchemaContext } from '../kit/context.ts';
import { entityIfAny } from '../kit/entity-of.ts';
import { type PropertiesRead, propertiesRead } from '../kit/properties-read.ts';
import { ApprovalRef, GovernedEntityRef, ProfileRef } from '../kit/refs.ts';
import {
  ApprovalApprovedEvent,
  ApprovalCreatedEvent,
  ApprovalRejectedEvent,
  DataQualityDegradedEvent,
  type EventEntry,
  KpiApprovedEvent,
  KpiChangedEvent,
  MetadataApprovedEvent,
  MetadataChangedEvent,
  MetadataDeprecatedEvent,
  MetadataProfileCompletedEvent,
  MetadataProfileDueEvent,
  MetadataProfileFailedEvent,
} from './event.ts';

/** Fields of events whose payloads have these members. */
type EventFields<P> = FieldBuilder<{ event: { payload: P } }>;
type VersionPayload = Extract<EventEntry, { event: { type: 'kpi.changed' } }>['event']['payload'];
type RequestPayload = Extract<EventEntry, { event: { type: 'approval.created' } }>['event']['payload'];

/** A mutation returns its event also to those who may do nothing but what it did. */
const FOR_VIEWERS = { authScopes: { role: 'VIEWER' }, unauthorizedResolver: () => null } as const;

interface AboutEntity {
  event: { payload: { entityId: string } | Pick<RequestPayload, 'entityType' | 'canonicalKey'> };
}

const EventAboutEntityRef = builder.interfaceRef<AboutEntity>('EventAboutEntity').implement({
  description: 'An event about an entity: every type but DataRefreshedEvent.',
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      nullable: true,
      ...FOR_VIEWERS,
      description:
        'The entity that it is about, as it is now; null while the request that creates it is not applied, and for a viewer without the role VIEWER.',
      resolve: async ({ event: { payload } }, _, context) =>
        'entityId' in payload
          ? entityIfAny(payload.entityId, context)
          : ((await context.loaders.entityByName.load(payload)) ?? null),
    }),
  }),
});

for (const ref of [
  MetadataProfileDueEvent,
  MetadataProfileCompletedEvent,
  MetadataProfileFailedEvent,
  MetadataChangedEvent,
  MetadataApprovedEvent,
  MetadataDeprecatedEvent,
  KpiChangedEvent,
  KpiApprovedEvent,
  DataQualityDegradedEvent,
  ApprovalCreatedEvent,
  ApprovalApprovedEvent,
  ApprovalRejectedEvent,
]) {
  ref.addInterfaces([EventAboutEntityRef]);
}

const approvalById = (t: EventFields<{ approvalId: string }>) =>
  t.field({
    type: ApprovalRef,
    nullable: true,
    ...FOR_VIEWERS,
    description: 'The request, as it is now; null for a viewer without the role VIEWER.',
    resolve: async ({ event }, _, { loaders }, info) =>
      (await loaders.approvalWith(propertiesRead(info)).load(event.payload.approvalId)) ?? null,
  });

const approvalOfVersion = (t: EventFields<Pick<VersionPayload, 'entityId' | 'version'>>) =>
  t.field({
    type: ApprovalRef,
    nullable: true,
    ...FOR_VIEWERS,
    description:
      'The request that led to the change, as it is now; null if the change was imported, and for a viewer without the role VIEWER.',
    async resolve({ event }, _, { loaders }, info) {
      const id = (await loaders.versionApproval.load(event.payload))?.approvalId;
      return id == null ? null : ((await loaders.approvalWith(propertiesRead(info)).load(id)) ?? null);
    },
  });

const profileById = (t: EventFields<{ profileId: string }>) =>
  t.field({
    type: ProfileRef,
    nullable: true,
    ...FOR_VIEWERS,
    description: 'The profile, with the figures of columns and rules; null for a viewer without the role VIEWER.',
    resolve: async ({ event }, _, { loaders }, info) =>
      (await loaders.profileWith(propertiesRead(info)).load(event.payload.profileId)) ?? null,
  });

/** What leads from a profile to the one before it. */
const PLACE: PropertiesRead = new Set(['entityId', 'number']);

/** The profile that the entity had before this one. */
async function profileBefore(profileId: string, properties: PropertiesRead, { loaders }: SchemaContext) {
  const profile = await loaders.profileWith(PLACE).load(profileId);
  if (!profile) return null;
  const { entityId, number } = profile;
  return (await loaders.profileByNumberWith(properties).load({ entityId, number: number - 1 })) ?? null;
}

builder.objectFields(MetadataProfileCompletedEvent, (t) => ({
  profile: profileById(t),
  previousProfile: t.field({
    type: ProfileRef,
    nullable: true,
    ...FOR_VIEWERS,
    description:
      'The profile that the entity had before; null if this is its first one, and for a viewer without the role VIEWER.',
    resolve: ({ event }, _, context, info) => profileBefore(event.payload.profileId, propertiesRead(info), context),
  }),
}));
builder.objectFields(MetadataChangedEvent, (t) => ({ approval: approvalOfVersion(t) }));
builder.objectFields(MetadataApprovedEvent, (t) => ({ approval: approvalById(t) }));
builder.objectFields(KpiChangedEvent, (t) => ({ approval: approvalOfVersion(t) }));
builder.objectFields(KpiApprovedEvent, (t) => ({ approval: approvalById(t) }));
builder.objectFields(DataQualityDegradedEvent, (t) => ({
  profile: profileById(t),
  previousProfile: t.field({
    type: ProfileRef,
    nullable: true,
    ...FOR_VIEWERS,
    description: 'The profile with which it was compared; null for a viewer without the role VIEWER.',
    resolve: async ({ event }, _, { loaders }, info) =>
      (await loaders.profileWith(propertiesRead(info)).load(event.payload.previousProfileId)) ?? null,
  }),
}));
builder.objectFields(ApprovalCreatedEvent, (t) => ({ approval: approvalById(t) }));
builder.objectFields(ApprovalApprovedEvent, (t) => ({ approval: approvalById(t) }));
builder.objectFields(ApprovalRejectedEvent, (t) => ({ approval: approvalById(t) }));
