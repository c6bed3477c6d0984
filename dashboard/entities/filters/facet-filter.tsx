import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';

import { UNCACHED } from '../../graph/uncached.ts';
import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { ErrorNote } from '../../ui/notes.tsx';
import { Popover } from '../../ui/overlay/popover.tsx';
import { EntityFacetsDocument } from '../entities.generated.ts';
import { toFilter } from '../entities-query.ts';
import type { EntitiesSearch } from '../entities-search.ts';
import { type FacetName, type FilterOption, optionsOf } from './filter-options.ts';

export interface FacetFilterProps<V extends string> {
  name: ListFilter;
  search: EntitiesSearch;
  selected: readonly V[];
  /** All values with their labels; undefined: the facet says which there are. */
  known?: readonly (readonly [value: V, label: string])[];
  countsAge: number;
  onChange: (values: readonly string[]) => void;
}

/** Conditions with a list of values. */
export type ListFilter = FacetName | 'profileStates' | 'statuses';

const FACETS: Readonly<Record<ListFilter, FacetName | undefined>> = {
  entityTypes: 'entityTypes',
  tiers: 'tiers',
  grades: 'grades',
  owners: 'owners',
  tags: 'tags',
  standardPacks: 'standardPacks',
  profileStates: undefined,
  statuses: undefined,
};

/** As many as the server gives of a facet. */
const MOST_VALUES = 100;
const FIND_FROM = 9;
const words = text.entities.filters;

/** A condition of which one chooses values; each with the number of entities that match the other conditions. */
export function FacetFilter<V extends string>(props: FacetFilterProps<V>) {
  const { name, selected, known } = props;
  const [first] = selected;
  const label = words[name];
  const firstLabel = known?.find(([value]) => value === first)?.[1] ?? first;
  return (
    <Popover
      label={label}
      trigger={
        <Button kind={first === undefined ? 'plain' : 'chosen'} size="small" className="max-w-56">
          <span className="truncate">{words.button(label, firstLabel)}</span>
          {selected.length > 1 && <span>+{selected.length - 1}</span>}
          <ChevronDown aria-hidden size={13} className="shrink-0 opacity-70" />
        </Button>
      }
    >
      <Options {...props} />
    </Popover>
  );
}

function Options<V extends string>({ name, search, selected, known, countsAge, onChange }: FacetFilterProps<V>) {
  const facet = FACETS[name];
  const [find, setFind] = useState('');
  const [{ data, error }, ask] = useQuery({
    query: EntityFacetsDocument,
    variables: {
      filter: toFilter(search, name),
      entityTypes: facet === 'entityTypes',
      tiers: facet === 'tiers',
      grades: facet === 'grades',
      owners: facet === 'owners',
      tags: facet === 'tags',
      standardPacks: facet === 'standardPacks',
    },
    pause: facet === undefined,
    context: UNCACHED,
  });
  // Events have changed the numbers.
  useEffect(() => {
    if (countsAge > 0 && facet !== undefined) ask();
  }, [countsAge, facet, ask]);

  const counts = facet === undefined ? undefined : data?.entities.facets[facet];
  const options = optionsOf({ counts, known, selected });
  const needle = find.trim().toLowerCase();
  const found = options.filter(({ label }) => label.toLowerCase().includes(needle));
  const without = counts?.find(({ value }) => value === null);
  return (
    <>
      {options.length >= FIND_FROM && (
        <div className="border-b border-line p-2">
          <Input
            type="search"
            aria-label={words.find}
            placeholder={words.find}
            value={find}
            onChange={(event) => {
              setFind(event.target.value);
            }}
          />
        </div>
      )}
      <div className="max-h-72 min-h-24 overflow-y-auto p-1">
        {error && <ErrorNote error={error} />}
        {found.map((option) => (
          <Option
            key={option.value}
            option={option}
            hasCounts={counts !== undefined}
            onChange={(isSelected) => {
              onChange(isSelected ? [...selected, option.value] : selected.filter((value) => value !== option.value));
            }}
          />
        ))}
        {found.length === 0 && counts !== undefined && <p className="px-2 py-1.5 text-muted">{words.noMatch}</p>}
        {without && needle === '' && (
          <p className="flex justify-between gap-2 px-2 py-1.5 pl-8 text-muted">
            {words.noValue} <span className="tabular-nums">{formatCount(without.count)}</span>
          </p>
        )}
        {(counts?.length ?? 0) >= MOST_VALUES && <p className="px-2 py-1.5 text-xs text-muted">{words.most}</p>}
      </div>
      <div className="border-t border-line p-1">
        <Button
          kind="quiet"
          size="small"
          className="w-full"
          disabled={selected.length === 0}
          onClick={() => {
            onChange([]);
          }}
        >
          {words.clearOne}
        </Button>
      </div>
    </>
  );
}

interface OptionProps {
  option: FilterOption;
  hasCounts: boolean;
  onChange: (isSelected: boolean) => void;
}

function Option({ option: { label, count, isSelected }, hasCounts, onChange }: OptionProps) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 text-sm hover:bg-hover">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-(--accent)"
        checked={isSelected}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span className="min-w-0 flex-1 truncate" title={label}>
        {label}
      </span>
      {hasCounts && <span className="text-muted tabular-nums">{formatCount(count)}</span>}
    </label>
  );
}
