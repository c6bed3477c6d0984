import type { RuleCheck } from './rule-check.ts';

/** A rule that nobody has requested yet: a column of a table, and what its values must pass. */
export interface TestedRule {
  schema: string;
  table: string;
  column: string;
  check: RuleCheck;
}

/**
 * What values that fail look like, never a value: digits are 9, letters A or a, what is not ASCII x, and a run of one
 * character is cut to four and a +. `Zürich-8001` has the shape `Axaaaa-9999`.
 */
export interface FailingShape {
  shape: string;
  /** Values of this shape among those that were read. */
  count: number;
}

/** Most shapes that a test tells. */
export const MAX_FAILING_SHAPES = 5;

/** How the values of a column fare under a rule. All counts are of the rows that were read. */
export interface RuleTest {
  checked: number;
  passed: number;
  rowsRead: number;
  /** Whether only some rows were read, chosen at random. */
  isSample: boolean;
  /** The commonest first. A missing value has no shape. */
  failingShapes: FailingShape[];
}
