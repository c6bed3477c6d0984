/** What one page of a table contributes to a sample. */
export interface SampledPage {
  rows: number;
  /** Values that are there. */
  present: number;
  /** Values that rules were applied to, and those that pass. */
  checked: number;
  passed: number;
  /** Distinct keys; 0 if they are not counted. */
  keys: number;
}

/** In how many of the sampled pages the keys occur. */
export interface KeySpread {
  distinct: number;
  /** Keys of one page only, and of two. */
  once: number;
  twice: number;
  /** Pairs of pages with the same key. */
  pairs: number;
  /** Pages of each key, summed up. */
  occurrences: number;
}

export interface Sample {
  pages: readonly SampledPage[];
  /** Of the table. */
  totalPages: number;
  columns: number;
  /** Undefined: no two rows have the same key. */
  keys: KeySpread | undefined;
  hasRules: boolean;
}
