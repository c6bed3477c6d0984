import type { TestRuleInput } from '../../gql/types.ts';
import { datasetsText } from '../../text/datasets.ts';
import type { ChangeForm } from './change-form.ts';
import { inputOf } from './change-input.ts';
import { checkChange } from './check-change.ts';
import { type Issue, sentence } from './problems.ts';

/** What a form asks of `testRule`; or what is to be mended before, in a sentence. */
export function testInputOf(form: ChangeForm): { input: TestRuleInput } | { problem: string } {
  const change = inputOf(form, ['dataset', 'businessRule']);
  const { issues } = checkChange({
    entityType: 'BUSINESS_RULE',
    canonicalKey: 'tested',
    kind: 'UPDATE',
    base: null,
    change,
  });
  const { dataset, businessRule } = change;
  const { schema = '', table = '', column = '' } = dataset ?? {};
  if (!businessRule || schema === '' || table === '' || column == null || column === '') {
    return { problem: datasetsText.test.noColumn };
  }
  const issue = issues.find(isAboutTest);
  if (issue) return { problem: sentence(issue) };
  return { input: { schema, table, column, check: businessRule.check } };
}

/** The severity, and what share must pass, do not matter to a test. */
function isAboutTest({ path: [, part, field] }: Issue): boolean {
  return part === 'dataset' || (part === 'businessRule' && field === 'check');
}
