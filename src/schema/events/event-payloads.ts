import type { EventType, PayloadOf } from '../../events/schemas/catalogue.ts';
import { builder } from '../kit/builder.ts';
import { ActorRef } from '../kit/common-types.ts';
import {
  ChangeKindEnum,
  DueReasonEnum,
  EntityTypeEnum,
  PriorityEnum,
  QualityDimensionEnum,
  QualityGradeEnum,
  RefreshTypeEnum,
  TierEnum,
} from '../kit/enums.ts';

const TEXT = {
  entityType: 'Type of the entity.',
  entityId: 'Id of the entity.',
  canonicalKey: 'Canonical key of the entity.',
  tier: 'Tier of the entity.',
  approvalId: 'Id of the request.',
  profileId: 'Id of the profile.',
  changeType: 'What the change does.',
  changedFields: 'Names of the fields that changed.',
  version: 'Version of the entity after the change.',
  triggeredBy: 'Who is behind it.',
  qualityScore: 'Mean of completeness, uniqueness and validity, 0..100.',
  qualityGrade: 'Grade of the score.',
  durationSeconds: 'How long it took, in seconds.',
} as const;

const payload = <T extends EventType>(name: string) => builder.objectRef<PayloadOf<T>>(`${name}Payload`);

export const MetadataProfileDuePayload = payload<'metadata.profile.due'>('MetadataProfileDue').implement({
  description: 'A profile is due.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    priority: t.expose('priority', { type: PriorityEnum, description: 'How urgent it is.' }),
    reason: t.expose('reason', { type: DueReasonEnum, description: 'Why it is due.' }),
    lastProfiledAt: t.expose('lastProfiledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last profiled; null: never.',
    }),
    standardPackId: t.exposeID('standardPackId', {
      nullable: true,
      description: 'Pack of standards that asks for it; null: none.',
    }),
  }),
});

export const MetadataProfileCompletedPayload = payload<'metadata.profile.completed'>(
  'MetadataProfileCompleted',
).implement({
  description: 'An entity has been profiled.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    completeness: t.exposeFloat('completeness', { description: 'Share of values that are there, 0..100.' }),
    uniqueness: t.exposeFloat('uniqueness', { description: 'Share of distinct keys, 0..100.' }),
    validity: t.exposeFloat('validity', { description: 'Share of checked values that pass the rules, 0..100.' }),
    qualityScore: t.exposeFloat('qualityScore', { description: TEXT.qualityScore }),
    qualityGrade: t.expose('qualityGrade', { type: QualityGradeEnum, description: TEXT.qualityGrade }),
    profileId: t.exposeID('profileId', { description: TEXT.profileId }),
    rowCount: t.expose('rowCount', { type: 'SafeInt', description: 'Rows that were there.' }),
    duration: t.exposeFloat('duration', { description: TEXT.durationSeconds }),
    triggeredBy: t.expose('triggeredBy', { type: ActorRef, description: TEXT.triggeredBy }),
  }),
});

export const MetadataProfileFailedPayload = payload<'metadata.profile.failed'>('MetadataProfileFailed').implement({
  description: 'An entity could not be profiled.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    errorCode: t.exposeString('errorCode', { description: 'What went wrong, such as TABLE_NOT_FOUND.' }),
    errorMessage: t.exposeString('errorMessage', { description: 'What went wrong, in a sentence.' }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    duration: t.exposeFloat('duration', { description: TEXT.durationSeconds }),
    triggeredBy: t.expose('triggeredBy', { type: ActorRef, description: TEXT.triggeredBy }),
  }),
});

export const MetadataChangedPayload = payload<'metadata.changed'>('MetadataChanged').implement({
  description: 'An approved change took effect.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    changeType: t.expose('changeType', { type: ChangeKindEnum, description: TEXT.changeType }),
    changedFields: t.exposeStringList('changedFields', { description: TEXT.changedFields }),
    version: t.exposeInt('version', { description: TEXT.version }),
    changedBy: t.expose('changedBy', { type: ActorRef, description: 'Who asked for the change.' }),
  }),
});

export const MetadataApprovedPayload = payload<'metadata.approved'>('MetadataApproved').implement({
  description: 'An entity is in force as approved.',
  fields: (t) => ({
    approvalId: t.exposeID('approvalId', { description: TEXT.approvalId }),
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    approvedBy: t.expose('approvedBy', { type: ActorRef, description: 'Who approved it.' }),
    approvedAt: t.expose('approvedAt', { type: 'DateTime', description: 'When it was approved.' }),
  }),
});

export const MetadataDeprecatedPayload = payload<'metadata.deprecated'>('MetadataDeprecated').implement({
  description: 'An entity is no longer to be used.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why; null: not said.' }),
    replacedBy: t.exposeString('replacedBy', { nullable: true, description: 'What to use instead; null: not said.' }),
    deprecatedBy: t.expose('deprecatedBy', { type: ActorRef, description: 'Who asked for it.' }),
    deprecatedAt: t.expose('deprecatedAt', { type: 'DateTime', description: 'When it took effect.' }),
  }),
});

export const KpiChangedPayload = payload<'kpi.changed'>('KpiChanged').implement({
  description: 'An approved change of a KPI took effect.',
  fields: (t) => ({
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    changeType: t.expose('changeType', { type: ChangeKindEnum, description: TEXT.changeType }),
    changedFields: t.exposeStringList('changedFields', { description: TEXT.changedFields }),
    version: t.exposeInt('version', { description: TEXT.version }),
    changedBy: t.expose('changedBy', { type: ActorRef, description: 'Who asked for the change.' }),
  }),
});

export const KpiApprovedPayload = payload<'kpi.approved'>('KpiApproved').implement({
  description: 'A KPI is in force as approved.',
  fields: (t) => ({
    approvalId: t.exposeID('approvalId', { description: TEXT.approvalId }),
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    approvedBy: t.expose('approvedBy', { type: ActorRef, description: 'Who approved it.' }),
    approvedAt: t.expose('approvedAt', { type: 'DateTime', description: 'When it was approved.' }),
  }),
});

const ServiceRef = builder.objectRef<PayloadOf<'data.refreshed'>['service']>('RefreshedService').implement({
  description: 'The table that was refreshed.',
  fields: (t) => ({
    schema: t.exposeString('schema', { description: 'Schema of the table.' }),
    table: t.exposeString('table', { description: 'Name of the table.' }),
  }),
});

export const DataRefreshedPayload = payload<'data.refreshed'>('DataRefreshed').implement({
  description: 'A table has new data.',
  fields: (t) => ({
    entityUrn: t.exposeString('entityUrn', { description: 'What was refreshed, in the producer’s words.' }),
    service: t.expose('service', { type: ServiceRef, description: 'The table.' }),
    rowsAffected: t.expose('rowsAffected', { type: 'SafeInt', description: 'Rows that were written.' }),
    refreshType: t.expose('refreshType', { type: RefreshTypeEnum, description: 'How it was refreshed.' }),
    completedAt: t.expose('completedAt', { type: 'DateTime', description: 'When the refresh was done.' }),
    triggeredBy: t.expose('triggeredBy', { type: ActorRef, description: TEXT.triggeredBy }),
  }),
});

const DimensionRef = builder
  .objectRef<PayloadOf<'data.quality.degraded'>['dimensions'][number]>('DegradedDimension')
  .implement({
    description: 'A part of the quality score, before and now.',
    fields: (t) => ({
      dimension: t.expose('dimension', { type: QualityDimensionEnum, description: 'Which part.' }),
      previous: t.exposeFloat('previous', { description: 'In the profile before, 0..100.' }),
      current: t.exposeFloat('current', { description: 'In this profile, 0..100.' }),
    }),
  });

export const DataQualityDegradedPayload = payload<'data.quality.degraded'>('DataQualityDegraded').implement({
  description: 'The quality score lost more than 10 % from one profile to the next.',
  fields: (t) => ({
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    entityId: t.exposeID('entityId', { description: TEXT.entityId }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    previousScore: t.exposeFloat('previousScore', { description: 'Score of the profile before.' }),
    qualityScore: t.exposeFloat('qualityScore', { description: TEXT.qualityScore }),
    dropPercent: t.exposeFloat('dropPercent', { description: 'Share of the previous score that was lost, 0..100.' }),
    previousGrade: t.expose('previousGrade', { type: QualityGradeEnum, description: 'Grade of the profile before.' }),
    qualityGrade: t.expose('qualityGrade', { type: QualityGradeEnum, description: TEXT.qualityGrade }),
    dimensions: t.expose('dimensions', { type: [DimensionRef], description: 'The three parts of the score.' }),
    profileId: t.exposeID('profileId', { description: TEXT.profileId }),
    previousProfileId: t.exposeID('previousProfileId', { description: 'Id of the profile before.' }),
  }),
});

export const ApprovalCreatedPayload = payload<'approval.created'>('ApprovalCreated').implement({
  description: 'A change waits for a decision.',
  fields: (t) => ({
    approvalId: t.exposeID('approvalId', { description: TEXT.approvalId }),
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    changeType: t.expose('changeType', { type: ChangeKindEnum, description: TEXT.changeType }),
    requestedBy: t.expose('requestedBy', { type: ActorRef, description: 'Who asks for it.' }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'Since when.' }),
  }),
});

export const ApprovalApprovedPayload = payload<'approval.approved'>('ApprovalApproved').implement({
  description: 'A change was approved; it is applied next.',
  fields: (t) => ({
    approvalId: t.exposeID('approvalId', { description: TEXT.approvalId }),
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    changeType: t.expose('changeType', { type: ChangeKindEnum, description: TEXT.changeType }),
    approvedBy: t.expose('approvedBy', { type: ActorRef, description: 'Who approved it.' }),
    approvedAt: t.expose('approvedAt', { type: 'DateTime', description: 'When it was approved.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'What the approver says; null: nothing.' }),
  }),
});

export const ApprovalRejectedPayload = payload<'approval.rejected'>('ApprovalRejected').implement({
  description: 'A change was rejected; nothing changes.',
  fields: (t) => ({
    approvalId: t.exposeID('approvalId', { description: TEXT.approvalId }),
    entityType: t.expose('entityType', { type: EntityTypeEnum, description: TEXT.entityType }),
    canonicalKey: t.exposeString('canonicalKey', { description: TEXT.canonicalKey }),
    tier: t.expose('tier', { type: TierEnum, description: TEXT.tier }),
    changeType: t.expose('changeType', { type: ChangeKindEnum, description: TEXT.changeType }),
    rejectedBy: t.expose('rejectedBy', { type: ActorRef, description: 'Who rejected it.' }),
    rejectedAt: t.expose('rejectedAt', { type: 'DateTime', description: 'When it was rejected.' }),
    reason: t.exposeString('reason', { description: 'Why.' }),
  }),
});
