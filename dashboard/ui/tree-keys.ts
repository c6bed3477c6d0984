/** What the keys of a tree need to know of a row. */
export interface TreeRow {
  /** From 1. */
  level: number;
  /** Undefined: nothing is below it. */
  isOpen?: boolean | undefined;
}

export type TreeMove = { kind: 'focus'; index: number } | { kind: 'open' | 'close'; index: number };

/**
 * What a key does in a tree, as the ARIA practices describe: up, down, home and end go from row to row, right opens a
 * row or goes into it, left closes it or goes to the one that it belongs to. Undefined: nothing.
 */
export function treeMove(rows: readonly TreeRow[], index: number, key: string): TreeMove | undefined {
  const row = rows[index];
  if (!row) return undefined;
  const focus = (to: number): TreeMove | undefined =>
    to >= 0 && to < rows.length && to !== index ? { kind: 'focus', index: to } : undefined;
  switch (key) {
    case 'ArrowDown':
      return focus(index + 1);
    case 'ArrowUp':
      return focus(index - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (row.isOpen === false) return { kind: 'open', index };
      return row.isOpen && (rows[index + 1]?.level ?? 0) > row.level ? focus(index + 1) : undefined;
    case 'ArrowLeft':
      if (row.isOpen) return { kind: 'close', index };
      return focus(rows.slice(0, index).findLastIndex(({ level }) => level < row.level));
    default:
      return undefined;
  }
}
