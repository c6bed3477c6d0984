/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A dead letter whose job is not needed. */
export type DismissDeadLetterInput = {
  /** Why the job is not needed: up to 1,000 characters; must not be empty. */
  comment?: string | null | undefined;
  /** Id of the dead letter. */
  deadLetterId: string;
  /**
   * Why the job is not needed, if there is no `comment`.
   * @deprecated Use `comment`, as everywhere.
   */
  reason?: string;
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

/** A dead letter whose cause has been fixed. */
export type RedeliverDeadLetterInput = {
  /** Id of the dead letter. */
  deadLetterId: string;
};

export type SubscribersQueryVariables = Exact<{ [key: string]: never; }>;


export type SubscribersQuery = { subscribers: Array<{ name: string, types: Array<Types.EventType>, waiting: number, active: number, retrying: number, deadLetters: number, oldestAt: string | null }> };

export type DeadLetterLineFragment = { id: string, subscriber: string, error: string, attempts: number, failedAt: string, redeliveredAt: string | null, dismissedAt: string | null, dismissalReason: string | null, redeliveredBy: { actorId: string } | null, dismissedBy: { actorId: string } | null, event: (
    { cursor: string, type: Types.EventType, correlationId: string, createdAt: string }
    & { __typename: 'ApprovalApprovedEvent' | 'ApprovalCreatedEvent' | 'ApprovalRejectedEvent' | 'DataQualityDegradedEvent' | 'DataRefreshedEvent' | 'KpiApprovedEvent' | 'KpiChangedEvent' | 'MetadataApprovedEvent' | 'MetadataChangedEvent' | 'MetadataDeprecatedEvent' | 'MetadataProfileCompletedEvent' | 'MetadataProfileDueEvent' | 'MetadataProfileFailedEvent' }
  ) | null };

export type DeadLettersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  includeDismissed: boolean;
  includeRedelivered: boolean;
}>;


export type DeadLettersQuery = { deadLetters: { edges: Array<{ node: { id: string, subscriber: string, error: string, attempts: number, failedAt: string, redeliveredAt: string | null, dismissedAt: string | null, dismissalReason: string | null, redeliveredBy: { actorId: string } | null, dismissedBy: { actorId: string } | null, event: (
          { cursor: string, type: Types.EventType, correlationId: string, createdAt: string }
          & { __typename: 'ApprovalApprovedEvent' | 'ApprovalCreatedEvent' | 'ApprovalRejectedEvent' | 'DataQualityDegradedEvent' | 'DataRefreshedEvent' | 'KpiApprovedEvent' | 'KpiChangedEvent' | 'MetadataApprovedEvent' | 'MetadataChangedEvent' | 'MetadataDeprecatedEvent' | 'MetadataProfileCompletedEvent' | 'MetadataProfileDueEvent' | 'MetadataProfileFailedEvent' }
        ) | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RedeliverDeadLetterMutationVariables = Exact<{
  input: Types.RedeliverDeadLetterInput;
}>;


export type RedeliverDeadLetterMutation = { redeliverDeadLetter:
    | (
      { message: string }
      & { __typename: 'ConflictError' | 'NotFoundError' }
    )
    | (
      { deadLetter: { id: string, subscriber: string, error: string, attempts: number, failedAt: string, redeliveredAt: string | null, dismissedAt: string | null, dismissalReason: string | null, redeliveredBy: { actorId: string } | null, dismissedBy: { actorId: string } | null, event: (
          { cursor: string, type: Types.EventType, correlationId: string, createdAt: string }
          & { __typename: 'ApprovalApprovedEvent' | 'ApprovalCreatedEvent' | 'ApprovalRejectedEvent' | 'DataQualityDegradedEvent' | 'DataRefreshedEvent' | 'KpiApprovedEvent' | 'KpiChangedEvent' | 'MetadataApprovedEvent' | 'MetadataChangedEvent' | 'MetadataDeprecatedEvent' | 'MetadataProfileCompletedEvent' | 'MetadataProfileDueEvent' | 'MetadataProfileFailedEvent' }
        ) | null } }
      & { __typename: 'RedeliverDeadLetterSuccess' }
    )
   };

export type DismissDeadLetterMutationVariables = Exact<{
  input: Types.DismissDeadLetterInput;
}>;


export type DismissDeadLetterMutation = { dismissDeadLetter:
    | (
      { message: string }
      & { __typename: 'ConflictError' | 'NotFoundError' }
    )
    | (
      { deadLetter: { id: string, subscriber: string, error: string, attempts: number, failedAt: string, redeliveredAt: string | null, dismissedAt: string | null, dismissalReason: string | null, redeliveredBy: { actorId: string } | null, dismissedBy: { actorId: string } | null, event: (
          { cursor: string, type: Types.EventType, correlationId: string, createdAt: string }
          & { __typename: 'ApprovalApprovedEvent' | 'ApprovalCreatedEvent' | 'ApprovalRejectedEvent' | 'DataQualityDegradedEvent' | 'DataRefreshedEvent' | 'KpiApprovedEvent' | 'KpiChangedEvent' | 'MetadataApprovedEvent' | 'MetadataChangedEvent' | 'MetadataDeprecatedEvent' | 'MetadataProfileCompletedEvent' | 'MetadataProfileDueEvent' | 'MetadataProfileFailedEvent' }
        ) | null } }
      & { __typename: 'DismissDeadLetterSuccess' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };

export const DeadLetterLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subscriber"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"failedAt"}},{"kind":"Field","name":{"kind":"Name","value":"redeliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"redeliveredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dismissedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dismissedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dismissalReason"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventEnvelope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}}]} as unknown as DocumentNode<DeadLetterLineFragment, unknown>;
export const SubscribersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Subscribers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subscribers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"types"}},{"kind":"Field","name":{"kind":"Name","value":"waiting"}},{"kind":"Field","name":{"kind":"Name","value":"active"}},{"kind":"Field","name":{"kind":"Name","value":"retrying"}},{"kind":"Field","name":{"kind":"Name","value":"deadLetters"}},{"kind":"Field","name":{"kind":"Name","value":"oldestAt"}}]}}]}}]} as unknown as DocumentNode<SubscribersQuery, SubscribersQueryVariables>;
export const DeadLettersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeadLetters"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"includeDismissed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"includeRedelivered"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"includeDismissed"},"value":{"kind":"Variable","name":{"kind":"Name","value":"includeDismissed"}}},{"kind":"Argument","name":{"kind":"Name","value":"includeRedelivered"},"value":{"kind":"Variable","name":{"kind":"Name","value":"includeRedelivered"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterLine"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subscriber"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"failedAt"}},{"kind":"Field","name":{"kind":"Name","value":"redeliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"redeliveredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dismissedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dismissedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dismissalReason"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventEnvelope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}}]} as unknown as DocumentNode<DeadLettersQuery, DeadLettersQueryVariables>;
export const RedeliverDeadLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RedeliverDeadLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RedeliverDeadLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"redeliverDeadLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RedeliverDeadLetterSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterLine"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AdministrationRefusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subscriber"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"failedAt"}},{"kind":"Field","name":{"kind":"Name","value":"redeliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"redeliveredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dismissedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dismissedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dismissalReason"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventEnvelope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AdministrationRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RedeliverDeadLetterMutation, RedeliverDeadLetterMutationVariables>;
export const DismissDeadLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DismissDeadLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DismissDeadLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dismissDeadLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DismissDeadLetterSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterLine"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AdministrationRefusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"subscriber"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"failedAt"}},{"kind":"Field","name":{"kind":"Name","value":"redeliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"redeliveredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dismissedAt"}},{"kind":"Field","name":{"kind":"Name","value":"dismissedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dismissalReason"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventEnvelope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AdministrationRefusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Error"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<DismissDeadLetterMutation, DismissDeadLetterMutationVariables>;