import { X } from 'lucide-react';

import type { QualityGrade } from '../../gql/types.ts';
import { formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { SearchInput } from '../../ui/inputs/search-input.tsx';
import { hasCondition, withoutConditions, withPart } from '../entities-query.ts';
import { type EntitiesSearch, readEntitiesSearch } from '../entities-search.ts';
import { FacetFilter, type ListFilter } from './facet-filter.tsx';

export interface FilterBarProps {
  search: EntitiesSearch;
  countsAge: number;
  /** @param isReplacing whether the view before is not one to come back to */
  onChange: (search: EntitiesSearch, isReplacing?: boolean) => void;
}

const words = text.entities.filters;
const GRADES: readonly QualityGrade[] = ['A', 'B', 'C', 'D', 'F'];

/** Lists of values, with all values where they are known. */
const LISTS: readonly (readonly [name: ListFilter, known?: readonly (readonly [value: string, label: string])[]])[] = [
  ['tiers', Object.entries(text.tiers)],
  ['entityTypes', Object.entries(text.entityTypes)],
  ['grades', GRADES.map((grade) => [grade, grade] as const)],
  ['profileStates', Object.entries(text.profileStates)],
  ['owners'],
  ['tags'],
  ['standardPacks'],
  ['statuses', Object.entries(text.statuses)],
];

/** Everything that narrows the list. All of it is in the URL. */
export function FilterBar({ search, countsAge, onChange }: FilterBarProps) {
  return (
    <div role="group" aria-label={words.label} className="flex flex-wrap items-center gap-1.5" data-print="no">
      <SearchInput
        label={text.entities.search}
        placeholder={text.entities.searchHere}
        value={search.search ?? ''}
        onSearch={(found, isGoingOn) => {
          onChange(withPart(search, 'search', found), isGoingOn);
        }}
      />
      {/* On a narrow screen they are one line that can be moved sideways: the rows come first. */}
      <div className="flex items-center gap-1.5 max-sm:-m-1 max-sm:w-[calc(100%+0.5rem)] max-sm:overflow-x-auto max-sm:p-1 sm:contents [&>button]:shrink-0">
        {LISTS.map(([name, known]) => (
          <FacetFilter
            key={name}
            name={name}
            search={search}
            selected={search[name] ?? []}
            {...(known && { known })}
            countsAge={countsAge}
            onChange={(values) => {
              onChange(readEntitiesSearch({ ...search, [name]: values }));
            }}
          />
        ))}
        <Toggle name="followed" search={search} onChange={onChange} />
        <Toggle name="pending" search={search} onChange={onChange} />
        <Removable
          label={search.dataset === undefined ? undefined : words.dataset(search.dataset)}
          onRemove={() => {
            onChange(withPart(search, 'dataset', undefined));
          }}
        />
        <Removable
          label={search.maxScore === undefined ? undefined : words.maxScore(formatScore(search.maxScore))}
          onRemove={() => {
            onChange(withPart(search, 'maxScore', undefined));
          }}
        />
        {hasCondition(search) && (
          <Button
            kind="quiet"
            size="small"
            onClick={() => {
              onChange(withoutConditions(search));
            }}
          >
            {words.clear}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ToggleProps {
  name: 'followed' | 'pending';
  search: EntitiesSearch;
  onChange: (search: EntitiesSearch) => void;
}

/** A URL can also ask for those that are not: then one can remove that. */
function Toggle({ name, search, onChange }: ToggleProps) {
  const value = search[name];
  const change = (next: true | undefined) => {
    onChange(withPart(search, name, next));
  };
  if (value === false) {
    return (
      <Removable
        label={name === 'followed' ? words.notFollowed : words.notPending}
        onRemove={() => {
          change(undefined);
        }}
      />
    );
  }
  return (
    <Button
      kind={value === true ? 'chosen' : 'plain'}
      size="small"
      aria-pressed={value === true}
      onClick={() => {
        change(value === true ? undefined : true);
      }}
    >
      {words[name]}
    </Button>
  );
}

function Removable({ label, onRemove }: { label: string | undefined; onRemove: () => void }) {
  if (label === undefined) return null;
  return (
    <Button kind="chosen" size="small" className="max-w-full" aria-label={words.remove(label)} onClick={onRemove}>
      <span className="truncate">{label}</span>
      <X aria-hidden size={13} className="shrink-0" />
    </Button>
  );
}
