import * as z from 'zod';

import { identifierSchema } from '../../domain/entities/identifier.ts';
import { ruleCheckSchema } from '../../domain/profiling/business-rules/rule-check.ts';
import type { RuleTest } from '../../domain/profiling/business-rules/rule-test.ts';
import { ProfileError } from '../../domain/profiling/profile-error.ts';
import type { Viewer } from '../../domain/viewer.ts';
import type { Database } from '../../store/database/sql.ts';
import { createPatternCheck } from '../../store/profiling/pattern-check.ts';
import { done, invalid, issuesOf, type Outcome } from '../outcome.ts';
import type { RuleProbe } from './rule-probe.ts';

export interface TestRuleParts {
  database: Database;
  ruleProbe: RuleProbe;
}

/** The warehouse refused, or failed: `code` as in `metadata.profile.failed`. */
export interface NotMeasured {
  kind: 'not-measured';
  code: string;
  message: string;
}

export type TestRuleOutcome = Outcome<RuleTest, 'invalid'> | NotMeasured;

const testedSchema = z.strictObject({
  schema: identifierSchema,
  table: identifierSchema,
  column: identifierSchema,
  check: ruleCheckSchema,
});

/** Counts how a column's values would fare under a rule, as a profile would. It writes nothing. */
export async function testRule(
  { database, ruleProbe }: TestRuleParts,
  { tenantId }: Viewer,
  input: unknown,
): Promise<TestRuleOutcome> {
  const parsed = testedSchema.safeParse(input);
  if (!parsed.success) return invalid(issuesOf(parsed.error));
  const tested = parsed.data;
  const { check } = tested;
  if (check.kind === 'pattern') {
    const problem = await createPatternCheck(database)(check.pattern);
    if (problem) return invalid([{ path: ['check', 'pattern'], message: problem }]);
  }
  try {
    return done(await ruleProbe.testRule(tenantId, tested));
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    return { kind: 'not-measured', code: error.code, message: error.message };
  }
}
