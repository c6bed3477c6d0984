import type { EntityFacetsQuery } from '../entities.generated.ts';

export type FacetName = Exclude<keyof EntityFacetsQuery['entities']['facets'], '__typename'>;

export interface FilterOption {
  value: string;
  label: string;
  /** Of the entities that match the other conditions. */
  count: number;
  isSelected: boolean;
}

export interface OptionsInput {
  counts: readonly { value: string | null; count: number }[] | undefined;
  /** All values with their labels, in their order; undefined: those that are counted or selected, as they are. */
  known: readonly (readonly [value: string, label: string])[] | undefined;
  selected: readonly string[];
}

/** What can be chosen. What is selected can be given up again, also if nothing has that value any more. */
export function optionsOf({ counts = [], known, selected }: OptionsInput): readonly FilterOption[] {
  const countOf = new Map(counts.map(({ value, count }) => [value, count]));
  const counted = counts.flatMap(({ value }) => (value === null ? [] : [value]));
  const values = known ?? [...new Set([...counted, ...selected])].map((value) => [value, value] as const);
  return values.map(([value, label]) => ({
    value,
    label,
    count: countOf.get(value) ?? 0,
    isSelected: selected.includes(value),
  }));
}
