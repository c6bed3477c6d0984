import { readEntityType } from '../entities/entity-type.ts';
import type { EntityType } from '../gql/types.ts';

/** The part of the state that the URL of a form contains. */
export interface ChangeSearch {
  /** Left out: an update. */
  kind?: 'DEPRECATE';
}

export interface NewEntitySearch {
  /** What is to be created. */
  type?: EntityType;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readChangeSearch({ kind }: Record<string, unknown>): ChangeSearch {
  return kind === 'DEPRECATE' ? { kind } : {};
}

export function readNewEntitySearch(search: Record<string, unknown>): NewEntitySearch {
  const type = readEntityType(search.type);
  return type ? { type } : {};
}
