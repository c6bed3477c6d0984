import type { EntityType } from '../gql/types.ts';
import { text } from '../text/text.ts';

/** What identifies an entity within its tenant. */
export interface EntityName {
  entityType: EntityType;
  canonicalKey: string;
}

export function isEntityType(value: string): value is EntityType {
  return Object.hasOwn(text.entityTypes, value);
}
