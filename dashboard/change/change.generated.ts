/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

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

/** An entity to profile. */
export type RequestProfileInput = {
  /** Canonical key of the entity. */
  canonicalKey: string;
  /** Type of the entity. */
  entityType: EntityType;
  /** How urgent it is. Default: NORMAL. */
  priority?: Priority | null | undefined;
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

export type ChangeActionsEntityFragment = (
  { id: string, entityType: Types.EntityType, canonicalKey: string, status: Types.EntityStatus, tier: Types.Tier, dataset: { schema: string, table: string } | null, pendingApproval: { id: string } | null }
  & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
);

export type RequestProfileMutationVariables = Exact<{
  input: Types.RequestProfileInput;
}>;


export type RequestProfileMutation = { requestProfile:
    | (
      { message: string }
      & { __typename: 'ConflictError' | 'ForbiddenError' | 'NotFoundError' | 'TooSoonError' }
    )
    | (
      { event: { cursor: string, id: string, correlationId: string } }
      & { __typename: 'RequestProfileSuccess' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };

export type NewestDecisionsQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
}>;


export type NewestDecisionsQuery = { entity: (
    { id: string, profilingDecisions: { edges: Array<{ node: { id: string, profiled: boolean, joined: boolean, explanation: string, event: { cursor: string, id: string } } }> } }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null };

export type ChangeSubjectQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
}>;


export type ChangeSubjectQuery = { entity: (
    { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, status: Types.EntityStatus, tier: Types.Tier, version: number, pendingApproval: { id: string } | null, versions: { edges: Array<{ node: { version: number, changedAt: string, content: { name: string, description: string | null, tier: Types.Tier, owner: string | null, standardPackId: string | null, freshnessHours: number | null, definition: string | null, dataset: { schema: string, table: string, column: string | null, keyColumns: Array<string> } | null } } }> }, downstream: { truncated: boolean, nodes: Array<{ distance: number, entity: (
          { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier }
          & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
        ) }> } }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null };

export type RequestApprovalMutationVariables = Exact<{
  input: Types.RequestApprovalInput;
}>;


export type RequestApprovalMutation = { requestApproval:
    | (
      { message: string, currentApproval: { id: string, kind: Types.ChangeKind, requestedAt: string, requestedBy: { actorId: string } } | null }
      & { __typename: 'ConflictError' }
    )
    | (
      { message: string }
      & { __typename: 'ForbiddenError' | 'NotFoundError' }
    )
    | (
      { approval: { id: string, entity: (
          { id: string, pendingApproval: { id: string } | null }
          & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
        ) | null }, warnings: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'RequestApprovalSuccess' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };

export type DatasetChoicesQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type DatasetChoicesQuery = { datasets: { edges: Array<{ node: { schema: string, table: string } }> } };

export type TableColumnsQueryVariables = Exact<{
  schema: string;
  table: string;
}>;


export type TableColumnsQuery = { dataset: { schema: string, table: string, columns: Array<{ name: string, dataType: string, inPrimaryKey: boolean }> } | null };

export type PackChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type PackChoicesQuery = { entities: { facets: { standardPacks: Array<{ value: string | null, count: number }> } } };

export type OwnerChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnerChoicesQuery = { entities: { facets: { owners: Array<{ value: string | null, count: number }> } } };

export type NameTakenQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
}>;


export type NameTakenQuery = { entity: (
    { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, status: Types.EntityStatus }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null };

export const ChangeActionsEntityFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeActionsEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"dataset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ChangeActionsEntityFragment, unknown>;
export const RequestProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestProfileInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestProfile"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RequestProfileSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RequestProfileMutation, RequestProfileMutationVariables>;
export const NewestDecisionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NewestDecisions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}},{"kind":"Argument","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"profilingDecisions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"profiled"}},{"kind":"Field","name":{"kind":"Name","value":"joined"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventEnvelope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<NewestDecisionsQuery, NewestDecisionsQueryVariables>;
export const ChangeSubjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChangeSubject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}},{"kind":"Argument","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"content"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"standardPackId"}},{"kind":"Field","name":{"kind":"Name","value":"freshnessHours"}},{"kind":"Field","name":{"kind":"Name","value":"definition"}},{"kind":"Field","name":{"kind":"Name","value":"dataset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"keyColumns"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"downstream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"depth"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"truncated"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"distance"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ChangeSubjectQuery, ChangeSubjectQueryVariables>;
export const RequestApprovalDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestApproval"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestApprovalInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestApproval"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RequestApprovalSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"currentApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RequestApprovalMutation, RequestApprovalMutationVariables>;
export const DatasetChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DatasetChoices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"datasets"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}}]}}]}}]}}]}}]} as unknown as DocumentNode<DatasetChoicesQuery, DatasetChoicesQueryVariables>;
export const TableColumnsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TableColumns"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"schema"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"table"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dataset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"schema"},"value":{"kind":"Variable","name":{"kind":"Name","value":"schema"}}},{"kind":"Argument","name":{"kind":"Name","value":"table"},"value":{"kind":"Variable","name":{"kind":"Name","value":"table"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"columns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dataType"}},{"kind":"Field","name":{"kind":"Name","value":"inPrimaryKey"}}]}}]}}]}}]} as unknown as DocumentNode<TableColumnsQuery, TableColumnsQueryVariables>;
export const PackChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PackChoices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"facets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"standardPacks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PackChoicesQuery, PackChoicesQueryVariables>;
export const OwnerChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OwnerChoices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"facets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"owners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]}}]}}]} as unknown as DocumentNode<OwnerChoicesQuery, OwnerChoicesQueryVariables>;
export const NameTakenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NameTaken"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}},{"kind":"Argument","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<NameTakenQuery, NameTakenQueryVariables>;