import type { EntityType } from '../gql/types.ts';

export const ENTITY_TYPES: readonly EntityType[] = ['METADATA', 'KPI', 'GLOSSARY', 'BUSINESS_RULE', 'TAG', 'LINEAGE'];

/** What identifies an entity within its tenant. */
export interface EntityName {
  entityType: EntityType;
  canonicalKey: string;
}

/** As a URL or a browser's storage has it, in lower case as well; undefined if there is no such type. */
export function readEntityType(value: unknown): EntityType | undefined {
  return typeof value === 'string' ? ENTITY_TYPES.find((type) => type === value.toUpperCase()) : undefined;
}
