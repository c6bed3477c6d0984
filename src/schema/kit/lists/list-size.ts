/** Arguments with which a field says how many items the list below it can have. */
export const SIZE_ARGUMENTS: readonly string[] = ['first', 'last', 'limit'];

/** How many items a list counts for in the cost of an operation. */
class ListSize {
  readonly #otherwise: number;
  readonly #most: number;

  constructor(otherwise: number, most: number) {
    this.#otherwise = otherwise;
    this.#most = most;
  }

  /** `asked`: the size that the field above the list requests; undefined: it requests none. */
  itemsFor(asked: number | undefined): number {
    return Math.min(Math.max(asked ?? this.#otherwise, 1), this.#most);
  }
}

/**
 * Extensions of a field that is a list of objects: it counts for as many items as such a list usually has at most.
 * Longer lists are rare, and limited by the size of the response.
 */
export function listSize(items: number) {
  return { listSize: new ListSize(items, items) };
}

/** As `listSize`, if one of SIZE_ARGUMENTS gives the number of items: on the field whose object contains the list. */
export function askedSize({ otherwise, most }: { otherwise: number; most: number }) {
  return { listSize: new ListSize(otherwise, most) };
}

/**
 * For how many fields one counts that reads all entities of a tenant: for 100,000 entities, that takes Postgres some
 * 50 ms, as long as a page of this many fields.
 */
export const READS_ALL = 2_000;

/** For how many fields one counts that may walk through a large part of the lineage. */
export const WALKS_LINEAGE = 50;

/**
 * Extensions of a field that reads far more than it returns: it counts for as many fields as would take about as long.
 */
export function countsFor(fields: number) {
  return { countsFor: fields };
}

/** For how many fields a field counts by itself. */
export function ownCostOf({ extensions }: { extensions: Readonly<Record<string, unknown>> }): number {
  return typeof extensions.countsFor === 'number' ? extensions.countsFor : 1;
}

/** What a field declares about its list; undefined: nothing. */
export function listSizeOf({ extensions }: { extensions: Readonly<Record<string, unknown>> }): ListSize | undefined {
  return extensions.listSize instanceof ListSize ? extensions.listSize : undefined;
}
