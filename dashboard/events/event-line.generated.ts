/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Kind of change. */
export type ChangeKind =
  /** Creates an entity. */
  | 'CREATE'
  /** Takes an entity out of use. */
  | 'DEPRECATE'
  /** Takes a deprecated entity into use again. To events it is an UPDATE, of the status. */
  | 'REACTIVATE'
  /** Changes some fields of an entity. */
  | 'UPDATE';

/** Why a profile is due. */
export type DueReason =
  /** A user requested it. */
  | 'MANUAL'
  /** The last profile is stale. */
  | 'SCHEDULE';

/** Status of an entity. */
export type EntityStatus =
  /** Approved and in force. */
  | 'ACTIVE'
  /** No longer in use, and no longer profiled. */
  | 'DEPRECATED'
  /** Not in force yet. */
  | 'DRAFT';

/** Kind of governed entity. */
export type EntityType =
  /** A check that the values of a column must pass. */
  | 'BUSINESS_RULE'
  /** A term and its definition. */
  | 'GLOSSARY'
  /** A key performance indicator with its formula. */
  | 'KPI'
  /** An edge of the lineage: which data comes from which. */
  | 'LINEAGE'
  /** A dataset, or one column of it. */
  | 'METADATA'
  /** A label on other entities. */
  | 'TAG';

/** Who reported an event. */
export type EventSource =
  /** agent.profiler. */
  | 'AGENT_PROFILER'
  /** bff.graphql. */
  | 'BFF_GRAPHQL'
  /** etl.pipeline. */
  | 'ETL_PIPELINE'
  /** finance.service. */
  | 'FINANCE_SERVICE'
  /** kernel.scheduler. */
  | 'KERNEL_SCHEDULER'
  /** metadata-studio.api. */
  | 'METADATA_STUDIO_API'
  /** metadata-studio.approval. */
  | 'METADATA_STUDIO_APPROVAL'
  /** system.migration. */
  | 'SYSTEM_MIGRATION';

/** The 13 types of events. */
export type EventType =
  /** approval.approved. */
  | 'APPROVAL_APPROVED'
  /** approval.created. */
  | 'APPROVAL_CREATED'
  /** approval.rejected. */
  | 'APPROVAL_REJECTED'
  /** data.quality.degraded. */
  | 'DATA_QUALITY_DEGRADED'
  /** data.refreshed. */
  | 'DATA_REFRESHED'
  /** kpi.approved. */
  | 'KPI_APPROVED'
  /** kpi.changed. */
  | 'KPI_CHANGED'
  /** metadata.approved. */
  | 'METADATA_APPROVED'
  /** metadata.changed. */
  | 'METADATA_CHANGED'
  /** metadata.deprecated. */
  | 'METADATA_DEPRECATED'
  /** metadata.profile.completed. */
  | 'METADATA_PROFILE_COMPLETED'
  /** metadata.profile.due. */
  | 'METADATA_PROFILE_DUE'
  /** metadata.profile.failed. */
  | 'METADATA_PROFILE_FAILED';

/** How urgent a profile is. */
export type Priority =
  /** Long overdue, or never profiled. */
  | 'CRITICAL'
  /** Soon; always profiled in tier 1. */
  | 'HIGH'
  /** Can wait. */
  | 'LOW'
  /** Ordinary. */
  | 'NORMAL';

/** How an entity stands with its profiles. An entity has the first that applies, in this order. */
export type ProfileState =
  /** The last attempt failed. */
  | 'FAILING'
  /** The newest profile is younger than the threshold of the tier. */
  | 'FRESH'
  /** There is no profile yet. */
  | 'NEVER'
  /** Bound to no dataset: there is nothing to profile. */
  | 'NOT_MEASURED'
  /** A profile is waiting or running. */
  | 'RUNNING'
  /** The newest profile is at least as old as the threshold of the tier. */
  | 'STALE';

/** Grade of a quality score. */
export type QualityGrade =
  /** From 90. */
  | 'A'
  /** From 80. */
  | 'B'
  /** From 70. */
  | 'C'
  /** From 60. */
  | 'D'
  /** Below 60. */
  | 'F';

/** How a table was refreshed. */
export type RefreshType =
  /** All rows were replaced. */
  | 'FULL'
  /** Some rows were added or changed. */
  | 'INCREMENTAL'
  /** A copy as of one moment replaced the previous copy. */
  | 'SNAPSHOT';

/** How important an entity is, and how often it must be profiled. */
export type Tier =
  /** Statutory; by default profiled every 7 days. */
  | 'TIER1'
  /** By default profiled every 14 days. */
  | 'TIER2'
  /** By default profiled every 30 days. */
  | 'TIER3'
  /** By default profiled every 90 days. */
  | 'TIER4'
  /** By default profiled every 90 days. */
  | 'TIER5';

export type EventLine_ApprovalApprovedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { approvalId: string, canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, changeType: Types.ChangeKind, approvedBy: { actorId: string } } }
  & { __typename: 'ApprovalApprovedEvent' }
);

export type EventLine_ApprovalCreatedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { approvalId: string, canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, changeType: Types.ChangeKind, requestedBy: { actorId: string } } }
  & { __typename: 'ApprovalCreatedEvent' }
);

export type EventLine_ApprovalRejectedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { approvalId: string, canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, changeType: Types.ChangeKind, reason: string, rejectedBy: { actorId: string } } }
  & { __typename: 'ApprovalRejectedEvent' }
);

export type EventLine_DataQualityDegradedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, previousScore: number, qualityScore: number, qualityGrade: Types.QualityGrade, dropPercent: number }, explanation: { summary: string } | null }
  & { __typename: 'DataQualityDegradedEvent' }
);

export type EventLine_DataRefreshedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, payload: { entityUrn: string, refreshType: Types.RefreshType, rowsReported: number | null, service: { schema: string, table: string } } }
  & { __typename: 'DataRefreshedEvent' }
);

export type EventLine_KpiApprovedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, tier: Types.Tier, approvedBy: { actorId: string } } }
  & { __typename: 'KpiApprovedEvent' }
);

export type EventLine_KpiChangedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, tier: Types.Tier, changeType: Types.ChangeKind, changedFields: Array<string>, changedBy: { actorId: string } } }
  & { __typename: 'KpiChangedEvent' }
);

export type EventLine_MetadataApprovedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, approvedBy: { actorId: string } } }
  & { __typename: 'MetadataApprovedEvent' }
);

export type EventLine_MetadataChangedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, changeType: Types.ChangeKind, changedFields: Array<string>, changedBy: { actorId: string } } }
  & { __typename: 'MetadataChangedEvent' }
);

export type EventLine_MetadataDeprecatedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, replacedBy: string | null, deprecatedBy: { actorId: string } } }
  & { __typename: 'MetadataDeprecatedEvent' }
);

export type EventLine_MetadataProfileCompletedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } }
  & { __typename: 'MetadataProfileCompletedEvent' }
);

export type EventLine_MetadataProfileDueEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, priority: Types.Priority, dueReason: Types.DueReason } }
  & { __typename: 'MetadataProfileDueEvent' }
);

export type EventLine_MetadataProfileFailedEvent_Fragment = (
  { id: string, cursor: string, type: Types.EventType, createdAt: string, source: Types.EventSource, correlationId: string, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, payload: { canonicalKey: string, entityType: Types.EntityType, tier: Types.Tier, errorMessage: string } }
  & { __typename: 'MetadataProfileFailedEvent' }
);

export type EventLineFragment =
  | EventLine_ApprovalApprovedEvent_Fragment
  | EventLine_ApprovalCreatedEvent_Fragment
  | EventLine_ApprovalRejectedEvent_Fragment
  | EventLine_DataQualityDegradedEvent_Fragment
  | EventLine_DataRefreshedEvent_Fragment
  | EventLine_KpiApprovedEvent_Fragment
  | EventLine_KpiChangedEvent_Fragment
  | EventLine_MetadataApprovedEvent_Fragment
  | EventLine_MetadataChangedEvent_Fragment
  | EventLine_MetadataDeprecatedEvent_Fragment
  | EventLine_MetadataProfileCompletedEvent_Fragment
  | EventLine_MetadataProfileDueEvent_Fragment
  | EventLine_MetadataProfileFailedEvent_Fragment
;

export const EventLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventEnvelope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventAboutEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EntityLive"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApprovalCreatedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvalId"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"changeType"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApprovalApprovedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvalId"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"changeType"}},{"kind":"Field","name":{"kind":"Name","value":"approvedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ApprovalRejectedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvalId"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"changeType"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"rejectedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MetadataChangedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"changeType"}},{"kind":"Field","name":{"kind":"Name","value":"changedFields"}},{"kind":"Field","name":{"kind":"Name","value":"changedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KpiChangedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"changeType"}},{"kind":"Field","name":{"kind":"Name","value":"changedFields"}},{"kind":"Field","name":{"kind":"Name","value":"changedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MetadataApprovedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"approvedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KpiApprovedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"approvedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MetadataDeprecatedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"replacedBy"}},{"kind":"Field","name":{"kind":"Name","value":"deprecatedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataRefreshedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entityUrn"}},{"kind":"Field","name":{"kind":"Name","value":"refreshType"}},{"kind":"Field","name":{"kind":"Name","value":"rowsReported"}},{"kind":"Field","name":{"kind":"Name","value":"service"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MetadataProfileDueEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","alias":{"kind":"Name","value":"dueReason"},"name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MetadataProfileCompletedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MetadataProfileFailedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DataQualityDegradedEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payload"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"previousScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"dropPercent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"summary"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityLive"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"lastProfiledAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextProfileDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<EventLineFragment, unknown>;