export const ENTITY_ORDER_FIELDS = [
  'CANONICAL_KEY',
  'NAME',
  'TIER',
  'QUALITY_SCORE',
  'LAST_PROFILED_AT',
  'NEXT_PROFILE_DUE_AT',
  'UPDATED_AT',
] as const;
export type EntityOrderField = (typeof ENTITY_ORDER_FIELDS)[number];

export const ORDER_DIRECTIONS = ['ASC', 'DESC'] as const;
export type OrderDirection = (typeof ORDER_DIRECTIONS)[number];

/** How a list of entities is sorted. Entities without a value come last in both directions. */
export interface EntityOrder {
  field: EntityOrderField;
  direction: OrderDirection;
}
