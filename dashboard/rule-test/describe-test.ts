import { datasetsText } from '../text/datasets.ts';
import { formatCount, formatPercent } from '../text/format.ts';
import type { TestRuleQuery } from './rule-test.generated.ts';

type Answer = TestRuleQuery['testRule'];
export type Measured = Extract<Answer, { __typename: 'TestRuleSuccess' }>;
export type NotMeasured = Exclude<Answer, { __typename: 'TestRuleSuccess' }>;

const words = datasetsText.test;

/** How the values fared, and of how many rows that is said. */
export function describeTest({ checked, passed, rowsRead, sampled }: Measured): { result: string; basis: string } {
  const rows = formatCount(rowsRead);
  return {
    result: resultOf(checked, passed, rowsRead),
    basis: sampled ? words.sampled(rows) : words.rowsRead(rows, rowsRead === 1),
  };
}

function resultOf(checked: number, passed: number, rowsRead: number): string {
  if (checked === 0) return rowsRead === 0 ? words.noRows : words.nothingChecked;
  if (passed < checked) {
    return words.somePassed(formatCount(passed), formatCount(checked), formatPercent((100 * passed) / checked));
  }
  return checked === 1 ? words.onePassed : words.allPassed(formatCount(checked));
}

/** Why there is no result, and what to do, in sentences. */
export function explainNotTested(answer: NotMeasured): readonly string[] {
  if (answer.__typename === 'ValidationError') {
    return [words.invalid, ...answer.issues.map(({ message }) => asSentence(message))];
  }
  const { errorCode, message } = answer;
  const advice = isAdvised(errorCode) ? [words.advice[errorCode]] : [];
  return [`${words.notMeasured}: ${asSentence(message, false)}`, ...advice];
}

function isAdvised(code: string): code is keyof typeof words.advice {
  return Object.hasOwn(words.advice, code);
}

function asSentence(message: string, isFirst = true): string {
  const first = isFirst ? message.charAt(0).toUpperCase() : message.charAt(0);
  return `${first}${message.slice(1)}${/[.!?]$/.test(message) ? '' : '.'}`;
}
