import { gradeOf, type QualityFigures, roundHalfUp } from './figures.ts';
import type { KeySpread, Sample, SampledPage } from './sample.ts';

/**
 * How far the figures of a profile, which were computed from some of the rows, may be from those of all rows, in
 * percentage points: in 95 of 100 such profiles they are no further.
 */
export interface ProfileEstimate {
  sampledRows: number;
  completenessError: number;
  uniquenessError: number;
  validityError: number;
  qualityScoreError: number;
}

export interface EstimatedFigures extends QualityFigures {
  /** Of the table, estimated. */
  rowCount: number;
  estimate: ProfileEstimate;
}

interface Interval {
  value: number;
  error: number;
}

/** The two-sided 95 % quantile of the normal distribution. */
const NORMAL = 1.96;
/** If none of n pages has something, at most this / n of all pages have it: the 95 % limit of a Poisson distribution. */
const UNSEEN = 3;

/**
 * The figures of a table from a random sample of its pages. Rows of one page have often been written together and are
 * alike, so the error follows from how pages differ, not rows.
 */
export function estimatedFigures(sample: Sample): EstimatedFigures {
  const { pages, totalPages, columns, keys, hasRules } = sample;
  const sampledRows = sumOf(pages, ({ rows }) => rows);
  const rowCount = pages.length === 0 ? 0 : Math.round((sampledRows / pages.length) * totalPages);
  const completeness = ratio(sample, (page) => ({ part: page.present, whole: page.rows * columns }));
  const validity = hasRules
    ? ratio(sample, ({ passed, checked }) => ({ part: passed, whole: checked }))
    : { value: 100, error: 0 };
  const uniqueness = keys ? distinctShare(sample, keys, { sampledRows, rowCount }) : { value: 100, error: 0 };
  const score = roundHalfUp((completeness.value + uniqueness.value + validity.value) / 3);
  return {
    rowCount,
    completeness: roundHalfUp(completeness.value),
    uniqueness: roundHalfUp(uniqueness.value),
    validity: roundHalfUp(validity.value),
    qualityScore: score,
    qualityGrade: gradeOf(score),
    estimate: {
      sampledRows,
      completenessError: upwards(completeness.error),
      uniquenessError: upwards(uniqueness.error),
      validityError: upwards(validity.error),
      // Their errors may add up: what is wrong in one page is often wrong in all respects.
      qualityScoreError: upwards((completeness.error + uniqueness.error + validity.error) / 3),
    },
  };
}

/** A ratio of two sums over all pages, in percent, from those that were sampled. */
function ratio(
  { pages, totalPages }: Pick<Sample, 'pages' | 'totalPages'>,
  of: (page: SampledPage) => { part: number; whole: number },
): Interval {
  const count = pages.length;
  const whole = sumOf(pages, (page) => of(page).whole);
  // Nothing was seen: it may be anything.
  if (whole === 0) return { value: 100, error: count >= totalPages ? 0 : 100 };
  const share = sumOf(pages, (page) => of(page).part) / whole;
  const squares = sumOf(pages, (page) => (of(page).part - share * of(page).whole) ** 2);
  const unsampled = Math.max(0, 1 - count / totalPages);
  const deviation = Math.sqrt((unsampled * squares) / Math.max(1, count - 1) / count) / (whole / count);
  // What occurs in few pages only makes the deviation itself uncertain, up to one that no sampled page shows.
  const quantile = NORMAL + 3 / Math.max(1, count - 1);
  const error = Math.max((unsampled * UNSEEN) / count, quantile * deviation + unsampled / count);
  return { value: 100 * share, error: Math.min(100, 100 * error) };
}

/**
 * Distinct keys as a percentage of the rows. How many keys the pages have, each page on its own, is a ratio like others.
 * What is left is how many of them are the same as in other pages. At least as many as the sample shows, in proportion;
 * and at most what its pairs of pages with the same key allow, and what follows from the keys that one and two pages
 * have: the lower bound for the number of species when nothing is drawn twice, by A. Chao and C.-W. Lin (2012, Nonparametric
 * lower bounds for species richness and shared species richness under sampling without replacement), with its 95 % limit.
 */
function distinctShare(
  sample: Sample,
  { distinct, once, twice, pairs, occurrences }: KeySpread,
  { sampledRows, rowCount }: { sampledRows: number; rowCount: number },
): Interval {
  const { pages, totalPages } = sample;
  if (sampledRows === 0) return { value: 0, error: pages.length >= totalPages ? 0 : 100 };
  if (pages.length >= totalPages) return { value: (100 * distinct) / sampledRows, error: 0 };
  const inPages = ratio(sample, ({ keys, rows }) => ({ part: keys, whole: rows }));
  const sampled = sampledRows / rowCount;
  const percent = (keys: number) => (100 * keys) / rowCount;

  const shared = occurrences - distinct;
  const leastShared = Math.max(0, shared - NORMAL * Math.sqrt(2 * shared)) / sampled;
  const mostPairs = (pairs + UNSEEN + 3 * Math.sqrt(pairs)) / sampled ** 2;
  const hidden = hiddenKeys(once, twice, sampled);
  const most = inPages.value + inPages.error - percent(leastShared);
  const least = Math.max(
    percent(distinct),
    inPages.value - inPages.error - percent(mostPairs),
    percent(distinct + hidden.least),
  );
  const [from, to] = [Math.max(0, Math.min(least, most)), Math.min(100, most)];
  const value = Math.min(to, Math.max(from, Math.min(inPages.value, percent(distinct + hidden.expected))));
  return { value, error: Math.max(value - from, to - value) };
}

/** How many keys no sampled page has: at least as many as are expected here, and their 95 % limit. */
function hiddenKeys(once: number, twice: number, sampled: number): { expected: number; least: number } {
  const rate = sampled / (1 - sampled);
  const weight = 2 * twice + rate * once;
  if (weight === 0) return { expected: 0, least: 0 };
  const expected = once ** 2 / weight;
  // How much it varies as the two counts do. Keys of one page come together, so these vary more than independent ones.
  const byOnce = (2 * once * weight - rate * once ** 2) / weight ** 2;
  const byTwice = (2 * once ** 2) / weight ** 2;
  const variance = 2 * (once * byOnce ** 2 + twice * byTwice ** 2);
  return { expected, least: expected / Math.exp(NORMAL * Math.sqrt(Math.log(1 + variance / expected ** 2))) };
}

/** To one decimal, and enough for the rounding of the figure and of the one that it estimates. */
function upwards(error: number): number {
  return error === 0 ? 0 : Math.min(100, Math.ceil((error + 0.05) * 10) / 10);
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
