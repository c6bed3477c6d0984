/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../gql/types.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** An inclusive range of dates, with an earliest date, a latest date or both. */
export type DateRangeInput = {
  /** Latest allowed date, in the same format. */
  max?: string | null | undefined;
  /** Earliest allowed date: a date such as 2026-01-31, or an RFC 3339 date and time. */
  min?: string | null | undefined;
};

/** A range of lengths, with a minimum, a maximum or both. */
export type LengthInput = {
  /** Maximum number of characters. */
  max?: number | null | undefined;
  /** Minimum number of characters. */
  min?: number | null | undefined;
};

/** An inclusive range of numbers, with a minimum, a maximum or both. */
export type NumberRangeInput = {
  /** Maximum. */
  max?: number | null | undefined;
  /** Minimum. */
  min?: number | null | undefined;
};

/** A column of another table. */
export type ReferenceInput = {
  /** Column with the allowed values. */
  column: string;
  /** Schema of the other table. */
  schema: string;
  /** Name of the other table. */
  table: string;
};

/** Exactly one of the checks. */
export type RuleCheckInput =
  {   /** The value must be one of these. */
  acceptedValues: Array<string>; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never;   /** The date must be in this range. */
  dateRange: DateRangeInput; length?: never; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never;   /** The length of the text must be in this range. */
  length: LengthInput; notNull?: never; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never;   /** Must be true: the value must not be missing. */
  notNull: boolean; numberRange?: never; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never;   /** The number must be in this range. */
  numberRange: NumberRangeInput; pattern?: never; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange?: never;   /** The text must match this POSIX regular expression. Back-references are not supported. */
  pattern: string; reference?: never; }
  |  { acceptedValues?: never; dateRange?: never; length?: never; notNull?: never; numberRange?: never; pattern?: never;   /** The value must occur in this column. */
  reference: ReferenceInput; };

/** A column of the warehouse, and the check to try on its values. */
export type TestRuleInput = {
  /** The check. */
  check: RuleCheckInput;
  /** The column. */
  column: string;
  /** Schema of the table. */
  schema: string;
  /** Name of the table. */
  table: string;
};

export type TestRuleQueryVariables = Exact<{
  input: Types.TestRuleInput;
}>;


export type TestRuleQuery = { testRule:
    | (
      { errorCode: string, message: string }
      & { __typename: 'NotMeasuredError' }
    )
    | (
      { checked: number, passed: number, rowsRead: number, sampled: boolean, failingShapes: Array<{ shape: string, count: number }> }
      & { __typename: 'TestRuleSuccess' }
    )
    | (
      { message: string, issues: Array<{ path: Array<string>, message: string }> }
      & { __typename: 'ValidationError' }
    )
   };


export const TestRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TestRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TestRuleSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checked"}},{"kind":"Field","name":{"kind":"Name","value":"passed"}},{"kind":"Field","name":{"kind":"Name","value":"rowsRead"}},{"kind":"Field","name":{"kind":"Name","value":"sampled"}},{"kind":"Field","name":{"kind":"Name","value":"failingShapes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"shape"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"NotMeasuredError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"errorCode"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ValidationError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<TestRuleQuery, TestRuleQueryVariables>;