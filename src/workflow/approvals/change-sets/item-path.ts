import type { Issue } from '../../../domain/entities/entity-change.ts';

/** The issues of an item, by their paths in the input of its change set. */
export function atItem(position: number, issues: readonly Issue[]): Issue[] {
  return issues.map(({ path, message }) => ({ path: [...pathOf(position), ...path], message }));
}

/** Items that a sentence names; it counts the others. */
const MOST_NAMED = 5;

/**
 * The warnings of the items of a set, by position, each once: what is the same of several, such as an owner whom nobody
 * knows, is said of the first, and names the others.
 */
export function warningsOfSet(items: readonly (readonly Issue[])[]): Issue[] {
  const found = new Map<string, { issue: Issue; positions: number[] }>();
  for (const [position, issues] of items.entries()) {
    for (const issue of issues) {
      const key = JSON.stringify([issue.path, issue.message]);
      const same = found.get(key) ?? { issue, positions: [] };
      if (!same.positions.includes(position)) same.positions.push(position);
      found.set(key, same);
    }
  }
  return [...found.values()].flatMap(({ issue: { path, message }, positions: [first = 0, ...others] }) =>
    atItem(first, [{ path, message: others.length === 0 ? message : withOthers(message, others) }]),
  );
}

function withOthers(message: string, positions: readonly number[]): string {
  const named = positions.slice(0, MOST_NAMED).map((position) => pathOf(position).join('.'));
  const rest = positions.length - named.length;
  const others = [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  const isSentence = /[.?]$/.test(message);
  return isSentence ? `${message} The same is so of ${others}.` : `${message}; the same is so of ${others}`;
}

function pathOf(position: number): string[] {
  return ['items', String(position)];
}
