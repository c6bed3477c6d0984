import { errorAt } from '../load-error.ts';

/** Postgres truncates longer names without an error. */
export const MAX_NAME_BYTES = 63;
/** Postgres' limit of columns. */
const MAX_COLUMNS = 1600;

export interface ColumnNames {
  readonly list: readonly string[];
  /**
   * The position of a column, which is added if it is new.
   * @throws LoadError if it is new and cannot be a column of a table
   */
  positionOf(name: string, line: number): number;
  /**
   * Adds all of them.
   * @throws LoadError as `positionOf`, and if two are the same
   */
  addHeader(names: readonly string[], line: number): void;
}

/** Collects the names of columns in the order in which they are found. */
export function createColumnNames(source: string): ColumnNames {
  const list: string[] = [];
  const positions = new Map<string, number>();

  function add(name: string, line: number): number {
    if (name.trim() === '') throw errorAt(source, line, `column ${list.length + 1} has no name`);
    if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
      throw errorAt(source, line, `the column name "${name.slice(0, 40)}…" is longer than ${MAX_NAME_BYTES} bytes`);
    }
    if (list.length === MAX_COLUMNS) throw errorAt(source, line, `more than ${MAX_COLUMNS} columns`);
    positions.set(name, list.length);
    return list.push(name) - 1;
  }

  return {
    list,
    positionOf: (name, line) => positions.get(name) ?? add(name, line),
    addHeader(names, line) {
      for (const name of names) {
        if (positions.has(name)) throw errorAt(source, line, `two columns are named "${name}"`);
        add(name, line);
      }
    },
  };
}
