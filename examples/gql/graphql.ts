/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Status of a request. */
export type ApprovalStatus =
  /** Approved; the change is applied next. */
  | 'APPROVED'
  /** Waiting for a decision. */
  | 'PENDING'
  /** Rejected; nothing changed. */
  | 'REJECTED'
  /** Withdrawn by the requester. */
  | 'WITHDRAWN';

/** Definition of a business rule. It replaces the previous definition completely. `dataset.column` binds the rule to a column. */
export type BusinessRuleInput = {
  /** The check. */
  check: RuleCheckInput;
  /** Share of the checked values that must pass, 0 to 100. If left out, the monitoring policy decides by severity. */
  minPassPercent?: number | null | undefined;
  /** How serious a violation is. */
  severity: Severity;
};

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

/** A warehouse table, or one column of it. */
export type DatasetRefInput = {
  /** The column to measure. Default: all columns. Required for a business rule. */
  column?: string | null | undefined;
  /** The columns that identify a row. Default: the primary key of the table, or the whole row if it has none. */
  keyColumns?: Array<string> | null | undefined;
  /** Schema of the table. */
  schema: string;
  /** Name of the table. */
  table: string;
};

/** An inclusive range of dates, with an earliest date, a latest date or both. */
export type DateRangeInput = {
  /** Latest allowed date, in the same format. */
  max?: string | null | undefined;
  /** Earliest allowed date: a date such as 2026-01-31, or an RFC 3339 date and time. */
  min?: string | null | undefined;
};

/** The fields to set. A field that is left out keeps its value; null clears description, owner, standardPackId, freshnessHours and dataset. */
export type EntityChangeInput = {
  /** Definition of a business rule. Required to create one. */
  businessRule?: BusinessRuleInput | null | undefined;
  /** The data that is measured when the entity is profiled. */
  dataset?: DatasetRefInput | null | undefined;
  /** What the entity is, in words. */
  description?: string | null | undefined;
  /** How old the last refresh of its dataset may be, in hours, such as 24 or 1.5; from 0.1 to 87,600. Null: three times the usual interval, or what the monitoring policy says instead of three. */
  freshnessHours?: number | null | undefined;
  /** Definition of a glossary term. Required to create one. */
  glossary?: GlossaryInput | null | undefined;
  /** Definition of a KPI. Required to create one. */
  kpi?: KpiInput | null | undefined;
  /** Definition of a lineage field. Required to create one. */
  lineage?: LineageInput | null | undefined;
  /** Display name. Required to create an entity. */
  name?: string | null | undefined;
  /** Id of the actor who is responsible for it. Default for a new entity: the requester. */
  owner?: string | null | undefined;
  /** Id of the standard pack that governs it, such as `ifrs-revenue`; 1 to 200 characters. */
  standardPackId?: string | null | undefined;
  /** Definition of a tag. Required to create one. */
  tag?: TagInput | null | undefined;
  /** How important the entity is. Required to create an entity. */
  tier?: Tier | null | undefined;
};

/** The name of an entity. */
export type EntityNameInput = {
  /** Its canonical key. */
  canonicalKey: string;
  /** Its entity type. */
  entityType: EntityType;
};

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

/** Filters events. All conditions must match; a condition that is left out matches every event. A filter can have at most 5000 values. */
export type EventFilter = {
  /** About entities with these canonical keys. */
  canonicalKeys?: Array<string> | null | undefined;
  /** With this correlation id. */
  correlationId?: string | null | undefined;
  /** About entities of these types. */
  entityTypes?: Array<EntityType> | null | undefined;
  /** With this `createdAt` or a later one, to the millisecond. Events stay in the order of the stream, which can differ from that of `createdAt`. */
  from?: string | null | undefined;
  /** Without the events that this filter matches. An event that lacks what a condition asks for, such as an owner, does not match the condition and so is not left out. It can be nested up to 3 times. */
  not?: EventFilter | null | undefined;
  /** About entities of these owners, as they were when the event was appended: a later change of the owner changes nothing. Matches no event that is about no entity, and none that a version without this filter appended. */
  owners?: Array<string> | null | undefined;
  /** From these sources. */
  sources?: Array<EventSource> | null | undefined;
  /** About entities with at least one of these tags, by the canonical keys of the tags, as they were when the event was appended. Matches no event that is about no entity, and none that a version without this filter appended. */
  tags?: Array<string> | null | undefined;
  /** About entities in these tiers. */
  tiers?: Array<Tier> | null | undefined;
  /** With a `createdAt` before this one, to the millisecond. A subscription stays open after it: an event can be reported late. */
  to?: string | null | undefined;
  /** Of these types. */
  types?: Array<EventType> | null | undefined;
};

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

/** Definition of a glossary term. It replaces the previous definition completely. */
export type GlossaryInput = {
  /** The meaning of the term. */
  definition: string;
  /** Canonical keys of other glossary terms. */
  relatedTerms?: Array<string> | null | undefined;
  /** Other words for the same term. */
  synonyms?: Array<string> | null | undefined;
};

/** Whether higher or lower values of a KPI are better. */
export type KpiDirection =
  /** Higher is better. */
  | 'HIGHER_IS_BETTER'
  /** Lower is better. */
  | 'LOWER_IS_BETTER';

/** Definition of a KPI. It replaces the previous definition completely. */
export type KpiInput = {
  /** Canonical keys of the metadata that the formula uses. */
  computedFrom?: Array<string> | null | undefined;
  /** Whether higher or lower values are better. */
  direction: KpiDirection;
  /** The formula. */
  formula: string;
  /** The unit of its value. */
  unit?: string | null | undefined;
};

/** A range of lengths, with a minimum, a maximum or both. */
export type LengthInput = {
  /** Maximum number of characters. */
  max?: number | null | undefined;
  /** Minimum number of characters. */
  min?: number | null | undefined;
};

/** One end of a lineage edge. */
export type LineageEndInput = {
  /** Canonical key of the entity. */
  canonicalKey: string;
  /** The column of its dataset. Default: the whole entity. */
  column?: string | null | undefined;
  /** METADATA or KPI. */
  entityType: EntityType;
};

/** Definition of a lineage field. It replaces the previous definition completely. */
export type LineageInput = {
  /** The source of the data. */
  from: LineageEndInput;
  /** The target of the data. */
  to: LineageEndInput;
  /** How the data is transformed, in words. */
  transformation?: string | null | undefined;
};

/** An inclusive range of numbers, with a minimum, a maximum or both. */
export type NumberRangeInput = {
  /** Maximum. */
  max?: number | null | undefined;
  /** Minimum. */
  min?: number | null | undefined;
};

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

/** A column of another table. */
export type ReferenceInput = {
  /** Column with the allowed values. */
  column: string;
  /** Schema of the other table. */
  schema: string;
  /** Name of the other table. */
  table: string;
};

/** A change to submit for approval. */
export type RequestApprovalInput = {
  /** Canonical key of the entity. */
  canonicalKey: string;
  /** The fields to set; leave it out for a deprecation or reactivation. */
  change?: EntityChangeInput | null | undefined;
  /** A comment for the approvers; for a deprecation, its reason. */
  comment?: string | null | undefined;
  /** When the decision is due. Default: according to the policy of the tier. */
  dueAt?: string | null | undefined;
  /** Type of the entity. */
  entityType: EntityType;
  /** The version on which the change is based. Required to update, deprecate or reactivate. */
  expectedVersion?: number | null | undefined;
  /** Whether to create, update, deprecate or reactivate the entity. */
  kind: ChangeKind;
  /** Canonical key or id of the active entity of the same type that takes its place; for a deprecation only. In a change set, also the canonical key of one that the set creates. */
  replacedBy?: string | null | undefined;
};

/** Exactly one of the checks. */
export type RuleCheckInput =
  {   /** The value must be one of these. */
  acceptedValues: Array<string>; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never;   /** The date must be in this range. */
  dateRange: DateRangeInput; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never;   /** The length of the text must be in this range. */
  length: LengthInput; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never;   /** Must be true: the value must not be missing. */
  notNull: boolean; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never;   /** The number must be in this range. */
  numberRange: NumberRangeInput; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange?: never;   /** The text must match this POSIX regular expression. Back-references are not supported. */
  pattern: string; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern?: never;   /** The value must occur in this column. */
  reference: ReferenceInput; };

/** How serious a violation of a business rule is. */
export type Severity =
  /** Must be fixed. */
  | 'CRITICAL'
  /** Must be fixed, though a few exceptions are tolerated. */
  | 'ERROR'
  /** For information. */
  | 'INFO'
  /** Should be fixed. */
  | 'WARNING';

/** Definition of a tag. It replaces the previous definition completely. */
export type TagInput = {
  /** The entities that have the tag. Default: none. */
  marks?: Array<EntityNameInput> | null | undefined;
  /** The values that the tag can have. Default: none. */
  values?: Array<string> | null | undefined;
};

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

export type EntityVersionQueryVariables = Exact<{
  canonicalKey: string;
}>;


export type EntityVersionQuery = { entity:
    | { version: number, description: string | null }
    | { version: number, description: string | null }
    | { version: number, description: string | null }
    | { version: number, description: string | null }
    | { version: number, description: string | null }
    | { version: number, description: string | null }
   | null };

export type RequestChangeMutationVariables = Exact<{
  input: RequestApprovalInput;
}>;


export type RequestChangeMutation = { requestApproval:
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'RequestApprovalSuccess', approval: { id: string, diff: Array<{ field: string, before: string | null, after: string | null }> } }
    | { __typename: 'ValidationError', message: string }
   };

export type ApproveChangeMutationVariables = Exact<{
  approvalId: string;
}>;


export type ApproveChangeMutation = { approve:
    | { __typename: 'ApproveSuccess', approval: { status: ApprovalStatus } }
    | { __typename: 'ConflictError', message: string }
    | { __typename: 'ForbiddenError', message: string }
    | { __typename: 'NotFoundError', message: string }
    | { __typename: 'ValidationError', message: string }
   };

export type FollowProfilesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowProfilesSubscription = { profileCompleted: { cursor: string, createdAt: string, payload: { canonicalKey: string, qualityScore: number, qualityGrade: QualityGrade, rowCount: number } } };

export type QualityTableQueryVariables = Exact<{
  first: number;
}>;


export type QualityTableQuery = { streamPosition: string, entities: { totalCount: number, edges: Array<{ node:
        | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
        | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
        | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
        | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
        | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
        | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
       }> } };

export type FollowQualitySubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowQualitySubscription = { profileCompleted: { cursor: string, entity:
      | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
      | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
      | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
      | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
      | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
      | { id: string, name: string, latestProfile: { id: string, qualityScore: number, qualityGrade: QualityGrade } | null }
     | null } };

export type AllEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: EventFilter | null | undefined;
}>;


export type AllEventsSubscription = { events:
    | { __typename: 'ApprovalApprovedEvent', id: string, cursor: string }
    | { __typename: 'ApprovalCreatedEvent', id: string, cursor: string }
    | { __typename: 'ApprovalRejectedEvent', id: string, cursor: string }
    | { __typename: 'DataQualityDegradedEvent', id: string, cursor: string }
    | { __typename: 'DataRefreshedEvent', id: string, cursor: string }
    | { __typename: 'KpiApprovedEvent', id: string, cursor: string }
    | { __typename: 'KpiChangedEvent', id: string, cursor: string }
    | { __typename: 'MetadataApprovedEvent', id: string, cursor: string }
    | { __typename: 'MetadataChangedEvent', id: string, cursor: string }
    | { __typename: 'MetadataDeprecatedEvent', id: string, cursor: string }
    | { __typename: 'MetadataProfileCompletedEvent', id: string, cursor: string }
    | { __typename: 'MetadataProfileDueEvent', id: string, cursor: string }
    | { __typename: 'MetadataProfileFailedEvent', id: string, cursor: string }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const EntityVersionDocument = new TypedDocumentString(`
    query EntityVersion($canonicalKey: String!) {
  entity(entityType: METADATA, canonicalKey: $canonicalKey) {
    version
    description
  }
}
    `) as unknown as TypedDocumentString<EntityVersionQuery, EntityVersionQueryVariables>;
export const RequestChangeDocument = new TypedDocumentString(`
    mutation RequestChange($input: RequestApprovalInput!) {
  requestApproval(input: $input) {
    __typename
    ... on RequestApprovalSuccess {
      approval {
        id
        diff {
          field
          before
          after
        }
      }
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RequestChangeMutation, RequestChangeMutationVariables>;
export const ApproveChangeDocument = new TypedDocumentString(`
    mutation ApproveChange($approvalId: ID!) {
  approve(input: {approvalId: $approvalId, comment: "Reads well."}) {
    __typename
    ... on ApproveSuccess {
      approval {
        status
      }
    }
    ... on Error {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ApproveChangeMutation, ApproveChangeMutationVariables>;
export const FollowProfilesDocument = new TypedDocumentString(`
    subscription FollowProfiles($after: String) {
  profileCompleted(after: $after) {
    cursor
    createdAt
    payload {
      canonicalKey
      qualityScore
      qualityGrade
      rowCount
    }
  }
}
    `) as unknown as TypedDocumentString<FollowProfilesSubscription, FollowProfilesSubscriptionVariables>;
export const QualityTableDocument = new TypedDocumentString(`
    query QualityTable($first: Int!) {
  streamPosition
  entities(first: $first, orderBy: {field: QUALITY_SCORE, direction: ASC}) {
    totalCount
    edges {
      node {
        id
        name
        latestProfile {
          id
          qualityScore
          qualityGrade
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<QualityTableQuery, QualityTableQueryVariables>;
export const FollowQualityDocument = new TypedDocumentString(`
    subscription FollowQuality($after: String) {
  profileCompleted(after: $after) {
    cursor
    entity {
      id
      name
      latestProfile {
        id
        qualityScore
        qualityGrade
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowQualitySubscription, FollowQualitySubscriptionVariables>;
export const AllEventsDocument = new TypedDocumentString(`
    subscription AllEvents($after: String, $filter: EventFilter) {
  events(after: $after, filter: $filter) {
    __typename
    ... on EventEnvelope {
      id
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<AllEventsSubscription, AllEventsSubscriptionVariables>;