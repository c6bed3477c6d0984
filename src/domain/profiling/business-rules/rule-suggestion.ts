import type { Severity } from '../../entities/entity-definition.ts';
import type { RuleCheck, RuleCheckKind } from './rule-check.ts';

export const SUGGESTION_KINDS = ['NOT_NULL', 'RANGE', 'ACCEPTED_VALUES', 'REFERENCE', 'UNIQUENESS'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** What the data says about a column, and the figures for it. */
export interface Suggestion {
  kind: SuggestionKind;
  column: string;
  /** Null for uniqueness, which is no rule but a key. */
  check: RuleCheck | null;
  severity: Severity | null;
  /** One sentence with figures and names, and no value but the bounds of a range. */
  evidence: string;
}

/** What is in a table now, as far as it was asked for. */
export interface TableLook {
  primaryKey: readonly string[];
  /** Distinct values of columns that have few, the commonest first; one column that turned out to have many is left out. */
  values: readonly ColumnValues[];
  /** Columns whose values all occur in the key of another table. */
  references: readonly FoundReference[];
  isSample: boolean;
}

export interface LookRequest {
  schema: string;
  table: string;
  /** Columns that may refer to the key of another table. */
  columns: readonly string[];
  /** Columns of texts that have few values. */
  listed: readonly string[];
  /** Keys that are known here, beside the primary keys of the warehouse. */
  keys: readonly TableKey[];
}

export interface ColumnValues {
  column: string;
  values: readonly { value: string; count: number }[];
}

/** The one column that identifies the rows of a table. */
export interface TableKey {
  schema: string;
  table: string;
  key: string;
}

/** A column, and the key of another table that it may refer to. */
export interface ReferenceCandidate extends TableKey {
  column: string;
}

export interface FoundReference extends ReferenceCandidate {
  checked: number;
}

/** A column may have at most so many distinct values for them to be a list. */
export const MAX_LISTED_VALUES = 20;
/** Rows from which on they say something about those to come. */
export const LEAST_ROWS = 10;

/** The check as it is written in a request. */
export function writtenCheck(check: RuleCheck): Partial<Record<RuleCheckKind, unknown>> {
  switch (check.kind) {
    case 'notNull':
      return { notNull: true };
    case 'pattern':
      return { pattern: check.pattern };
    case 'acceptedValues':
      return { acceptedValues: check.values };
    case 'numberRange':
    case 'dateRange':
    case 'length':
    case 'reference': {
      const { kind, ...members } = check;
      return { [kind]: members };
    }
  }
}
