/** Largest pattern that is taken, by the measure of `patternSize`. */
export const MAX_PATTERN_SIZE = 1_000;

/** What an unbounded repetition counts for: it makes the automaton larger than its characters say. */
const STAR_WEIGHT = 4;

/**
 * About how many states a POSIX regular expression compiles to: one for each character, class or escape, times the
 * bounds that it stands under. Postgres compiles nested bounds into copies, and the embedded one does not survive it
 * when those take more stack than it has; so this is asked before Postgres is.
 */
export function patternSize(pattern: string): number {
  // The size of each open group, and of the last atom in the innermost one, which a repetition then multiplies.
  const groups: { size: number; last: number }[] = [{ size: 0, last: 0 }];
  const tokens = pattern.match(/\\.|\[\^?\]?(?:\[[:.=].*?[:.=]\]|\\.|[^\]])*\]|\{\d*,?\d*\}|[^]/g) ?? [];

  function add(size: number): void {
    const group = groups.at(-1);
    if (!group) return;
    group.size += size;
    group.last = size;
  }

  function repeat(times: number): void {
    const group = groups.at(-1);
    if (!group) return;
    group.size += group.last * (times - 1);
    group.last *= times;
  }

  for (const token of tokens) {
    if (token === '(') groups.push({ size: 0, last: 0 });
    else if (token === ')') {
      const closed = groups.length > 1 ? groups.pop() : undefined;
      add(closed?.size ?? 0);
    } else if (token === '*' || token === '+') repeat(STAR_WEIGHT);
    else if (/^\{\d/.test(token)) repeat(Math.max(1, ...(token.match(/\d+/g)?.map(Number) ?? [])));
    else if (token !== '|' && token !== '?') add(1);
  }
  return groups.reduce((sum, { size }) => sum + size, 0);
}
