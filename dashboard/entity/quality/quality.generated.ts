/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Kind of actor. */
export type ActorType =
  /** A program that acts on behalf of a person. */
  | 'AGENT'
  /** A person. */
  | 'HUMAN'
  /** A program that acts on its own. */
  | 'SYSTEM';

/** A dimension of the quality score. */
export type QualityDimension =
  /** Percentage of values that are not missing. */
  | 'COMPLETENESS'
  /** Distinct keys as a percentage of rows. */
  | 'UNIQUENESS'
  /** Percentage of checked values that pass the business rules. */
  | 'VALIDITY';

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

/** How the result of a business rule compares with the previous one. */
export type RuleChangeKind =
  /** Values violate it now. Before, none did, or it was not checked. */
  | 'NEWLY_FAILING'
  /** It was checked before, and is not checked now. */
  | 'NOT_CHECKED'
  /** No value violates it now, and none did before. */
  | 'PASSING'
  /** Values violated it before, and none do now. */
  | 'RECOVERED'
  /** Values violate it, as before. */
  | 'STILL_FAILING';

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

export type ChosenProfileQueryVariables = Exact<{
  id: string;
}>;


export type ChosenProfileQuery = { node: { id: string, createdAt: string, duration: number, rowCount: number, completeness: number, uniqueness: number, validity: number, qualityScore: number, qualityGrade: Types.QualityGrade, entity: { id: string }, changeSince: { summary: string, scorePoints: number, currentRowCount: number, previousRowCount: number, dimensions: Array<{ dimension: Types.QualityDimension, previous: number, current: number, points: number }>, columns: Array<{ name: string, previousNullPercent: number | null, currentNullPercent: number | null, previousDistinctPercent: number | null, currentDistinctPercent: number | null }>, rules: Array<{ canonicalKey: string, column: string, change: Types.RuleChangeKind, severity: Types.Severity, previousChecked: number | null, previousFailed: number | null, currentChecked: number | null, currentFailed: number | null }> } | null, triggeredBy: { actorId: string, actorType: Types.ActorType }, estimate: { sampledRows: number, qualityScoreError: number } | null, columns: Array<{ name: string, dataType: string, nullCount: number, distinctCount: number, min: string | null, max: string | null }>, rules: Array<{ canonicalKey: string, column: string, checked: number, passed: number, severity: Types.Severity, skippedBecause: string | null }> } | null };


export const ChosenProfileDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChosenProfile"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Profile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProfileFigures"}},{"kind":"Field","name":{"kind":"Name","value":"entity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"changeSince"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeSince"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProfileFigures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Profile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"rowCount"}},{"kind":"Field","name":{"kind":"Name","value":"completeness"}},{"kind":"Field","name":{"kind":"Name","value":"uniqueness"}},{"kind":"Field","name":{"kind":"Name","value":"validity"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScore"}},{"kind":"Field","name":{"kind":"Name","value":"qualityGrade"}},{"kind":"Field","name":{"kind":"Name","value":"triggeredBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actorId"}},{"kind":"Field","name":{"kind":"Name","value":"actorType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"estimate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sampledRows"}},{"kind":"Field","name":{"kind":"Name","value":"qualityScoreError"}}]}},{"kind":"Field","name":{"kind":"Name","value":"columns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"dataType"}},{"kind":"Field","name":{"kind":"Name","value":"nullCount"}},{"kind":"Field","name":{"kind":"Name","value":"distinctCount"}},{"kind":"Field","name":{"kind":"Name","value":"min"}},{"kind":"Field","name":{"kind":"Name","value":"max"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"checked"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"skippedBecause"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeSince"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QualityChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"scorePoints"}},{"kind":"Field","name":{"kind":"Name","value":"currentRowCount"}},{"kind":"Field","name":{"kind":"Name","value":"previousRowCount"}},{"kind":"Field","name":{"kind":"Name","value":"dimensions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dimension"}},{"kind":"Field","name":{"kind":"Name","value":"previous"}},{"kind":"Field","name":{"kind":"Name","value":"current"}},{"kind":"Field","name":{"kind":"Name","value":"points"}}]}},{"kind":"Field","name":{"kind":"Name","value":"columns"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"previousNullPercent"}},{"kind":"Field","name":{"kind":"Name","value":"currentNullPercent"}},{"kind":"Field","name":{"kind":"Name","value":"previousDistinctPercent"}},{"kind":"Field","name":{"kind":"Name","value":"currentDistinctPercent"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"canonicalKey"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"change"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"previousChecked"}},{"kind":"Field","name":{"kind":"Name","value":"previousFailed"}},{"kind":"Field","name":{"kind":"Name","value":"currentChecked"}},{"kind":"Field","name":{"kind":"Name","value":"currentFailed"}}]}}]}}]} as unknown as DocumentNode<ChosenProfileQuery, ChosenProfileQueryVariables>;