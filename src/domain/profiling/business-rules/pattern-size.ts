/** Largest accepted pattern, as measured by `patternSize`. */
export const MAX_PATTERN_SIZE = 1_000;

/**
 * Minimum count for a repetition without an upper bound, and for an optional atom, which cost more than their
 * characters suggest. The time to compile optional copies grows faster than the third power of their number.
 */
const LEAST_WEIGHT = 4;

const TOKENS = /\\.|\[\^?\]?(?:\[[:.=].*?[:.=]\]|\\.|[^\]])*\]|\{\d*,?\d*\}|\(\?<?[:=!]|[^]/g;

interface Group {
  size: number;
  /** Size of the last atom, which a quantifier then multiplies. */
  last: number;
  /** Whether the current alternative is not empty. */
  isBranchFilled: boolean;
  /** Whether one of its alternatives is empty, which makes the whole group optional. */
  mayBeMissing: boolean;
}

/**
 * Approximately how many states a POSIX regular expression compiles to: one for each character, class or escape, times
 * the bounds of all quantifiers around it. Postgres expands nested bounds into copies, and the embedded Postgres
 * crashes if they need more stack than it has; so the size is checked before Postgres sees the pattern.
 */
export function patternSize(pattern: string): number {
  const groups: Group[] = [newGroup()];
  let isQuantified = false;

  function add(size: number): void {
    const group = groups.at(-1);
    if (!group) return;
    group.size += size;
    group.last = size;
    group.isBranchFilled = true;
  }

  function repeat(times: number): void {
    const group = groups.at(-1);
    if (!group) return;
    group.size += group.last * (times - 1);
    group.last *= times;
  }

  function endBranch(): void {
    const group = groups.at(-1);
    if (!group) return;
    group.mayBeMissing ||= !group.isBranchFilled;
    group.isBranchFilled = false;
  }

  for (const token of pattern.match(TOKENS) ?? []) {
    // After another quantifier, it makes that one lazy.
    const isLazyMark: boolean = token === '?' && isQuantified;
    isQuantified = !isLazyMark && /^(?:[*+?]$|\{\d)/.test(token);
    if (isLazyMark) continue;
    if (isQuantified) repeat(weightOf(token));
    else if (token.startsWith('(')) groups.push(newGroup());
    else if (token === '|') endBranch();
    else if (token === ')') {
      endBranch();
      const closed = groups.length > 1 ? groups.pop() : undefined;
      add(closed ? closed.size * (closed.mayBeMissing ? LEAST_WEIGHT : 1) : 0);
    } else add(1);
  }
  return groups.reduce((sum, { size }) => sum + size, 0);
}

function newGroup(): Group {
  return { size: 0, last: 0, isBranchFilled: false, mayBeMissing: false };
}

/** The largest bound of a quantifier. */
function weightOf(quantifier: string): number {
  const [least = 0, ...others] = quantifier.match(/\d+/g)?.map(Number) ?? [];
  return Math.max(least === 0 ? LEAST_WEIGHT : 1, least, ...others);
}
