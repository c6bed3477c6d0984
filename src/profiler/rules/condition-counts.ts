import { valueOf } from '../column.ts';
import type { PlannedCondition } from './planned-rule.ts';
import { type Place, rulePredicate } from './rule-predicate.ts';

/** What a rule counts, as SQL: the aggregates of values checked and passed, and the condition that a value must meet. */
export function conditionCounts(planned: PlannedCondition, place: Place) {
  const value = valueOf(planned.column, place.alias);
  const condition = rulePredicate(planned, place);
  return {
    // A not-null rule checks every row; all other checks skip missing values.
    checked: planned.check.kind === 'notNull' ? 'count(*)' : `count(${value})`,
    passed: `count(*) FILTER (WHERE ${condition})`,
    condition,
  };
}
