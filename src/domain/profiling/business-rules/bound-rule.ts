import type { Severity } from '../../entities/entity-definition.ts';
import type { RuleCheck } from './rule-check.ts';

/** A business rule, and the column of the measured table to which it is bound. */
export interface BoundRule {
  entityId: string;
  canonicalKey: string;
  column: string;
  severity: Severity;
  check: RuleCheck;
}
