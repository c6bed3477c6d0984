/** Most names that are offered instead of one that is wrong. */
const MOST_OFFERED = 3;
/** A typing error in so many letters, at most three, still leaves a name to be recognized. */
const LETTERS_FOR_AN_ERROR = 4;
const MOST_ERRORS = 3;

/**
 * Those of the names that may have been meant, the likeliest first: names that differ in case, else in what separates
 * words, else by few typing errors, and of these the nearest alone.
 */
export function nearNames(wanted: string, names: Iterable<string>): string[] {
  const text = wanted.toLowerCase();
  const most = Math.min(MOST_ERRORS, Math.ceil(text.length / LETTERS_FOR_AN_ERROR));
  const near: { name: string; errors: number }[] = [];
  for (const name of new Set(names)) {
    if (name === wanted) continue;
    const errors = errorsBetween(text, name.toLowerCase(), most);
    if (errors <= most) near.push({ name, errors });
  }
  const least = Math.min(...near.map(({ errors }) => errors));
  return near
    .filter(({ errors }) => errors === least)
    .map(({ name }) => ({ name, errors: editDistance(wanted, name) }))
    .toSorted((one, other) => one.errors - other.errors || (one.name < other.name ? -1 : 1))
    .slice(0, MOST_OFFERED)
    .map(({ name }) => name);
}

/** To go on after a sentence that names what is wrong; nothing if there is nothing to offer. */
export function didYouMean(names: readonly string[]): string {
  const [last = '', ...others] = names.toReversed();
  if (others.length === 0) return last && `; did you mean ${last}?`;
  return `; did you mean ${others.toReversed().join(', ')} or ${last}?`;
}

function errorsBetween(one: string, other: string, most: number): number {
  if (one === other) return 0;
  if (withoutSeparators(one) === withoutSeparators(other)) return 0.5;
  if (Math.abs(one.length - other.length) > most) return Infinity;
  return editDistance(one, other);
}

function withoutSeparators(text: string): string {
  return text.replaceAll(/[\s_.-]/g, '');
}

/** Letters to add, leave out, replace or exchange with their neighbour. */
function editDistance(text: string, otherText: string): number {
  const [one, other] = [Array.from(text), Array.from(otherText)];
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of one.entries()) {
    const next = [row + 1];
    for (const [column, otherLetter] of other.entries()) {
      const cost = letter === otherLetter ? 0 : 1;
      const steps = [(last[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1, (last[column] ?? 0) + cost];
      const isExchanged = letter === other[column - 1] && one[row - 1] === otherLetter;
      if (isExchanged) steps.push((before[column - 1] ?? 0) + 1);
      next.push(Math.min(...steps));
    }
    [before, last] = [last, next];
  }
  return last[other.length] ?? 0;
}
