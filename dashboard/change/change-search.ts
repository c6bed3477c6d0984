import { readEntityType } from '../entities/entity-type.ts';
import type { EntityType } from '../gql/types.ts';
import { readList, readText } from '../ui/read-search.ts';

/** The part of the state that the URL of a form contains. */
export interface ChangeSearch {
  /** Left out: an update. */
  kind?: 'DEPRECATE' | 'REACTIVATE';
  /** Id of the item of the draft of a change set that is edited. */
  item?: string;
}

/** What a new entity is bound to at first. */
export interface Binding {
  schema?: string;
  table?: string;
  column?: string;
  keyColumns?: readonly string[];
}

export interface NewEntitySearch extends Binding {
  /** What is to be created. */
  type?: EntityType;
  /** Id of the item of the draft of a change set that is edited. */
  item?: string;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readChangeSearch(search: Record<string, unknown>): ChangeSearch {
  const { kind } = search;
  const item = readText(search.item);
  return {
    ...((kind === 'DEPRECATE' || kind === 'REACTIVATE') && { kind }),
    ...(item !== undefined && { item }),
  };
}

export function readNewEntitySearch(search: Record<string, unknown>): NewEntitySearch {
  const type = readEntityType(search.type);
  const item = readText(search.item);
  if (!type) return {};
  const [schema, table, column] = [readText(search.schema), readText(search.table), readText(search.column)];
  const keyColumns = readList(search.keyColumns, (name) => name);
  return {
    type,
    ...(schema !== undefined && { schema }),
    ...(table !== undefined && { table }),
    ...(column !== undefined && { column }),
    ...(keyColumns && { keyColumns }),
    ...(item !== undefined && { item }),
  };
}
