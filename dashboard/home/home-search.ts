/** The part of the page's state that its URL contains. */
export type HomeSearch = object;

/** Reads it from a URL; what makes no sense is left out. */
export function readHomeSearch(_search: Record<string, unknown>): HomeSearch {
  return {};
}
