import { readEntityType } from '../entities/entity-type.ts';
import type { EntityType } from '../gql/types.ts';
import { readList, readText } from '../ui/read-search.ts';

/** The part of the state that the URL of a form contains. */
export interface ChangeSearch {
  /** Left out: an update. */
  kind?: 'DEPRECATE';
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
}

/** Reads it from a URL; what makes no sense is left out. */
export function readChangeSearch({ kind }: Record<string, unknown>): ChangeSearch {
  return kind === 'DEPRECATE' ? { kind } : {};
}

export function readNewEntitySearch(search: Record<string, unknown>): NewEntitySearch {
  const type = readEntityType(search.type);
  if (!type) return {};
  const [schema, table, column] = [readText(search.schema), readText(search.table), readText(search.column)];
  const keyColumns = readList(search.keyColumns, (name) => name);
  return {
    type,
    ...(schema !== undefined && { schema }),
    ...(table !== undefined && { table }),
    ...(column !== undefined && { column }),
    ...(keyColumns && { keyColumns }),
  };
}
