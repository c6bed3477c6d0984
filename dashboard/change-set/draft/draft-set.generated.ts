/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Changes to submit for approval together. */
export type RequestChangeSetInput = {
  /** Whether they are decided and take effect together or not at all. Every item then needs as many approvals as the one that needs most. Default: false. */
  atomic?: boolean | null | undefined;
  /** A comment on the whole for the approvers. */
  comment?: string | null | undefined;
  /** When the decision is due, for items without `dueAt`. Default: according to the policy of each tier. */
  dueAt?: string | null | undefined;
  /** 1 to 200 changes of different entities. They may refer to one another in any order, and to what others of them create. */
  items: Array<RequestApprovalInput>;
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

export type RequestChangeSetMutationVariables = Exact<{
  input: Types.RequestChangeSetInput;
}>;


export type RequestChangeSetMutation = { requestChangeSet:
    | (
      { message: string, currentApproval: { id: string } | null }
      & { __typename: 'ConflictError' }
    )
    | (
      { message: string }
      & { __typename: 'ForbiddenError' | 'NotFoundError' }
    )
    | (
      { changeSet: { id: string }, warnings: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'RequestChangeSetSuccess' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };


export const RequestChangeSetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestChangeSet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestChangeSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestChangeSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RequestChangeSetSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RequestChangeSetMutation, RequestChangeSetMutationVariables>;