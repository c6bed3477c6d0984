/** The part of the page's state that its URL contains. */
export type LineageSearch = object;

/** Reads it from a URL; what makes no sense is left out. */
export function readLineageSearch(_search: Record<string, unknown>): LineageSearch {
  return {};
}
