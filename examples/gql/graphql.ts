/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Where a request stands. */
export type ApprovalStatus =
  /** Approved; the change is applied soon after. */
  | 'APPROVED'
  /** Not decided yet. */
  | 'PENDING'
  /** Rejected; nothing changed. */
  | 'REJECTED'
  /** Taken back by who made it. */
  | 'WITHDRAWN';

/** Definition of a business rule; it replaces the one before as a whole. It is bound by dataset.column. */
export type BusinessRuleInput = {
  /** What it demands. */
  check: RuleCheckInput;
  /** How bad it is when it is broken. */
  severity: Severity;
};

/** What a change does to an entity. */
export type ChangeKind =
  /** Creates it. */
  | 'CREATE'
  /** Takes it out of use. */
  | 'DEPRECATE'
  /** Changes some of its fields. */
  | 'UPDATE';

/** A table of the warehouse, or one column of it. */
export type DatasetRefInput = {
  /** The one column to measure; left out: all. A business rule needs it. */
  column?: string | null | undefined;
  /** What makes a row unique; left out: the primary key, or else the row. */
  keyColumns?: Array<string> | null | undefined;
  /** Schema of the table. */
  schema: string;
  /** Name of the table. */
  table: string;
};

/** A range of dates, bounds included; at least one of them. */
export type DateRangeInput = {
  /** Last allowed date, written likewise. */
  max?: string | null | undefined;
  /** First allowed date: 2026-01-31, or a date and time as RFC 3339 writes it. */
  min?: string | null | undefined;
};

/** What to set. A field left out stays as it is; null clears description, owner and dataset. */
export type EntityChangeInput = {
  /** Definition of a business rule. Required likewise. */
  businessRule?: BusinessRuleInput | null | undefined;
  /** What is measured when it is profiled. */
  dataset?: DatasetRefInput | null | undefined;
  /** What the entity is. */
  description?: string | null | undefined;
  /** Definition of a glossary term. Required likewise. */
  glossary?: GlossaryInput | null | undefined;
  /** Definition of a KPI. Required to create one. */
  kpi?: KpiInput | null | undefined;
  /** Definition of a lineage field. Required likewise. */
  lineage?: LineageInput | null | undefined;
  /** Name for people. Required to create. */
  name?: string | null | undefined;
  /** Id of the actor who answers for it. Left out when it is created: the requester. */
  owner?: string | null | undefined;
  /** Definition of a tag. Required likewise. */
  tag?: TagInput | null | undefined;
  /** How much it matters. Required to create. */
  tier?: Tier | null | undefined;
};

/** Names an entity. */
export type EntityNameInput = {
  /** Its canonical key. */
  canonicalKey: string;
  /** Its type. */
  entityType: EntityType;
};

/** What kind of thing is governed. */
export type EntityType =
  /** A check that values of a column must pass. */
  | 'BUSINESS_RULE'
  /** A term and its definition. */
  | 'GLOSSARY'
  /** A key figure with its formula. */
  | 'KPI'
  /** Where a field comes from. */
  | 'LINEAGE'
  /** A dataset or one column of it. */
  | 'METADATA'
  /** A mark on other entities. */
  | 'TAG';

/** Which events are wanted. All parts must hold; a part left out holds for every event. */
export type EventFilter = {
  /** About an entity with one of these canonical keys. */
  canonicalKeys?: Array<string> | null | undefined;
  /** That this cause led to. */
  correlationId?: string | null | undefined;
  /** About an entity of one of these types. */
  entityTypes?: Array<EntityType> | null | undefined;
  /** About an entity in one of these tiers. */
  tiers?: Array<Tier> | null | undefined;
  /** Of one of these types. */
  types?: Array<EventType> | null | undefined;
};

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

/** Definition of a glossary term; it replaces the one before as a whole. */
export type GlossaryInput = {
  /** What it means. */
  definition: string;
  /** Canonical keys of other glossary terms. */
  relatedTerms?: Array<string> | null | undefined;
  /** Other words for the same. */
  synonyms?: Array<string> | null | undefined;
};

/** Which way a KPI gets better. */
export type KpiDirection =
  /** More is better. */
  | 'HIGHER_IS_BETTER'
  /** Less is better. */
  | 'LOWER_IS_BETTER';

/** Definition of a KPI; it replaces the one before as a whole. */
export type KpiInput = {
  /** Canonical keys of the metadata that the formula uses. */
  computedFrom?: Array<string> | null | undefined;
  /** Which way it gets better. */
  direction: KpiDirection;
  /** How it is computed. */
  formula: string;
  /** What it is measured in. */
  unit?: string | null | undefined;
};

/** A number of characters; at least one bound. */
export type LengthInput = {
  /** Most characters. */
  max?: number | null | undefined;
  /** Fewest characters. */
  min?: number | null | undefined;
};

/** One end of a lineage. */
export type LineageEndInput = {
  /** Canonical key of the entity. */
  canonicalKey: string;
  /** The column of its dataset; left out: the entity as a whole. */
  column?: string | null | undefined;
  /** METADATA or KPI. */
  entityType: EntityType;
};

/** Definition of a lineage field; it replaces the one before as a whole. */
export type LineageInput = {
  /** Where the data comes from. */
  from: LineageEndInput;
  /** Where it goes to. */
  to: LineageEndInput;
  /** How the one becomes the other, for people. */
  transformation?: string | null | undefined;
};

/** A range of numbers, bounds included; at least one of them. */
export type NumberRangeInput = {
  /** Greatest allowed value. */
  max?: number | null | undefined;
  /** Least allowed value. */
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
  /** Schema of that table. */
  schema: string;
  /** Name of that table. */
  table: string;
};

/** A change to put before the approvers. */
export type RequestApprovalInput = {
  /** Canonical key of the entity. */
  canonicalKey: string;
  /** What to set; nothing for a deprecation. */
  change?: EntityChangeInput | null | undefined;
  /** For the approvers; the reason of a deprecation. */
  comment?: string | null | undefined;
  /** Until when it should be decided; left out: as the policy of its tier says. */
  dueAt?: string | null | undefined;
  /** Type of the entity. */
  entityType: EntityType;
  /** Version that the change was made from. Required to update and deprecate. */
  expectedVersion?: number | null | undefined;
  /** What the change does. */
  kind: ChangeKind;
};

/** Exactly one of the checks. */
export type RuleCheckInput =
  {   /** The value must be one of these. */
  acceptedValues: Array<string>; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never;   /** The date must lie in this range. */
  dateRange: DateRangeInput; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never;   /** The text must have this length. */
  length: LengthInput; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never;   /** true: the value must be there. */
  notNull: boolean; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never;   /** The number must lie in this range. */
  numberRange: NumberRangeInput; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange?: never;   /** The text must match this POSIX regular expression, without back-references. */
  pattern: string; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern?: never;   /** The value must occur in this column. */
  reference: ReferenceInput; };

/** How bad it is when a business rule is broken. */
export type Severity =
  /** Must be mended. */
  | 'CRITICAL'
  /** Good to know. */
  | 'INFO'
  /** Should be mended. */
  | 'WARNING';

/** Definition of a tag; it replaces the one before as a whole. */
export type TagInput = {
  /** The entities that it marks; left out: none. */
  marks?: Array<EntityNameInput> | null | undefined;
  /** What it may say of an entity; left out: it has no values. */
  values?: Array<string> | null | undefined;
};

/** How much an entity matters, and how often it must be profiled. */
export type Tier =
  /** Statutory; profiled every 7 days. */
  | 'TIER1'
  /** Profiled every 14 days. */
  | 'TIER2'
  /** Profiled every 30 days. */
  | 'TIER3'
  /** Profiled every 90 days. */
  | 'TIER4'
  /** Profiled every 90 days. */
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