import type { BoundRule } from '../../../src/domain/profiling/business-rules/bound-rule.ts';
import type { RuleCheck } from '../../../src/domain/profiling/business-rules/rule-check.ts';

/** A rule whose canonical key is its column and kind, such as `email.pattern`. */
export function ruleOn(column: string, check: RuleCheck): BoundRule {
  return { entityId: 'rul_1', canonicalKey: `${column}.${check.kind}`, column, severity: 'WARNING', check };
}
