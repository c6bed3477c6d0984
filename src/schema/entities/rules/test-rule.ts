import { type FailingShape, MAX_FAILING_SHAPES } from '../../../domain/profiling/business-rules/rule-test.ts';
import { withoutNulls } from '../../../domain/without-nulls.ts';
import { type NotMeasured, testRule, type TestRuleOutcome } from '../../../workflow/profiling/test-rule.ts';
import { builder } from '../../kit/builder.ts';
import { countsFor, listSize } from '../../kit/lists/list-size.ts';
import { mutationResult } from '../../kit/mutation-result.ts';
import { ErrorInterface, ValidationError } from '../../kit/refusals.ts';
import { RuleCheckInput } from './rule-check.ts';

/** For how many fields one counts that reads a table of the warehouse. */
export const READS_TABLE = 10_000;

const FailingShapeRef = builder.objectRef<FailingShape>('FailingShape').implement({
  description:
    'What some of the values that fail look like. Digits are 9, letters A or a, what is not ASCII is x, and a run of one character is cut to four and a +: `Zürich-8001` has the shape `Axaaaa-9999`.',
  fields: (t) => ({
    shape: t.exposeString('shape', { description: 'The shape: at most 63 characters, and never a value.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Number of values of this shape that failed.' }),
  }),
});

const NotMeasuredError = builder.objectRef<NotMeasured>('NotMeasuredError').implement({
  description: 'The warehouse refused, or failed to answer.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    errorCode: t.exposeString('code', {
      description:
        'The cause, for programs, as in metadata.profile.failed: TABLE_NOT_FOUND, COLUMN_NOT_FOUND, SCHEMA_NOT_ALLOWED, PERMISSION_DENIED, RULE_MISFIT if the check does not fit the type of the column, TIMEOUT, NOT_MEASURABLE, or, for a while, WAREHOUSE_UNAVAILABLE, FOREIGN_SERVER_UNAVAILABLE, TABLE_LOCKED and WAREHOUSE_FAILED.',
    }),
  }),
});

const TestRuleResult = mutationResult<TestRuleOutcome>('TestRule', {
  description: 'How the values fared, or why they were not checked.',
  success: 'The values were checked. All counts are of the rows that were read.',
  fields: (t) => ({
    checked: t.expose('checked', {
      type: 'SafeInt',
      description: 'Number of values checked: every row for `notNull`, and otherwise the values that are not missing.',
    }),
    passed: t.expose('passed', { type: 'SafeInt', description: 'Number of values that passed.' }),
    rowsRead: t.expose('rowsRead', { type: 'SafeInt', description: 'Number of rows that were read.' }),
    sampled: t.exposeBoolean('isSample', {
      description: 'Whether only some pages of the table were read, chosen at random, because it is large.',
    }),
    failingShapes: t.expose('failingShapes', {
      type: [FailingShapeRef],
      extensions: listSize(MAX_FAILING_SHAPES),
      description: `The commonest shapes of the values that failed, the commonest first, at most ${MAX_FAILING_SHAPES}; none for \`notNull\`.`,
    }),
  }),
  refusals: { invalid: ValidationError, 'not-measured': NotMeasuredError },
});

const TestRuleInput = builder.inputType('TestRuleInput', {
  description: 'A column of the warehouse, and the check to try on its values.',
  fields: (t) => ({
    schema: t.string({ required: true, description: 'Schema of the table.' }),
    table: t.string({ required: true, description: 'Name of the table.' }),
    column: t.string({ required: true, description: 'The column.' }),
    check: t.field({ type: RuleCheckInput, required: true, description: 'The check.' }),
  }),
});

builder.queryField('testRule', (t) =>
  t.field({
    type: TestRuleResult,
    extensions: countsFor(READS_TABLE),
    skipTypeScopes: true,
    authScopes: (_, __, { viewer }) => viewer.roles.some((role) => role === 'STEWARD' || role === 'ADMIN'),
    description:
      'How the values of a column fare under a check, counted as a profile counts it, before a rule is requested. It reads the table, or pages of it from 500,000 rows on, in at most 20 seconds and the time limit of a profile; few of an instance’s tests run at a time, others wait, and too many get the error RATE_LIMITED. Changes nothing. Counts for 10,000 fields.',
    args: { input: t.arg({ type: TestRuleInput, required: true, description: 'The column and the check.' }) },
    resolve: (_, { input }, context) => testRule(context, context.viewer, withoutNulls(input)),
  }),
);
