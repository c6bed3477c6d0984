import { readEntityType } from '../entities/entity-type.ts';
import type { EntityType } from '../gql/types.ts';
import { readText } from '../ui/read-search.ts';

/** The part of the state that the URL of a form contains. */
export interface ChangeSearch {
  /** Left out: an update. */
  kind?: 'DEPRECATE' | 'REACTIVATE';
  /** Id of the item of the draft of a change set that is edited. */
  item?: string;
}

export interface NewEntitySearch {
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
  return { ...(type && { type }), ...(item !== undefined && { item }) };
}
