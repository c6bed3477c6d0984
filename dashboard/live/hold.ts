/** A row of a list whose rows stay where they are. */
export interface HeldRow<T> {
  key: string;
  /** As it is now; as it last was, if it is gone. */
  item: T;
  /** Whether the list would no longer have it. */
  isGone: boolean;
}

export interface HeldList<T> {
  rows: readonly HeldRow<T>[];
  /** How many would be added. */
  newCount: number;
  goneCount: number;
}

/** The rows of a list as the reader has seen them, each with what is known about it now. */
export function hold<T>(seen: readonly T[], current: readonly T[], keyOf: (item: T) => string): HeldList<T> {
  const now = new Map(current.map((item) => [keyOf(item), item]));
  const rows = seen.map((item) => {
    const key = keyOf(item);
    const known = now.get(key);
    now.delete(key);
    return { key, item: known ?? item, isGone: known === undefined };
  });
  return { rows, newCount: now.size, goneCount: rows.filter(({ isGone }) => isGone).length };
}
