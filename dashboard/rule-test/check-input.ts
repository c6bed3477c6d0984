import type { RuleCheckFragment } from '../entity/overview/overview.generated.ts';
import type { RuleCheckInput } from '../gql/types.ts';

/** The check as it is written in a request. */
export function checkInputOf(check: RuleCheckFragment): RuleCheckInput {
  switch (check.__typename) {
    case 'NotNullCheck':
      return { notNull: true };
    case 'PatternCheck':
      return { pattern: check.pattern };
    case 'AcceptedValuesCheck':
      return { acceptedValues: check.values };
    case 'ReferenceCheck':
      return { reference: { schema: check.schema, table: check.table, column: check.column } };
    case 'NumberRangeCheck':
      return { numberRange: { min: check.minNumber, max: check.maxNumber } };
    case 'DateRangeCheck':
      return { dateRange: { min: check.minDate, max: check.maxDate } };
    case 'LengthCheck':
      return { length: { min: check.minLength, max: check.maxLength } };
  }
}
