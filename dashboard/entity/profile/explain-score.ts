import { formatCount, formatPercent } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { gravestFirst, isFailing } from '../rules/rule-figures.ts';
import type { RuleNames } from '../rules/rule-names.ts';
import type { ProfileFiguresFragment } from './latest-profile.generated.ts';

export type Figures = Pick<
  ProfileFiguresFragment,
  'rowCount' | 'completeness' | 'uniqueness' | 'validity' | 'columns' | 'rules'
>;

/**
 * Why a score is what it is: a sentence for each dimension that is not perfect, the worst first. Where a critical rule
 * fails, nothing comes before that.
 */
export function explainScore(figures: Figures, names: RuleNames): string[] {
  const words = text.entity.verdict;
  const { rowCount, completeness, uniqueness, validity, rules } = figures;
  if (rowCount === 0) return [words.empty];
  const skipped = rules.filter(({ skippedBecause }) => skippedBecause !== null).length;
  const isCritical = rules.some((rule) => rule.severity === 'CRITICAL' && isFailing(rule));
  const imperfect = [
    { value: completeness, weight: completeness, explain: () => explainCompleteness(figures) },
    {
      value: uniqueness,
      weight: uniqueness,
      explain: () => words.uniqueness(formatPercent(uniqueness), formatPercent(100 - uniqueness)),
    },
    { value: validity, weight: isCritical ? -1 : validity, explain: () => explainValidity(figures, names) },
  ]
    .filter(({ value }) => value < 100)
    .sort((a, b) => a.weight - b.weight)
    .map(({ explain }) => explain());
  const perfect = rules.length > skipped ? words.perfect : words.perfectWithoutRules;
  return [...(imperfect.length > 0 ? imperfect : [perfect]), ...(skipped > 0 ? [words.skipped(skipped)] : [])];
}

function explainCompleteness({ completeness, rowCount, columns }: Figures): string {
  const words = text.entity.verdict;
  const incomplete = columns.filter(({ nullCount }) => nullCount > 0);
  const worst = incomplete.toSorted((a, b) => b.nullCount - a.nullCount)[0];
  if (!worst) return words.completenessOnly(formatPercent(completeness));
  const share = formatPercent((100 * worst.nullCount) / rowCount);
  return words.completeness(formatPercent(completeness), incomplete.length, columns.length, worst.name, share);
}

function explainValidity({ validity, rules }: Figures, names: RuleNames): string {
  const words = text.entity.verdict;
  const checked = rules.filter((rule) => rule.checked > 0);
  const failing = checked.filter(isFailing).sort(gravestFirst);
  const [worst] = failing;
  if (!worst) return words.validityOnly(formatPercent(validity));
  return words.validity(formatPercent(validity), {
    all: checked.length,
    failing: failing.length,
    critical: failing.filter(({ severity }) => severity === 'CRITICAL').length,
    worst: names.get(worst.canonicalKey) ?? worst.canonicalKey,
    failed: formatCount(worst.checked - worst.passed),
    checked: formatCount(worst.checked),
  });
}
