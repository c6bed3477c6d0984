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

/** A decision about a proposal. */
export type DecideMonitoringPolicyInput = {
  /** A comment for the proposer; required for a rejection, as its reason. */
  comment?: string | null | undefined;
  /** What becomes of it. */
  decision: MonitoringPolicyDecision;
  /** Id of the proposal. */
  proposalId: string;
};

/** A time, each week, in which no incidents are opened, because a known load runs. */
export type ExclusionWindowInput = {
  /** The days on which it begins: 1 (Monday) to 7. */
  days: Array<number>;
  /** When it begins on these days: a time such as 23:30, in the time zone of the policy. */
  from: string;
  /** How many minutes it lasts, also beyond midnight: 1 to 10,080. */
  minutes: number;
  /** What it is for; at most 100 characters. */
  name: string;
  /** The tiers that it concerns. Default: all. */
  tiers?: Array<Tier> | null | undefined;
};

/** How many values must pass the business rules of a severity. */
export type MinPassPercentInput = {
  /** Share of the checked values, in percent, that must pass a business rule of the severity, unless the rule itself says otherwise: 0 to 100. Null, or left out: any share will do. */
  percent?: number | null | undefined;
  /** The severity of the rules. */
  severity: Severity;
};

/** What becomes of a proposal. */
export type MonitoringPolicyDecision =
  /** It is the next version of the policy, in force at once. */
  | 'APPROVE'
  /** The policy stays as it is. */
  | 'REJECT'
  /** As REJECT, but by the administrator who proposed it. */
  | 'WITHDRAW';

/** Changes of a monitoring policy. What is left out stays as it is. */
export type MonitoringPolicyInput = {
  /** All times, from then on, in which no incidents are opened; at most 50. An empty list: none. */
  exclusionWindows?: Array<ExclusionWindowInput> | null | undefined;
  /** The tiers for which something changes. */
  tiers?: Array<TierMonitoringPolicyInput> | null | undefined;
  /** The time zone of the exclusion windows, and of the schedule by which the scheduler looks for stale profiles: a name such as Europe/Berlin. */
  timeZone?: string | null | undefined;
};

/** A change of the monitoring policy. */
export type ProposeMonitoringPolicyInput = {
  /** A comment for whoever decides. */
  comment?: string | null | undefined;
  /** The version of the policy on which the change is based. */
  expectedVersion: number;
  /** The changes: what simulateProfilingPolicy takes as `policy` as well. */
  policy: MonitoringPolicyInput;
};

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

/** What is to change for a tier. A field that is left out stays as it is. */
export type TierMonitoringPolicyInput = {
  /** Age of the last profile, in hours, above which any refresh leads to a new one: 0 to 87,600. */
  cooldownHours?: number | null | undefined;
  /** How many of its usual intervals a dataset may go without a refresh, unless its entity states a bound: 1 to 1,000. Null: not watched. */
  freshnessFactor?: number | null | undefined;
  /** How many values must pass the business rules, for the severities in which that changes. */
  minPassPercent?: Array<MinPassPercentInput> | null | undefined;
  /** Share of affected rows in the last row count, in percent, above which a refresh leads to a new profile whatever the age of the last one: 0 to 1,000,000. */
  rowsChangedPercent?: number | null | undefined;
  /** Fall of the quality score, in percent of the score that it is compared with, above which it is reported as a drop: 0 to 100. */
  scoreDropPercent?: number | null | undefined;
  /** Age of the last profile, in hours, from which a new one is due: 1 to 87,600. */
  staleAfterHours?: number | null | undefined;
  /** The tier; each one at most once. */
  tier: Tier;
  /** Row count, in percent of the median of the last profiles, above which it is a condition: 100 to 1,000,000. Null: not watched. */
  volumeHighPercent?: number | null | undefined;
  /** Row count, in percent of the median of the last profiles, below which it is a condition: 0 to 100. Less than volumeHighPercent. Null: not watched. */
  volumeLowPercent?: number | null | undefined;
  /** Whether it is a condition that columns came, went or changed their type. */
  watchSchema?: boolean | null | undefined;
};

export type TierPolicyFragment = { tier: Types.Tier, staleAfterHours: number, cooldownHours: number, rowsChangedPercent: number, scoreDropPercent: number, volumeLowPercent: number | null, volumeHighPercent: number | null, freshnessFactor: number | null, watchSchema: boolean, minPassPercent: Array<{ severity: Types.Severity, percent: number | null }> };

export type PolicyWindowFragment = { name: string, days: Array<number>, from: string, minutes: number, tiers: Array<Types.Tier> | null };

export type PolicyProposalFragment = { id: string, status: Types.ApprovalStatus, baseVersion: number, version: number | null, comment: string | null, proposedAt: string, decidedAt: string | null, decisionComment: string | null, proposedBy: { actorId: string }, decidedBy: { actorId: string } | null, changes: Array<{ field: string, before: string | null, after: string | null }> };

export type PolicyInForceFragment = { version: number, cursor: string, timeZone: string, tiers: Array<{ tier: Types.Tier, staleAfterHours: number, cooldownHours: number, rowsChangedPercent: number, scoreDropPercent: number, volumeLowPercent: number | null, volumeHighPercent: number | null, freshnessFactor: number | null, watchSchema: boolean, minPassPercent: Array<{ severity: Types.Severity, percent: number | null }> }>, exclusionWindows: Array<{ name: string, days: Array<number>, from: string, minutes: number, tiers: Array<Types.Tier> | null }>, proposal: { id: string, status: Types.ApprovalStatus, baseVersion: number, version: number | null, comment: string | null, proposedAt: string, decidedAt: string | null, decisionComment: string | null, proposedBy: { actorId: string }, decidedBy: { actorId: string } | null, changes: Array<{ field: string, before: string | null, after: string | null }> } | null };

export type MonitoringPolicyQueryVariables = Exact<{ [key: string]: never; }>;


export type MonitoringPolicyQuery = { monitoringPolicy: { version: number, cursor: string, timeZone: string, tiers: Array<{ tier: Types.Tier, staleAfterHours: number, cooldownHours: number, rowsChangedPercent: number, scoreDropPercent: number, volumeLowPercent: number | null, volumeHighPercent: number | null, freshnessFactor: number | null, watchSchema: boolean, minPassPercent: Array<{ severity: Types.Severity, percent: number | null }> }>, exclusionWindows: Array<{ name: string, days: Array<number>, from: string, minutes: number, tiers: Array<Types.Tier> | null }>, proposal: { id: string, status: Types.ApprovalStatus, baseVersion: number, version: number | null, comment: string | null, proposedAt: string, decidedAt: string | null, decisionComment: string | null, proposedBy: { actorId: string }, decidedBy: { actorId: string } | null, changes: Array<{ field: string, before: string | null, after: string | null }> } | null } };

export type PolicyProposalsQueryVariables = Exact<{
  first: number;
}>;


export type PolicyProposalsQuery = { monitoringPolicy: { proposals: { edges: Array<{ node: { id: string, status: Types.ApprovalStatus, baseVersion: number, version: number | null, comment: string | null, proposedAt: string, decidedAt: string | null, decisionComment: string | null, proposedBy: { actorId: string }, decidedBy: { actorId: string } | null, changes: Array<{ field: string, before: string | null, after: string | null }> } }>, pageInfo: { hasNextPage: boolean } } } };

export type MonitoringPolicyChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MonitoringPolicyChangesSubscription = { monitoringPolicy: { cursor: string } };

export type ProposePolicyMutationVariables = Exact<{
  input: Types.ProposeMonitoringPolicyInput;
}>;


export type ProposePolicyMutation = { proposeMonitoringPolicy:
    | (
      { message: string }
      & { __typename: 'ConflictError' }
    )
    | (
      { proposal: { id: string, status: Types.ApprovalStatus, baseVersion: number, version: number | null, comment: string | null, proposedAt: string, decidedAt: string | null, decisionComment: string | null, proposedBy: { actorId: string }, decidedBy: { actorId: string } | null, changes: Array<{ field: string, before: string | null, after: string | null }> } }
      & { __typename: 'ProposeMonitoringPolicySuccess' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };

export type DecidePolicyMutationVariables = Exact<{
  input: Types.DecideMonitoringPolicyInput;
}>;


export type DecidePolicyMutation = { decideMonitoringPolicy:
    | (
      { message: string }
      & { __typename: 'ConflictError' | 'ForbiddenError' | 'NotFoundError' }
    )
    | (
      { proposal: { id: string, status: Types.ApprovalStatus, baseVersion: number, version: number | null, comment: string | null, proposedAt: string, decidedAt: string | null, decisionComment: string | null, proposedBy: { actorId: string }, decidedBy: { actorId: string } | null, changes: Array<{ field: string, before: string | null, after: string | null }> } }
      & { __typename: 'DecideMonitoringPolicySuccess' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };

export const TierPolicyFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TierPolicy"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TierMonitoringPolicy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"staleAfterHours"}},{"kind":"Field","name":{"kind":"Name","value":"cooldownHours"}},{"kind":"Field","name":{"kind":"Name","value":"rowsChangedPercent"}},{"kind":"Field","name":{"kind":"Name","value":"scoreDropPercent"}},{"kind":"Field","name":{"kind":"Name","value":"volumeLowPercent"}},{"kind":"Field","name":{"kind":"Name","value":"volumeHighPercent"}},{"kind":"Field","name":{"kind":"Name","value":"freshnessFactor"}},{"kind":"Field","name":{"kind":"Name","value":"watchSchema"}},{"kind":"Field","name":{"kind":"Name","value":"minPassPercent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"percent"}}]}}]}}]} as unknown as DocumentNode<TierPolicyFragment, unknown>;
export const PolicyWindowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyWindow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ExclusionWindow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"}}]}}]} as unknown as DocumentNode<PolicyWindowFragment, unknown>;
export const PolicyProposalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProposal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MonitoringPolicyProposal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"baseVersion"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"proposedAt"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisionComment"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]} as unknown as DocumentNode<PolicyProposalFragment, unknown>;
export const PolicyInForceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyInForce"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MonitoringPolicy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TierPolicy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exclusionWindows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyWindow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"proposal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyProposal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TierPolicy"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TierMonitoringPolicy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"staleAfterHours"}},{"kind":"Field","name":{"kind":"Name","value":"cooldownHours"}},{"kind":"Field","name":{"kind":"Name","value":"rowsChangedPercent"}},{"kind":"Field","name":{"kind":"Name","value":"scoreDropPercent"}},{"kind":"Field","name":{"kind":"Name","value":"volumeLowPercent"}},{"kind":"Field","name":{"kind":"Name","value":"volumeHighPercent"}},{"kind":"Field","name":{"kind":"Name","value":"freshnessFactor"}},{"kind":"Field","name":{"kind":"Name","value":"watchSchema"}},{"kind":"Field","name":{"kind":"Name","value":"minPassPercent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"percent"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyWindow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ExclusionWindow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProposal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MonitoringPolicyProposal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"baseVersion"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"proposedAt"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisionComment"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]} as unknown as DocumentNode<PolicyInForceFragment, unknown>;
export const MonitoringPolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MonitoringPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"monitoringPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyInForce"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TierPolicy"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TierMonitoringPolicy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"staleAfterHours"}},{"kind":"Field","name":{"kind":"Name","value":"cooldownHours"}},{"kind":"Field","name":{"kind":"Name","value":"rowsChangedPercent"}},{"kind":"Field","name":{"kind":"Name","value":"scoreDropPercent"}},{"kind":"Field","name":{"kind":"Name","value":"volumeLowPercent"}},{"kind":"Field","name":{"kind":"Name","value":"volumeHighPercent"}},{"kind":"Field","name":{"kind":"Name","value":"freshnessFactor"}},{"kind":"Field","name":{"kind":"Name","value":"watchSchema"}},{"kind":"Field","name":{"kind":"Name","value":"minPassPercent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"percent"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyWindow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ExclusionWindow"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"days"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProposal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MonitoringPolicyProposal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"baseVersion"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"proposedAt"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisionComment"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyInForce"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MonitoringPolicy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"tiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TierPolicy"}}]}},{"kind":"Field","name":{"kind":"Name","value":"exclusionWindows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyWindow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"proposal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyProposal"}}]}}]}}]} as unknown as DocumentNode<MonitoringPolicyQuery, MonitoringPolicyQueryVariables>;
export const PolicyProposalsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyProposals"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"monitoringPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyProposal"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProposal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MonitoringPolicyProposal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"baseVersion"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"proposedAt"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisionComment"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]} as unknown as DocumentNode<PolicyProposalsQuery, PolicyProposalsQueryVariables>;
export const MonitoringPolicyChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"MonitoringPolicyChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"monitoringPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]}}]} as unknown as DocumentNode<MonitoringPolicyChangesSubscription, MonitoringPolicyChangesSubscriptionVariables>;
export const ProposePolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProposePolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProposeMonitoringPolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposeMonitoringPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProposeMonitoringPolicySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyProposal"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProposal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MonitoringPolicyProposal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"baseVersion"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"proposedAt"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisionComment"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]} as unknown as DocumentNode<ProposePolicyMutation, ProposePolicyMutationVariables>;
export const DecidePolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DecidePolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DecideMonitoringPolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decideMonitoringPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DecideMonitoringPolicySuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyProposal"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyProposal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MonitoringPolicyProposal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"baseVersion"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"proposedAt"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"decisionComment"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]} as unknown as DocumentNode<DecidePolicyMutation, DecidePolicyMutationVariables>;