import type { RuleCheck } from '../profiling/business-rules/rule-check.ts';

export const DATASET_KINDS = ['TABLE', 'VIEW', 'MATERIALIZED_VIEW', 'FOREIGN_TABLE'] as const;
export type DatasetKind = (typeof DATASET_KINDS)[number];

/** A table of the warehouse that can be measured, as its catalog describes it. */
export interface WarehouseTable {
  schema: string;
  table: string;
  kind: DatasetKind;
  /** Whether all of its columns and rows can be read, on behalf of the tenant who asks. */
  readable: boolean;
}

export interface WarehouseColumn {
  name: string;
  /** As declared, such as `numeric(10,2)`. */
  dataType: string;
  nullable: boolean;
  inPrimaryKey: boolean;
}

/** What a definition expects of a table: that it exists, has these columns, and that the rule fits its column. */
export interface DatasetUse {
  schema: string;
  table: string;
  column?: string | undefined;
  keyColumns?: readonly string[];
  /** A rule that checks the column. */
  rule?: { canonicalKey: string; check: RuleCheck };
}

/** What was found out about a use. */
export interface DatasetFinding {
  /** `issue`: it can never work as it is. `warning`: it may not be what was meant, or may work later. */
  kind: 'issue' | 'warning';
  /** The member of the use that it is about, such as `keyColumns`, `0`. */
  path: string[];
  message: string;
}

/** The findings about each use, in order. */
export interface Inspection {
  findings: DatasetFinding[][];
  /** Why the warehouse could not be asked, in a sentence. The findings are then those that do not depend on it. */
  unavailable?: string;
}
