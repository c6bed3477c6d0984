/** The part of the page's state that its URL contains. */
export type AdministrationSearch = object;

/** Reads it from a URL; what makes no sense is left out. */
export function readAdministrationSearch(_search: Record<string, unknown>): AdministrationSearch {
  return {};
}
