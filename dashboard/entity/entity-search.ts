/** The part of the page's state that its URL contains. */
export type EntitySearch = object;

/** Reads it from a URL; what makes no sense is left out. */
export function readEntitySearch(_search: Record<string, unknown>): EntitySearch {
  return {};
}
