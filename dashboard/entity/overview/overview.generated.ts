/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../gql/types.ts';

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

/** Whether higher or lower values of a KPI are better. */
export type KpiDirection =
  /** Higher is better. */
  | 'HIGHER_IS_BETTER'
  /** Lower is better. */
  | 'LOWER_IS_BETTER';

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

export type EntityOverviewQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
}>;


export type EntityOverviewQuery = { entity:
    | (
      { id: string, severity: Types.Severity, minPassPercent: number | null, check:
        | (
          { values: Array<string> }
          & { __typename: 'AcceptedValuesCheck' }
        )
        | (
          { minDate: string | null, maxDate: string | null }
          & { __typename: 'DateRangeCheck' }
        )
        | (
          { minLength: number | null, maxLength: number | null }
          & { __typename: 'LengthCheck' }
        )
        | { __typename: 'NotNullCheck' }
        | (
          { minNumber: number | null, maxNumber: number | null }
          & { __typename: 'NumberRangeCheck' }
        )
        | (
          { pattern: string }
          & { __typename: 'PatternCheck' }
        )
        | (
          { schema: string, table: string, column: string }
          & { __typename: 'ReferenceCheck' }
        )
       }
      & { __typename: 'BusinessRule' }
    )
    | (
      { id: string, definition: string, synonyms: Array<string>, relatedTermKeys: Array<string>, relatedTerms: Array<(
        { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
        & { __typename: 'GlossaryTerm' }
      )> }
      & { __typename: 'GlossaryTerm' }
    )
    | (
      { id: string, formula: string, unit: string | null, direction: Types.KpiDirection, computedFrom: Array<string>, computedFromMetadata: Array<(
        { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
        & { __typename: 'Metadata' }
      )> }
      & { __typename: 'Kpi' }
    )
    | (
      { id: string, transformation: string | null, from: { entityType: Types.EntityType, canonicalKey: string, column: string | null, entity: (
          { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
          & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
        ) | null }, to: { entityType: Types.EntityType, canonicalKey: string, column: string | null, entity: (
          { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
          & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
        ) | null } }
      & { __typename: 'LineageField' }
    )
    | (
      { id: string }
      & { __typename: 'Metadata' }
    )
    | (
      { id: string, values: Array<string>, marks: Array<{ entityType: Types.EntityType, canonicalKey: string, entity: (
          { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
          & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
        ) | null }> }
      & { __typename: 'Tag' }
    )
   | null };

export type Definition_BusinessRule_Fragment = (
  { severity: Types.Severity, minPassPercent: number | null, check:
    | (
      { values: Array<string> }
      & { __typename: 'AcceptedValuesCheck' }
    )
    | (
      { minDate: string | null, maxDate: string | null }
      & { __typename: 'DateRangeCheck' }
    )
    | (
      { minLength: number | null, maxLength: number | null }
      & { __typename: 'LengthCheck' }
    )
    | { __typename: 'NotNullCheck' }
    | (
      { minNumber: number | null, maxNumber: number | null }
      & { __typename: 'NumberRangeCheck' }
    )
    | (
      { pattern: string }
      & { __typename: 'PatternCheck' }
    )
    | (
      { schema: string, table: string, column: string }
      & { __typename: 'ReferenceCheck' }
    )
   }
  & { __typename: 'BusinessRule' }
);

export type Definition_GlossaryTerm_Fragment = (
  { definition: string, synonyms: Array<string>, relatedTermKeys: Array<string>, relatedTerms: Array<(
    { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
    & { __typename: 'GlossaryTerm' }
  )> }
  & { __typename: 'GlossaryTerm' }
);

export type Definition_Kpi_Fragment = (
  { formula: string, unit: string | null, direction: Types.KpiDirection, computedFrom: Array<string>, computedFromMetadata: Array<(
    { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
    & { __typename: 'Metadata' }
  )> }
  & { __typename: 'Kpi' }
);

export type Definition_LineageField_Fragment = (
  { transformation: string | null, from: { entityType: Types.EntityType, canonicalKey: string, column: string | null, entity: (
      { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
      & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
    ) | null }, to: { entityType: Types.EntityType, canonicalKey: string, column: string | null, entity: (
      { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
      & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
    ) | null } }
  & { __typename: 'LineageField' }
);

export type Definition_Metadata_Fragment = { __typename: 'Metadata' };

export type Definition_Tag_Fragment = (
  { values: Array<string>, marks: Array<{ entityType: Types.EntityType, canonicalKey: string, entity: (
      { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
      & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
    ) | null }> }
  & { __typename: 'Tag' }
);

export type DefinitionFragment =
  | Definition_BusinessRule_Fragment
  | Definition_GlossaryTerm_Fragment
  | Definition_Kpi_Fragment
  | Definition_LineageField_Fragment
  | Definition_Metadata_Fragment
  | Definition_Tag_Fragment
;

export type EndFragment = { entityType: Types.EntityType, canonicalKey: string, column: string | null, entity: (
    { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
    & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
  ) | null };

export type RuleCheck_AcceptedValuesCheck_Fragment = (
  { values: Array<string> }
  & { __typename: 'AcceptedValuesCheck' }
);

export type RuleCheck_DateRangeCheck_Fragment = (
  { minDate: string | null, maxDate: string | null }
  & { __typename: 'DateRangeCheck' }
);

export type RuleCheck_LengthCheck_Fragment = (
  { minLength: number | null, maxLength: number | null }
  & { __typename: 'LengthCheck' }
);

export type RuleCheck_NotNullCheck_Fragment = { __typename: 'NotNullCheck' };

export type RuleCheck_NumberRangeCheck_Fragment = (
  { minNumber: number | null, maxNumber: number | null }
  & { __typename: 'NumberRangeCheck' }
);

export type RuleCheck_PatternCheck_Fragment = (
  { pattern: string }
  & { __typename: 'PatternCheck' }
);

export type RuleCheck_ReferenceCheck_Fragment = (
  { schema: string, table: string, column: string }
  & { __typename: 'ReferenceCheck' }
);

export type RuleCheckFragment =
  | RuleCheck_AcceptedValuesCheck_Fragment
  | RuleCheck_DateRangeCheck_Fragment
  | RuleCheck_LengthCheck_Fragment
  | RuleCheck_NotNullCheck_Fragment
  | RuleCheck_NumberRangeCheck_Fragment
  | RuleCheck_PatternCheck_Fragment
  | RuleCheck_ReferenceCheck_Fragment
;

export type NamedEntityFragment = (
  { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
  & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
);

export type EntityNeighboursQueryVariables = Exact<{
  entityType: Types.EntityType;
  canonicalKey: string;
}>;


export type EntityNeighboursQuery = { entity: { id: string, upstream: { truncated: boolean, nodes: Array<{ distance: number, entity: (
          { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
          & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
        ) }> }, downstream: { truncated: boolean, nodes: Array<{ distance: number, entity: (
          { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
          & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
        ) }> } } | null };

export type WalkFragment = { truncated: boolean, nodes: Array<{ distance: number, entity: (
      { id: string, entityType: Types.EntityType, canonicalKey: string, name: string, tier: Types.Tier, status: Types.EntityStatus, profileState: Types.ProfileState, latestProfile: { id: string, qualityScore: number, qualityGrade: Types.QualityGrade } | null }
      & { __typename: 'BusinessRule' | 'GlossaryTerm' | 'Kpi' | 'LineageField' | 'Metadata' | 'Tag' }
    ) }> };

export const NamedEntityFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NamedEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}}]}}]}}]} as unknown as DocumentNode<NamedEntityFragment, unknown>;
export const RuleCheckFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RuleCheck"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RuleCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptedValuesCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DateRangeCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minDate"}},{"kind":"Field","name":{"kind":"Name","value":"maxDate"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LengthCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NumberRangeCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maxNumber"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PatternCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReferenceCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"column"}}]}}]}}]} as unknown as DocumentNode<RuleCheckFragment, unknown>;
export const EndFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"End"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LineageEnd"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NamedEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}}]}}]}}]} as unknown as DocumentNode<EndFragment, unknown>;
export const DefinitionFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Definition"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Kpi"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formula"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"computedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"computedFromMetadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlossaryTerm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"definition"}},{"kind":"Field","name":{"kind":"Name","value":"synonyms"}},{"kind":"Field","name":{"kind":"Name","value":"relatedTermKeys"}},{"kind":"Field","name":{"kind":"Name","value":"relatedTerms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BusinessRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"minPassPercent"}},{"kind":"Field","name":{"kind":"Name","value":"check"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RuleCheck"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tag"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"marks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LineageField"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transformation"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"End"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"End"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NamedEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RuleCheck"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RuleCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptedValuesCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DateRangeCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minDate"}},{"kind":"Field","name":{"kind":"Name","value":"maxDate"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LengthCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NumberRangeCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maxNumber"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PatternCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReferenceCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"column"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"End"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LineageEnd"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}}]} as unknown as DocumentNode<DefinitionFragment, unknown>;
export const WalkFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Walk"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LineageResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"truncated"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"distance"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NamedEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}}]}}]}}]} as unknown as DocumentNode<WalkFragment, unknown>;
export const EntityOverviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EntityOverview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}},{"kind":"Argument","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Definition"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NamedEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RuleCheck"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RuleCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptedValuesCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DateRangeCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minDate"}},{"kind":"Field","name":{"kind":"Name","value":"maxDate"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LengthCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minLength"}},{"kind":"Field","name":{"kind":"Name","value":"maxLength"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NumberRangeCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minNumber"}},{"kind":"Field","name":{"kind":"Name","value":"maxNumber"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PatternCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pattern"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReferenceCheck"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schema"}},{"kind":"Field","name":{"kind":"Name","value":"table"}},{"kind":"Field","name":{"kind":"Name","value":"column"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"End"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LineageEnd"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Definition"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Kpi"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formula"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"computedFrom"}},{"kind":"Field","name":{"kind":"Name","value":"computedFromMetadata"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlossaryTerm"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"definition"}},{"kind":"Field","name":{"kind":"Name","value":"synonyms"}},{"kind":"Field","name":{"kind":"Name","value":"relatedTermKeys"}},{"kind":"Field","name":{"kind":"Name","value":"relatedTerms"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BusinessRule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"minPassPercent"}},{"kind":"Field","name":{"kind":"Name","value":"check"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RuleCheck"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tag"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"values"}},{"kind":"Field","name":{"kind":"Name","value":"marks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LineageField"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transformation"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"End"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"End"}}]}}]}}]}}]} as unknown as DocumentNode<EntityOverviewQuery, EntityOverviewQueryVariables>;
export const EntityNeighboursDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EntityNeighbours"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EntityType"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"entityType"},"value":{"kind":"Variable","name":{"kind":"Name","value":"entityType"}}},{"kind":"Argument","name":{"kind":"Name","value":"canonicalKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"canonicalKey"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"upstream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"depth"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Walk"}}]}},{"kind":"Field","name":{"kind":"Name","value":"downstream"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"depth"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"limit"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Walk"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NamedEntity"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GovernedEntity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entityType"}},{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"tier"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"profileState"}},{"kind":"Field","name":{"kind":"Name","value":"latestProfile"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Walk"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LineageResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"truncated"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"distance"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NamedEntity"}}]}}]}}]}}]} as unknown as DocumentNode<EntityNeighboursQuery, EntityNeighboursQueryVariables>;