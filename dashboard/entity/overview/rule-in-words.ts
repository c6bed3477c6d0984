import { text } from '../../text/text.ts';
import type { RuleCheckFragment } from './overview.generated.ts';

/** A check in a sentence, and what is listed or quoted after it. */
export interface RuleInWords {
  sentence: string;
  pattern?: string;
  values?: readonly string[];
}

/** @param column to which the rule is bound */
export function ruleInWords(check: RuleCheckFragment, column: string | undefined): RuleInWords {
  const words = text.entity.check;
  const subject = column === undefined ? words.ofIts : words.of(column);
  switch (check.__typename) {
    case 'NotNullCheck':
      return { sentence: words.notNull(subject) };
    case 'PatternCheck':
      return { sentence: words.pattern(subject), pattern: check.pattern };
    case 'AcceptedValuesCheck':
      return { sentence: words.accepted(subject, check.values.length), values: check.values };
    case 'ReferenceCheck': {
      const { schema, table } = check;
      return { sentence: words.reference(subject, `${schema}.${table}.${check.column}`) };
    }
    case 'NumberRangeCheck':
      return { sentence: rangeInWords(subject, check.minNumber, check.maxNumber, NUMBERS) };
    case 'DateRangeCheck':
      return { sentence: rangeInWords(subject, check.minDate, check.maxDate, DATES) };
    case 'LengthCheck':
      return { sentence: rangeInWords(subject, check.minLength, check.maxLength, LENGTHS) };
  }
}

interface RangeWords {
  both: (subject: string, min: string, max: string) => string;
  min: (subject: string, min: string) => string;
  max: (subject: string, max: string) => string;
}

const { check } = text.entity;
const NUMBERS: RangeWords = { both: check.between, min: check.atLeast, max: check.atMost };
const DATES: RangeWords = { both: check.between, min: check.notBefore, max: check.notAfter };
const LENGTHS: RangeWords = { both: check.lengthBetween, min: check.lengthAtLeast, max: check.lengthAtMost };

type Bound = string | number | null;

function rangeInWords(subject: string, min: Bound, max: Bound, words: RangeWords): string {
  if (min !== null && max !== null) return words.both(subject, String(min), String(max));
  if (min !== null) return words.min(subject, String(min));
  return max !== null ? words.max(subject, String(max)) : subject;
}
