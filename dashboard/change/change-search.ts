import type { EntityType } from '../gql/types.ts';
import { text } from '../text/text.ts';

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

export function readNewEntitySearch({ type }: Record<string, unknown>): NewEntitySearch {
  return isEntityType(type) ? { type } : {};
}

export function isEntityType(value: unknown): value is EntityType {
  return typeof value === 'string' && Object.hasOwn(text.entityTypes, value);
}
