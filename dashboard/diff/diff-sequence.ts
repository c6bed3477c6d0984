export type PieceKind = 'same' | 'removed' | 'added';

export interface Piece<T> {
  kind: PieceKind;
  item: T;
}

/** More comparisons than this are not made: everything in between is then removed and added. */
const MOST_COMPARISONS = 4_000_000;

/** What has to be removed and added to make one sequence the other, with as much as possible left as it is. */
export function diffSequence<T>(before: readonly T[], after: readonly T[]): Piece<T>[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1;
  }
  const same = (items: readonly T[]) => items.map((item): Piece<T> => ({ kind: 'same', item }));
  return [
    ...same(before.slice(0, start)),
    ...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

function diffMiddle<T>(before: readonly T[], after: readonly T[]): Piece<T>[] {
  if (before.length === 0 || after.length === 0 || before.length * after.length > MOST_COMPARISONS) {
    return [
      ...before.map((item): Piece<T> => ({ kind: 'removed', item })),
      ...after.map((item): Piece<T> => ({ kind: 'added', item })),
    ];
  }
  return walk(before, after, commonLengths(before, after));
}

/** For each pair of places, the length of the longest common subsequence of what follows them. */
function commonLengths<T>(before: readonly T[], after: readonly T[]): Uint16Array {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  return lengths;
}

function walk<T>(before: readonly T[], after: readonly T[], lengths: Uint16Array): Piece<T>[] {
  const width = after.length + 1;
  const pieces: Piece<T>[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [old] = before.slice(i, i + 1);
    const [current] = after.slice(j, j + 1);
    if (old === undefined && current === undefined) return pieces;
    if (old !== undefined && old === current) {
      pieces.push({ kind: 'same', item: old });
      i += 1;
      j += 1;
    } else if (
      old !== undefined &&
      (current === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      pieces.push({ kind: 'removed', item: old });
      i += 1;
    } else if (current !== undefined) {
      pieces.push({ kind: 'added', item: current });
      j += 1;
    }
  }
}
