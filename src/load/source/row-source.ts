import type { ColumnType } from '../types/column-type.ts';

/** A number or a nested value of JSON, as the text that was written, so that no digit is lost. */
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
  /** The file that it is from, if the source has several. */
  readonly file?: string;
}

export interface Reading {
  /** The names of the columns, in the order in which they were found; complete only when the rows have been read. */
  readonly names: readonly string[];
  readonly bytesRead: number;
  /** Can be read once. Throws a LoadError at the first malformed row. */
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
}

/** A source of rows that can be read more than once. */
export interface RowSource {
  /** Its name in errors. */
  readonly name: string;
  /** Whether values have types already, as in JSON; in CSV all of them are text, and types are inferred. */
  readonly typed: boolean;
  /** Whether the columns are known before the first row, so that none can be missing in one of several files. */
  readonly hasHeader: boolean;
  /** Left out if nothing is read from a file. */
  readonly bytesTotal?: number;
  /** Types of columns, by name, that are known and need not be inferred. */
  readonly types?: ReadonlyMap<string, ColumnType>;
  /** Starts from the beginning, each time. */
  read(): Reading;
}
