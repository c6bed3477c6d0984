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

export type QuickSearchQueryVariables = Exact<{
  search: string;
}>;


export type QuickSearchQuery = { entities: { edges: Array<{ node: { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus } }> } };


export const QuickSearchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"QuickSearch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"8"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<QuickSearchQuery, QuickSearchQueryVariables>;