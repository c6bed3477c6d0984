/** The part of the page's state that its URL contains. */
export interface EntitiesSearch {
  /** Words to search for. */
  search?: string;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readEntitiesSearch({ search }: Record<string, unknown>): EntitiesSearch {
  return typeof search === 'string' && search !== '' ? { search } : {};
}
