import { formatCount, formatPercent, formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import type { ProfileFiguresFragment } from './latest-profile.generated.ts';

export type Figures = Pick<
  ProfileFiguresFragment,
  'rowCount' | 'completeness' | 'uniqueness' | 'validity' | 'columns' | 'rules'
>;

/** Why a score is what it is: a sentence for each dimension that is not perfect, the worst first. */
export function explainScore(figures: Figures): string[] {
  const words = text.entity.verdict;
  const { rowCount, completeness, uniqueness, validity, rules } = figures;
  if (rowCount === 0) return [words.empty];
  const skipped = rules.filter(({ skippedBecause }) => skippedBecause !== null).length;
  const imperfect = [
    { value: completeness, explain: () => explainCompleteness(figures) },
    { value: uniqueness, explain: () => words.uniqueness(formatScore(uniqueness), formatPercent(100 - uniqueness)) },
    { value: validity, explain: () => explainValidity(figures) },
  ]
    .filter(({ value }) => value < 100)
    .sort((a, b) => a.value - b.value)
    .map(({ explain }) => explain());
  const perfect = rules.length > skipped ? words.perfect : words.perfectWithoutRules;
  return [...(imperfect.length > 0 ? imperfect : [perfect]), ...(skipped > 0 ? [words.skipped(skipped)] : [])];
}

function explainCompleteness({ completeness, rowCount, columns }: Figures): string {
  const words = text.entity.verdict;
  const incomplete = columns.filter(({ nullCount }) => nullCount > 0);
  const worst = incomplete.toSorted((a, b) => b.nullCount - a.nullCount)[0];
  if (!worst) return words.completenessOnly(formatScore(completeness));
  const share = formatPercent((100 * worst.nullCount) / rowCount);
  return words.completeness(formatScore(completeness), incomplete.length, columns.length, worst.name, share);
}

function explainValidity({ validity, rules }: Figures): string {
  const words = text.entity.verdict;
  const checked = rules.filter((rule) => rule.checked > 0);
  const failing = checked.filter((rule) => rule.passed < rule.checked);
  const worst = failing.toSorted((a, b) => b.checked - b.passed - (a.checked - a.passed))[0];
  if (!worst) return words.validityOnly(formatScore(validity));
  return words.validity(
    formatScore(validity),
    failing.length,
    checked.length,
    worst.canonicalKey,
    formatCount(worst.checked - worst.passed),
    formatCount(worst.checked),
  );
}
