import type { ColumnType } from '../types/column-type.ts';

/** A number or a nested value of JSON, as the text that was written, so that no digit of it is lost. */
export interface JsonText {
  readonly json: string;
}

/** One field. A number stands for the digits that it prints. */
export type Value = string | number | boolean | JsonText | null;

export interface Row {
  /** The line on which the row begins; the first is 1. */
  readonly line: number;
  /** In the order of the reading's names; undefined, or beyond the end, is null. */
  readonly values: readonly (Value | undefined)[];
}

export interface Reading {
  /** The names of the columns, in the order in which they were found; all of them only when the rows were read. */
  readonly names: readonly string[];
  readonly bytesRead: number;
  /** Can be read once. Throws a LoadError at the first malformed row. */
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
}

/** Something with rows that can be read more than once. */
export interface RowSource {
  /** As errors call it. */
  readonly name: string;
  /** Whether values have their types already, as in JSON; in CSV all of them are text, and types are to be inferred. */
  readonly typed: boolean;
  /** Left out where nothing is read from a file. */
  readonly bytesTotal?: number;
  /** Types of columns, by name, that are known and not to be inferred. */
  readonly types?: ReadonlyMap<string, ColumnType>;
  /** Begins from the start, each time. */
  read(): Reading;
}
