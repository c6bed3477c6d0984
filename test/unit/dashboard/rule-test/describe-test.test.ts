import { describe, expect, it } from 'vitest';

import { checkInputOf } from '../../../../dashboard/rule-test/check-input.ts';
import { describeTest, explainNotTested, type Measured } from '../../../../dashboard/rule-test/describe-test.ts';

const measured = (figures: Partial<Measured>): Measured => ({
  __typename: 'TestRuleSuccess',
  checked: 1_000,
  passed: 1_000,
  rowsRead: 1_000,
  sampled: false,
  failingShapes: [],
  ...figures,
});

describe('the result of a test', () => {
  it.each([
    [{}, 'All 1,000 values pass.'],
    [{ passed: 999 }, '999 of 1,000 values pass (99.9 %).'],
    [{ passed: 0 }, '0 of 1,000 values pass (0.0 %).'],
    [{ checked: 1, passed: 1 }, 'The only value passes.'],
    [{ checked: 0, passed: 0 }, 'There was no value to check: all are missing.'],
    [{ checked: 0, passed: 0, rowsRead: 0 }, 'There was no value to check: the table has no rows.'],
  ])('of %o is that %s', (figures, result) => {
    expect(describeTest(measured(figures)).result).toBe(result);
  });

  it('says of how many rows it is', () => {
    expect(describeTest(measured({})).basis).toBe('All 1,000 rows were read.');
    expect(describeTest(measured({ sampled: true, rowsRead: 200_000 })).basis).toBe(
      'The table is large: 200,000 rows, chosen at random, were read.',
    );
  });

  it('that does not exist is explained, with what to do', () => {
    const refused = (errorCode: string) =>
      explainNotTested({ __typename: 'NotMeasuredError', errorCode, message: 'the warehouse user may not read a.b' });
    expect(refused('PERMISSION_DENIED')).toEqual([
      'It was not tested: the warehouse user may not read a.b.',
      'Ask whoever runs the warehouse to let this server read it.',
    ]);
    expect(refused('toString')).toHaveLength(1);
    const issues = [{ path: ['input', 'check', 'pattern'], message: 'is no regular expression' }];
    expect(explainNotTested({ __typename: 'ValidationError', message: 'No', issues })).toEqual([
      'The check is not valid:',
      'Is no regular expression.',
    ]);
  });
});

it('tests a check as it would be requested', () => {
  expect(checkInputOf({ __typename: 'NotNullCheck' })).toEqual({ notNull: true });
  expect(checkInputOf({ __typename: 'AcceptedValuesCheck', values: ['a'] })).toEqual({ acceptedValues: ['a'] });
  expect(checkInputOf({ __typename: 'NumberRangeCheck', minNumber: 0, maxNumber: null })).toEqual({
    numberRange: { min: 0, max: null },
  });
  expect(checkInputOf({ __typename: 'ReferenceCheck', schema: 's', table: 't', column: 'c' })).toEqual({
    reference: { schema: 's', table: 't', column: 'c' },
  });
});
