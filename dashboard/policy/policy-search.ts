/** The part of the page's state that its URL contains. */
export type PolicySearch = object;

/** Reads it from a URL; what makes no sense is left out. */
export function readPolicySearch(_search: Record<string, unknown>): PolicySearch {
  return {};
}
