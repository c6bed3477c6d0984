import type { Column } from '../types/column-type.ts';
import type { TableName } from './table-name.ts';

/** What is to be loaded into one table. */
export interface TablePlan {
  name: TableName;
  /**
   * `replace`: the table has these rows and no others; see replaceTable for what is kept of it. `append`: the table must
   * exist and have these columns, whose types apply; its other columns get their defaults.
   */
  mode: 'replace' | 'append';
  columns: readonly Column[];
  /** The names of the files, as they are named in errors. */
  files: readonly string[];
}
