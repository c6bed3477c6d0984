import type { BoundAnywhere } from '../../store/entities/bound-entities.ts';
import type { StoredColumn, TableColumn } from './prepare-table.ts';
import type { TablePlan } from './table-plan.ts';

/** A table that takes rows. */
export interface OpenTable {
  /** The columns of the plan, as they are in the table. */
  readonly columns: readonly StoredColumn[];
  /** Whether each row must say where it is from: `file`, the number of a file of the plan, and `line`. */
  readonly asksOrigin: boolean;
  /**
   * Adds all of these rows, or none if the table refuses one; others can then be added all the same.
   * @param rows a JSON array of objects with the keys c0, c1 and so on
   * @throws Error with a SQLSTATE if the table refuses a row
   */
  insert(rows: string): Promise<void>;
}

export interface TableOutcome {
  /** The columns of the table that was dropped for one with other columns; undefined: none was. */
  replaced?: readonly TableColumn[] | undefined;
  /** The entities that are bound to the table. */
  bound: BoundAnywhere;
}

/** Takes the rows of tables: all of them, or nothing. */
export interface LoadTarget {
  /**
   * Opens the tables and calls `fill`. When it has resolved, others see all of the rows at once; if it rejects, nothing
   * has changed.
   * @throws LoadError if a table cannot be opened, or refuses a row only now, and what `fill` throws
   */
  load<T>(
    plans: readonly TablePlan[],
    fill: (tables: readonly OpenTable[]) => Promise<T>,
  ): Promise<{ filled: T; outcomes: TableOutcome[] }>;
}
