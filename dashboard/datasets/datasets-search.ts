import { readText } from '../ui/read-search.ts';

/** The part of the list's state that its URL contains. */
export interface DatasetsSearch {
  /** Words in the name of the table with its schema. */
  search?: string;
  /** Only tables of this schema. */
  schema?: string;
}

/** The part of one dataset's state that its URL contains. */
export interface DatasetSearch {
  /** Whether rules are suggested, for which the warehouse is read. */
  suggest?: true;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readDatasetsSearch(given: Record<string, unknown>): DatasetsSearch {
  const search = readText(given.search);
  const schema = readText(given.schema);
  return { ...(search !== undefined && { search }), ...(schema !== undefined && { schema }) };
}

export function readDatasetSearch({ suggest }: Record<string, unknown>): DatasetSearch {
  return suggest === true ? { suggest } : {};
}

/** How many datasets are asked for at once. */
export const PAGE_SIZE = 50;
