/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Filters by the table that is measured. */
export type DatasetFilter = {
  /** Its schema, exactly. */
  schema: string;
  /** Its name, exactly. Default: all tables of the schema. */
  table?: string | null | undefined;
};

/** Filters entities. All conditions must match; a condition that is left out matches every entity, except that deprecated ones are left out unless `statuses` asks for them. A condition with several values matches any of them. At most 1,000 values each. */
export type EntityFilter = {
  /** Bound to this table, or to a table of this schema. */
  dataset?: DatasetFilter | null | undefined;
  /** Of these types. */
  entityTypes?: Array<EntityType> | null | undefined;
  /** True: which the viewer follows. False: which the viewer does not follow. */
  followed?: boolean | null | undefined;
  /** Whose latest profile has one of these grades. */
  grades?: Array<QualityGrade> | null | undefined;
  /** True: with a request that is waiting for a decision. False: without one. */
  hasPendingApproval?: boolean | null | undefined;
  /** Whose latest profile has at most this score, 0 to 100. */
  maxQualityScore?: number | null | undefined;
  /** Whose owner has one of these actor ids. */
  owners?: Array<string> | null | undefined;
  /** In one of these states now. */
  profileStates?: Array<ProfileState> | null | undefined;
  /** Words, separated by spaces, that are looked for in the canonical key, name, description and owner, in definitions and synonyms, in the tags on the entity and in its columns, ignoring case: every word must be found, as a whole or as a part, in any of them; one of one or two letters or digits where a word begins. At most 20 words are looked for. */
  search?: string | null | undefined;
  /** Governed by one of these standard packs, by id. */
  standardPackIds?: Array<string> | null | undefined;
  /** With these statuses. Default: all but DEPRECATED. */
  statuses?: Array<EntityStatus> | null | undefined;
  /** With one of these active tags, by canonical key. */
  tags?: Array<string> | null | undefined;
  /** In these tiers. */
  tiers?: Array<Tier> | null | undefined;
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

export type EntityKeysQueryVariables = Exact<{
  filter: Types.EntityFilter;
}>;


export type EntityKeysQuery = { entities: { edges: Array<{ node: { id: string, canonicalKey: string, name: string } }> } };


export const EntityKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EntityKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"12"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EntityKeysQuery, EntityKeysQueryVariables>;