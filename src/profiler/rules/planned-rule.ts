import type { BoundRule } from '../../domain/profiling/business-rules/bound-rule.ts';
import type { RuleCheck } from '../../domain/profiling/business-rules/rule-check.ts';
import type { Column } from '../column.ts';
import type { TableColumns } from '../table-columns.ts';
import type { TableName } from '../table-name.ts';

export type PlannedRule = PlannedCondition | PlannedReference;
export type PlannedCondition = Planned<ConditionCheck>;
export type PlannedReference = Planned<ReferenceCheck>;

interface Planned<C> {
  rule: BoundRule;
  table: TableName;
  column: Column;
  check: C;
}

/** A rule that cannot be applied to the table as it is. It is left out of the measurement, and affects nothing else. */
export interface SkippedRule {
  rule: BoundRule;
  skippedBecause: string;
}

/** A check that looks only at the value. */
export type ConditionCheck = Exclude<RuleCheck, { kind: 'reference' }>;

export interface ReferenceCheck {
  kind: 'reference';
  table: TableColumns;
  column: Column;
}
