import { isInputObjectType } from 'graphql';
import { expect, test } from 'vitest';

import { RULE_CHECK_KINDS, ruleCheckSchema } from '../../../src/domain/profiling/business-rules/rule-check.ts';
import { schema } from '../../../src/schema/schema.ts';

/** One valid check of each kind, as it is written. */
const VALID: Record<string, unknown> = {
  notNull: true,
  pattern: '^[A-Z]{3}$',
  numberRange: { min: 0 },
  dateRange: { max: '2026-01-31' },
  acceptedValues: ['EUR', 'USD'],
  length: { max: 0 },
  reference: { schema: 'sales', table: 'customers', column: 'id' },
};

test('every kind of check has an example here, and a field of its name in the input', () => {
  const input = schema.getType('RuleCheckInput');
  const fields = isInputObjectType(input) ? Object.keys(input.getFields()) : [];
  expect(Object.keys(VALID).sort()).toEqual([...RULE_CHECK_KINDS].sort());
  expect(fields.sort()).toEqual([...RULE_CHECK_KINDS].sort());
});

test.each(Object.entries(VALID))('%s is read as a check of that kind', (kind, written) => {
  expect(ruleCheckSchema.parse({ [kind]: written })).toMatchObject({ kind });
});

test.each([
  ['none', {}],
  ['two', { notNull: true, pattern: 'x' }],
  ['one that does not exist', { multipleOf: 2 }],
])('a rule with %s is refused', (_, written) => {
  expect(ruleCheckSchema.safeParse(written).success).toBe(false);
});
