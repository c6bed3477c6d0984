import type { BoundRule } from '../../domain/profiling/business-rules/bound-rule.ts';
import { ProfileError } from '../../domain/profiling/profile-error.ts';
import type { TableName } from '../table-name.ts';

/** The error that says why a rule cannot be applied to its column. */
export function misfit(rule: BoundRule, { schema, table }: TableName, reason: string): ProfileError {
  const place = `${schema}.${table}.${rule.column}`;
  return new ProfileError('RULE_MISFIT', `rule ${rule.canonicalKey} does not fit column ${place}: ${reason}`);
}
