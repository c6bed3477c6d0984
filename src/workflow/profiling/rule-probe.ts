import type { LookRequest, TableLook } from '../../domain/profiling/business-rules/rule-suggestion.ts';
import type { RuleTest, TestedRule } from '../../domain/profiling/business-rules/rule-test.ts';

/** What is asked of the warehouse while somebody waits, of the tables that the tenant may read. */
export interface RuleProbe {
  /** @throws ProfileError for everything that the warehouse refuses or fails to do, and if the rule does not fit */
  testRule: (tenantId: string, tested: TestedRule) => Promise<RuleTest>;
  /** @throws ProfileError if the table itself cannot be read */
  lookForRules: (tenantId: string, request: LookRequest) => Promise<TableLook>;
}
