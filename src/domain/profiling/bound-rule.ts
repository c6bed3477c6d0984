import type { Severity } from '../entities/entity-definition.ts';
import type { RuleCheck } from './rule-check.ts';

/** A business rule together with the column of the measured table that it is bound to. */
export interface BoundRule {
  entityId: string;
  canonicalKey: string;
  column: string;
  severity: Severity;
  check: RuleCheck;
}
