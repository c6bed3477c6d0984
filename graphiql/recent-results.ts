/** How many results of a subscription the page shows. */
export const SHOWN_RESULTS = 50;

/** The last results of a subscription, newest first. */
export interface RecentResults<R> {
  add(result: R): void;
  /** Puts another result in the place of the newest. */
  replaceNewest(result: R): void;
  newestFirst(): readonly R[];
  /** How many there have been, those included that are not kept any more. */
  readonly count: number;
}

export function createRecentResults<R>(): RecentResults<R> {
  let kept: readonly R[] = [];
  let count = 0;
  return {
    add(result) {
      kept = [result, ...kept.slice(0, SHOWN_RESULTS - 1)];
      count++;
    },
    replaceNewest(result) {
      kept = [result, ...kept.slice(1)];
    },
    newestFirst: () => kept,
    get count() {
      return count;
    },
  };
}
