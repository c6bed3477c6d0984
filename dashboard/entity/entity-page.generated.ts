/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** An entity to follow or unfollow. */
export type FollowInput = {
  /** Canonical key of the entity. */
  canonicalKey: string;
  /** Type of the entity. */
  entityType: EntityType;
};

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

export type EntityPageQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
}>;


export type EntityPageQuery = { entity: (
    { urn: string, description: string | null, standardPackId: string | null, freshnessHours: number | null, followed: boolean, createdAt: string, updatedAt: string, id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, replacedBy: (
      { id: string, entityType: Types.EntityType, canonicalKey: string, name: string }
      & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
    ) | null, dataset: { schema: string, table: string, column: string | null, keyColumns: Array<string> } | null, tags: Array<{ id: string, entityType: Types.EntityType, canonicalKey: string, name: string }>, pendingApproval: { id: string, kind: Types.ChangeKind, requestedAt: string, requestedBy: { actorId: string } } | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null };

export type EntityHeadFragment = (
  { urn: string, description: string | null, standardPackId: string | null, freshnessHours: number | null, followed: boolean, createdAt: string, updatedAt: string, id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, replacedBy: (
    { id: string, entityType: Types.EntityType, canonicalKey: string, name: string }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, dataset: { schema: string, table: string, column: string | null, keyColumns: Array<string> } | null, tags: Array<{ id: string, entityType: Types.EntityType, canonicalKey: string, name: string }>, pendingApproval: { id: string, kind: Types.ChangeKind, requestedAt: string, requestedBy: { actorId: string } } | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null }
  & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
);

export type EntityDeprecationQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
}>;


export type EntityDeprecationQuery = { entity: { id: string, versions: { edges: Array<{ node: { version: number, kind: Types.ChangeKind, changedAt: string, requestedBy: { actorId: string }, decidedBy: { actorId: string } | null, approval: { id: string, requestComment: string | null } | null } }> } } | null };

export type EntityToBeQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
}>;


export type EntityToBeQuery = { approvals: { edges: Array<{ node: { id: string, kind: Types.ChangeKind, status: Types.ApprovalStatus, requestedAt: string, requestedBy: { actorId: string } } }> } };

export type FollowEntityMutationVariables = Exact<{
  input: Types.FollowInput;
}>;


export type FollowEntityMutation = { follow:
    | (
      { entity: { id: string, followed: boolean } }
      & { __typename: 'FollowSuccess' }
    )
    | (
      { message: string }
      & { __typename: 'NotFoundError' }
    )
   };

export type UnfollowEntityMutationVariables = Exact<{
  input: Types.FollowInput;
}>;


export type UnfollowEntityMutation = { unfollow:
    | (
      { message: string }
      & { __typename: 'NotFoundError' }
    )
    | (
      { entity: { id: string, followed: boolean } }
      & { __typename: 'UnfollowSuccess' }
    )
   };

export const EntityHeadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EntityLive"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeActionsEntity"}},{"kind":"Field","name":{"kind":"Name","value":"urn"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"standardPackId"}},{"kind":"Field","name":{"kind":"Name","value":"freshnessHours"}},{"kind":"Field","name":{"kind":"Name","value":"replacedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"followed"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dataset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"keyColumns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityLive"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"lastProfiledAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextProfileDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeActionsEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"dataset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<EntityHeadFragment, unknown>;
export const EntityPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EntityPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}},{"kind":"Argument","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EntityHead"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityLive"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"lastProfiledAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextProfileDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeActionsEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"dataset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EntityLive"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeActionsEntity"}},{"kind":"Field","name":{"kind":"Name","value":"urn"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"standardPackId"}},{"kind":"Field","name":{"kind":"Name","value":"freshnessHours"}},{"kind":"Field","name":{"kind":"Name","value":"replacedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"followed"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dataset"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"keyColumns"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}}]} as unknown as DocumentNode<EntityPageQuery, EntityPageQueryVariables>;
export const EntityDeprecationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EntityDeprecation"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}},{"kind":"Argument","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"versions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"approval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"requestComment"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<EntityDeprecationQuery, EntityDeprecationQueryVariables>;
export const EntityToBeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EntityToBe"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"entityTypes"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}]}},{"kind":"ObjectField","name":{"kind":"Name","value":"statuses"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"PENDING"},{"kind":"EnumValue","value":"APPROVED"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<EntityToBeQuery, EntityToBeQueryVariables>;
export const FollowEntityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FollowEntity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FollowInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"follow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FollowSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"followed"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<FollowEntityMutation, FollowEntityMutationVariables>;
export const UnfollowEntityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UnfollowEntity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FollowInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unfollow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UnfollowSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"followed"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotFoundError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UnfollowEntityMutation, UnfollowEntityMutationVariables>;