/** Arguments by which a field says how many items the list below it may have. */
export const SIZE_ARGUMENTS: readonly string[] = ['first', 'last', 'limit'];

/** How many items a list counts for when the cost of an operation is added up. */
class ListSize {
  readonly #otherwise: number;
  readonly #most: number;

  constructor(otherwise: number, most: number) {
    this.#otherwise = otherwise;
    this.#most = most;
  }

  /** `asked`: what the field that leads to the list asks for; undefined: it asks for no size. */
  itemsFor(asked: number | undefined): number {
    return Math.min(Math.max(asked ?? this.#otherwise, 1), this.#most);
  }
}

/**
 * Extensions of a field that is a list of objects: it counts for as many items as such a list may well have. What a
 * rare list has beyond that is bounded by the bytes of the answer.
 */
export function listSize(items: number) {
  return { listSize: new ListSize(items, items) };
}

/** As `listSize`, where one of SIZE_ARGUMENTS says how many there are: on the field whose object holds the list. */
export function askedSize({ otherwise, most }: { otherwise: number; most: number }) {
  return { listSize: new ListSize(otherwise, most) };
}

/** What a field declares of its list; undefined: nothing. */
export function listSizeOf({ extensions }: { extensions: Readonly<Record<string, unknown>> }): ListSize | undefined {
  return extensions.listSize instanceof ListSize ? extensions.listSize : undefined;
}
