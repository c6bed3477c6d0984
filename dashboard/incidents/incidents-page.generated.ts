/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** What is wrong with an entity. */
export type IncidentCause =
  /** Its data was not refreshed for longer than usual. */
  | 'FRESHNESS'
  /** It cannot be profiled. */
  | 'PROFILE_FAILED'
  /** Too few values pass a business rule. */
  | 'RULE'
  /** A column of its table came, went or changed its type. */
  | 'SCHEMA'
  /** Its quality score fell. */
  | 'SCORE'
  /** It has far fewer or far more rows than it had. */
  | 'VOLUME';

/** Filters incidents by what they are now. All conditions must match; a condition that is left out matches every incident, and one with several values matches any of them. At most 1,000 values each. */
export type IncidentFilter = {
  /** Assigned to one of these actors, by id. */
  assignees?: Array<string> | null | undefined;
  /** Of these causes. */
  causes?: Array<IncidentCause> | null | undefined;
  /** Of the entity with this id. */
  entityId?: string | null | undefined;
  /** True: only those that belong to no other one. False: all. */
  rootsOnly?: boolean | null | undefined;
  /** Of these severities. */
  severities?: Array<Severity> | null | undefined;
  /** With one of these statuses. */
  statuses?: Array<IncidentStatus> | null | undefined;
  /** Whose entity was in one of these tiers when they were opened. */
  tiers?: Array<Tier> | null | undefined;
};

/** An order of incidents. Equal ones are in a fixed order. */
export type IncidentOrder = {
  /** Ascending or descending. */
  direction: OrderDirection;
  /** What they are sorted by. */
  field: IncidentOrderField;
};

/** What incidents are sorted by. */
export type IncidentOrderField =
  /** When they were last seen. */
  | 'LAST_SEEN_AT'
  /** When they were opened. */
  | 'OPENED_AT'
  /** How grave they are, and those of one severity by when they were opened. */
  | 'SEVERITY';

/** How an incident ended. */
export type IncidentResolution =
  /** It stays as it is. */
  | 'ACCEPTED'
  /** The server saw that the trouble is over. Only the server resolves an incident so. */
  | 'AUTO'
  /** It is part of another incident. */
  | 'DUPLICATE'
  /** There was no trouble. */
  | 'FALSE_ALARM'
  /** Somebody repaired it. */
  | 'FIXED';

/** Status of an incident. */
export type IncidentStatus =
  /** Somebody has taken notice of it. */
  | 'ACKNOWLEDGED'
  /** Nobody has taken notice of it yet, or its snooze is over. */
  | 'OPEN'
  /** Over. */
  | 'RESOLVED'
  /** Put off by somebody until a time. */
  | 'SNOOZED';

/** Direction of an order. */
export type OrderDirection =
  /** Ascending. */
  | 'ASC'
  /** Descending. */
  | 'DESC';

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

export type IncidentsQueryVariables = Exact<{
  filter: Types.IncidentFilter;
  orderBy: Types.IncidentOrder;
  first: number;
  after?: string | null | undefined;
}>;


export type IncidentsQuery = { incidents: { edges: Array<{ node: (
        { id: string, cause: Types.IncidentCause, severity: Types.Severity, status: Types.IncidentStatus, tier: Types.Tier, summary: string, openedAt: string, lastSeenAt: string, occurrences: number, acknowledgedAt: string | null, assignee: string | null, snoozedUntil: string | null, resolvedAt: string | null, resolution: Types.IncidentResolution | null, root: { id: string } | null, entity: (
          { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
          & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
        ), affected: { totalCount: number } }
        & { __typename: 'Incident' }
      ) }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type IncidentsNowQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type IncidentsNowQuery = { nodes: Array<
    | (
      { id: string }
      & { __typename: 'Approval' | 'BusinessRule' | 'ChangeSet' | 'DeadLetter' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Notification' | 'Profile' | 'ProfilingDecision' | 'Tag' | 'Webhook' | 'WebhookDelivery' }
    )
    | (
      { id: string, cause: Types.IncidentCause, severity: Types.Severity, status: Types.IncidentStatus, tier: Types.Tier, summary: string, openedAt: string, lastSeenAt: string, occurrences: number, acknowledgedAt: string | null, assignee: string | null, snoozedUntil: string | null, resolvedAt: string | null, resolution: Types.IncidentResolution | null, root: { id: string } | null, entity: (
        { id: string, canonicalKey: string, entityType: Types.EntityType, name: string, tier: Types.Tier, status: Types.EntityStatus, owner: string | null, version: number, updatedAt: string, profileState: Types.ProfileState, lastProfiledAt: string | null, nextProfileDueAt: string | null, latestProfile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade, rowCount: number } | null, lastFailure: { at: string, errorCode: string, errorMessage: string } | null, pendingApproval: { id: string } | null }
        & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
      ), affected: { totalCount: number } }
      & { __typename: 'Incident' }
    )
   | null> };


export const IncidentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Incidents"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IncidentOrder"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incidents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IncidentLine"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityLive"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"lastProfiledAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextProfileDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IncidentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Incident"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"occurrences"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"snoozedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"root"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EntityLive"}}]}},{"kind":"Field","name":{"kind":"Name","value":"affected"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<IncidentsQuery, IncidentsQueryVariables>;
export const IncidentsNowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IncidentsNow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Incident"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IncidentLine"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EntityLive"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"lastProfiledAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextProfileDueAt"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastFailure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"errorMessage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pendingApproval"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IncidentLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Incident"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"openedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"occurrences"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"assignee"}},{"kind":"Field","name":{"kind":"Name","value":"snoozedUntil"}},{"kind":"Field","name":{"kind":"Name","value":"resolvedAt"}},{"kind":"Field","name":{"kind":"Name","value":"resolution"}},{"kind":"Field","name":{"kind":"Name","value":"root"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EntityLive"}}]}},{"kind":"Field","name":{"kind":"Name","value":"affected"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<IncidentsNowQuery, IncidentsNowQueryVariables>;