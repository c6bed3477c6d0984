/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Filters decisions. All conditions must match; a condition that is left out matches every decision. */
export type ProfilingDecisionFilter = {
  /** Made at this time or later. */
  from?: string | null | undefined;
  /** True: only decisions that led to a profile or joined one. False: only the others. */
  profiled?: boolean | null | undefined;
  /** Made by these rules. */
  rules?: Array<ProfilingRule> | null | undefined;
  /** About entities that were in these tiers. */
  tiers?: Array<Tier> | null | undefined;
  /** Made before this time. */
  to?: string | null | undefined;
};

/** A rule that decides whether an entity is profiled. */
export type ProfilingRule =
  /** A change was approved in a tier in which every approved change leads to a profile. */
  | 'APPROVED_IN_HIGH_TIER'
  /** A change was approved in a tier in which approved changes lead to no profile. */
  | 'APPROVED_IN_LOW_TIER'
  /** The data was refreshed, and the last profile is old enough for any refresh to lead to a new one. */
  | 'COOLDOWN_OVER'
  /** No entity is bound to the dataset that was refreshed, or whose business rule changed. */
  | 'DATASET_NOT_BOUND'
  /** The entity is not active. */
  | 'ENTITY_NOT_ACTIVE'
  /** The entity does not exist. */
  | 'ENTITY_UNKNOWN'
  /** The data was refreshed, and enough rows were affected to profile it whatever its age, or the producer did not say how many. */
  | 'MANY_ROWS_CHANGED'
  /** The entity is not bound to a dataset. */
  | 'NO_DATASET'
  /** There is no profile yet, so one is made. */
  | 'NO_PROFILE_YET'
  /** Somebody requested the profile, so it is made. */
  | 'REQUESTED'
  /** A business rule of the dataset took effect, was changed or was deprecated. */
  | 'RULES_CHANGED'
  /** A profile is due, and the last one is at least as old as the threshold of the tier. */
  | 'STALE'
  /** A due profile of tier 1 with priority high or critical is always made. */
  | 'TIER1_HIGH_PRIORITY'
  /** The data was refreshed, but the last profile is recent and few rows were affected. */
  | 'WITHIN_COOLDOWN'
  /** A profile is due, but the last one is younger than the threshold of the tier. */
  | 'WITHIN_THRESHOLD';

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

export type EntityDecisionsQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
  filter?: Types.ProfilingDecisionFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type EntityDecisionsQuery = { entity: { id: string, profilingDecisions: { edges: Array<{ node: { id: string, decidedAt: string, rule: string, explanation: string, joined: boolean, profiled: boolean, profile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null, event: { cursor: string, id: string, type: Types.EventType, source: Types.EventSource, createdAt: string, correlationId: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DecisionLineFragment = { id: string, decidedAt: string, rule: string, explanation: string, joined: boolean, profiled: boolean, profile: { id: string, createdAt: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null, event: { cursor: string, id: string, type: Types.EventType, source: Types.EventSource, createdAt: string, correlationId: string } };

export const DecisionLineFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DecisionLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfilingDecision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"joined"}},{"kind":"Field","name":{"kind":"Name","value":"profiled"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}}]}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventEnvelope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}}]}}]}}]}}]} as unknown as DocumentNode<DecisionLineFragment, unknown>;
export const EntityDecisionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EntityDecisions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProfilingDecisionFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}},{"kind":"Argument","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"profilingDecisions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"30"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DecisionLine"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DecisionLine"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ProfilingDecision"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"joined"}},{"kind":"Field","name":{"kind":"Name","value":"profiled"}},{"kind":"Field","name":{"kind":"Name","value":"profile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}}]}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EventEnvelope"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"correlationId"}}]}}]}}]}}]} as unknown as DocumentNode<EntityDecisionsQuery, EntityDecisionsQueryVariables>;