/** The part of the page's state that its URL contains. */
export type ApprovalsSearch = object;

/** Reads it from a URL; what makes no sense is left out. */
export function readApprovalsSearch(_search: Record<string, unknown>): ApprovalsSearch {
  return {};
}
