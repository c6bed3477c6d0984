/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Kind of actor. */
export type ActorType =
  /** A program that acts on behalf of a person. */
  | 'AGENT'
  /** A person. */
  | 'HUMAN'
  /** A program that acts on its own. */
  | 'SYSTEM';

/** A decision about one request. */
export type ApprovalDecisionInput = {
  /** Id of the request. Each request may appear once. */
  approvalId: string;
  /** A comment for the requester; required for a rejection, as its reason. */
  comment?: string | null | undefined;
  /** Whether to approve or reject. */
  decision: Decision;
};

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

/** A decision about a whole change set, or decisions about some of its items. */
export type DecideChangeSetInput = {
  /** Id of the change set. */
  changeSetId: string;
  /** A comment on the decision for the requester; required for a rejection, as its reason. */
  comment?: string | null | undefined;
  /** The decision about every item that is pending, except those that the viewer has voted for. Required without `items`. */
  decision?: Decision | null | undefined;
  /** Decisions about 1 to 200 items, instead of one about all; not for an atomic set. */
  items?: Array<ApprovalDecisionInput> | null | undefined;
};

/** The two decisions that an approver can make. */
export type Decision =
  /** Vote for the request, as `approve` does. */
  | 'APPROVE'
  /** Reject the request, as `reject` does. */
  | 'REJECT';

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

/** What a viewer can do. */
export type Role =
  /** Can see and redeliver dead letters, replay and remove events, import entities, and manage webhooks. */
  | 'ADMIN'
  /** Can decide other people’s requests. */
  | 'APPROVER'
  /** Can report refreshed data. */
  | 'PRODUCER'
  /** Can request approvals and profiles. */
  | 'STEWARD'
  /** Can read and subscribe. */
  | 'VIEWER';

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

/** A change set to withdraw. */
export type WithdrawChangeSetInput = {
  /** Id of the change set. */
  changeSetId: string;
};

export type ChangeSetHeadFragment = { correlationId: string, id: string, atomic: boolean, comment: string | null, status: Types.ApprovalStatus, itemCount: number, requestedAt: string, requestedBy: { actorId: string, actorType: Types.ActorType }, counts: { pending: number, approved: number, applied: number, rejected: number, withdrawn: number } };

export type ChangeSetPageQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ChangeSetPageQuery = { changeSet: { correlationId: string, id: string, atomic: boolean, comment: string | null, status: Types.ApprovalStatus, itemCount: number, requestedAt: string, items: { edges: Array<{ node: { id: string, canonicalKey: string, entityType: Types.EntityType, kind: Types.ChangeKind, tier: Types.Tier, status: Types.ApprovalStatus, requestedAt: string, requestComment: string | null, dueAt: string | null, outdated: boolean, approvalsGiven: number, approvalsNeeded: number, requiredRole: Types.Role, decidedAt: string | null, comment: string | null, appliedAt: string | null, votes: Array<{ votedAt: string, actor: { actorId: string } }>, warnings: Array<{ path: Array<string>, message: string }>, requestedBy: { actorId: string, actorType: Types.ActorType }, decidedBy: { actorId: string } | null, diff: Array<{ field: string, before: string | null, after: string | null }>, entity: (
            { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
            & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
          ) | null, changeSet: { id: string, atomic: boolean, comment: string | null, status: Types.ApprovalStatus, itemCount: number, requestedAt: string, requestedBy: { actorId: string, actorType: Types.ActorType }, counts: { pending: number, approved: number, applied: number, rejected: number, withdrawn: number } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, requestedBy: { actorId: string, actorType: Types.ActorType }, counts: { pending: number, approved: number, applied: number, rejected: number, withdrawn: number } } | null };

export type ChangeSetItemFragment = { id: string, canonicalKey: string, entityType: Types.EntityType, kind: Types.ChangeKind, tier: Types.Tier, status: Types.ApprovalStatus, requestedAt: string, requestComment: string | null, dueAt: string | null, outdated: boolean, approvalsGiven: number, approvalsNeeded: number, requiredRole: Types.Role, decidedAt: string | null, comment: string | null, appliedAt: string | null, votes: Array<{ votedAt: string, actor: { actorId: string } }>, warnings: Array<{ path: Array<string>, message: string }>, requestedBy: { actorId: string, actorType: Types.ActorType }, decidedBy: { actorId: string } | null, diff: Array<{ field: string, before: string | null, after: string | null }>, entity: (
    { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null, changeSet: { id: string, atomic: boolean, comment: string | null, status: Types.ApprovalStatus, itemCount: number, requestedAt: string, requestedBy: { actorId: string, actorType: Types.ActorType }, counts: { pending: number, approved: number, applied: number, rejected: number, withdrawn: number } } | null };

export type DecideChangeSetMutationVariables = Exact<{
  input: Types.DecideChangeSetInput;
}>;


export type DecideChangeSetMutation = { decideChangeSet:
    | (
      { decidedAt: string | null, message: string, decidedBy: { actorId: string } | null, currentApproval: { id: string, status: Types.ApprovalStatus } | null }
      & { __typename: 'ConflictError' }
    )
    | (
      { changeSet: { correlationId: string, id: string, atomic: boolean, comment: string | null, status: Types.ApprovalStatus, itemCount: number, requestedAt: string, requestedBy: { actorId: string, actorType: Types.ActorType }, counts: { pending: number, approved: number, applied: number, rejected: number, withdrawn: number } } }
      & { __typename: 'DecideChangeSetSuccess' }
    )
    | (
      { message: string }
      & { __typename: 'ForbiddenError' | 'NotFoundError' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };

export type WithdrawChangeSetMutationVariables = Exact<{
  input: Types.WithdrawChangeSetInput;
}>;


export type WithdrawChangeSetMutation = { withdrawChangeSet:
    | (
      { decidedAt: string | null, message: string, decidedBy: { actorId: string } | null, currentApproval: { id: string, status: Types.ApprovalStatus } | null }
      & { __typename: 'ConflictError' }
    )
    | (
      { message: string }
      & { __typename: 'ForbiddenError' | 'NotFoundError' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
    | (
      { changeSet: { correlationId: string, id: string, atomic: boolean, comment: string | null, status: Types.ApprovalStatus, itemCount: number, requestedAt: string, requestedBy: { actorId: string, actorType: Types.ActorType }, counts: { pending: number, approved: number, applied: number, rejected: number, withdrawn: number } } }
      & { __typename: 'WithdrawChangeSetSuccess' }
    )
   };

export type SetRefusal_ZMvvDOmbDvNp3Dv4raXfbpBUwSZfWwdJcQ0E2wpA_Fragment = (
  { message: string }
  & { __typename: 'BadRowsError' | 'ForbiddenError' | 'NotFoundError' | 'NotMeasuredError' | 'TooSoonError' }
);

export type SetRefusal_ConflictError_Fragment = (
  { decidedAt: string | null, message: string, decidedBy: { actorId: string } | null, currentApproval: { id: string, status: Types.ApprovalStatus } | null }
  & { __typename: 'ConflictError' }
);

export type SetRefusal_ValidationError_Fragment = (
  { message: string, issues: Array<{ path: Array<string>, message: string }> }
  & { __typename: 'ValidationError' }
);

export type SetRefusalFragment =
  | SetRefusal_ZMvvDOmbDvNp3Dv4raXfbpBUwSZfWwdJcQ0E2wpA_Fragment
  | SetRefusal_ConflictError_Fragment
  | SetRefusal_ValidationError_Fragment
;

export const ChangeSetHeadFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetLine"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"atomic"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"itemCount"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"approved"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawn"}}]}}]}}]} as unknown as DocumentNode<ChangeSetHeadFragment, unknown>;
export const ChangeSetItemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Approval"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApprovalLine"}},{"kind":"Field","name":{"kind":"Name","value":"votes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"votedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityLive"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"lastProfiledAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextProfileDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"atomic"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"itemCount"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"approved"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawn"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApprovalLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Approval"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requestComment"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"outdated"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsGiven"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"requiredRole"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"diff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EntityLive"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetLine"}}]}}]}}]} as unknown as DocumentNode<ChangeSetItemFragment, unknown>;
export const SetRefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SetRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<SetRefusalFragment, unknown>;
export const ChangeSetPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChangeSetPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetHead"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetItem"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"atomic"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"itemCount"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"approved"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawn"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityLive"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"lastProfiledAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextProfileDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ApprovalLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Approval"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"requestComment"}},{"kind":"Field","name":{"kind":"Name","value":"dueAt"}},{"kind":"Field","name":{"kind":"Name","value":"outdated"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsGiven"}},{"kind":"Field","name":{"kind":"Name","value":"approvalsNeeded"}},{"kind":"Field","name":{"kind":"Name","value":"requiredRole"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"diff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EntityLive"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetLine"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetLine"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Approval"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ApprovalLine"}},{"kind":"Field","name":{"kind":"Name","value":"votes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"votedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<ChangeSetPageQuery, ChangeSetPageQueryVariables>;
export const DecideChangeSetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DecideChangeSet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecideChangeSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decideChangeSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DecideChangeSetSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetHead"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SetRefusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"atomic"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"itemCount"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"approved"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawn"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetLine"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SetRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<DecideChangeSetMutation, DecideChangeSetMutationVariables>;
export const WithdrawChangeSetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawChangeSet"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawChangeSetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawChangeSet"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawChangeSetSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeSet"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetHead"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SetRefusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"atomic"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"itemCount"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"requestedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"approved"}},{"kind":"Field","name":{"kind":"Name","value":"applied"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"}},{"kind":"Field","name":{"kind":"Name","value":"withdrawn"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSetHead"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSetLine"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SetRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConflictError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<WithdrawChangeSetMutation, WithdrawChangeSetMutationVariables>;