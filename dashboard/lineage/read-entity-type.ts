import type { EntityType } from '../gql/types.ts';

const TYPES: readonly EntityType[] = ['METADATA', 'KPI', 'GLOSSARY', 'BUSINESS_RULE', 'TAG', 'LINEAGE'];

/** As a URL or a browser's storage has it; undefined if there is no such type. */
export function readEntityType(type: unknown): EntityType | undefined {
  return TYPES.find((each) => each === type);
}
