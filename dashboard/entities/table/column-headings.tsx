import { ArrowDown, ArrowUp } from 'lucide-react';

import { text } from '../../text/text.ts';
import { classNames } from '../../ui/class-names.ts';
import { nextSort } from '../entities-query.ts';
import { type EntitiesSearch, type EntitiesSort, partsOfSort } from '../entities-search.ts';
import { COLUMN_LOOKS, type ColumnId } from './entity-columns.tsx';

export interface ColumnHeadingsProps {
  shown: readonly ColumnId[];
  search: EntitiesSearch;
  /** Undefined: one cannot press them. */
  onSort?: (sort: EntitiesSort | undefined) => void;
}

/** The first row of the table. Those that the server can sort by are buttons. */
export function ColumnHeadings({ shown, search, onSort }: ColumnHeadingsProps) {
  // Without an order of one's own, the list is in that of its keys; a search has the best match first.
  const sort = search.sort ?? (search.search === undefined ? 'CANONICAL_KEY.ASC' : undefined);
  return shown.map((column) => {
    const { sort: first, isNumber } = COLUMN_LOOKS[column];
    const sorts: readonly (readonly [label: string, first: EntitiesSort | undefined])[] = [
      [text.entities.columns[column], first],
      ...(column === 'name' ? [[text.entities.columns.key, 'CANONICAL_KEY.ASC'] as const] : []),
    ];
    return (
      <div
        key={column}
        role="columnheader"
        aria-sort={ariaSort(sort, sorts)}
        className={classNames('flex min-w-0 items-center gap-2 px-2', isNumber && 'justify-end')}
      >
        {sorts.map(([label, own]) =>
          own === undefined || !onSort ? (
            <span key={label} className="truncate">
              {label}
            </span>
          ) : (
            <SortButton
              key={label}
              label={label}
              isNumber={isNumber ?? false}
              direction={isBy(sort, own) ? partsOfSort(sort ?? own).direction : undefined}
              onPress={() => {
                onSort(nextSort(search.sort, own));
              }}
            />
          ),
        )}
      </div>
    );
  });
}

interface SortButtonProps {
  label: string;
  isNumber: boolean;
  direction: 'ASC' | 'DESC' | undefined;
  onPress: () => void;
}

function SortButton({ label, isNumber, direction, onPress }: SortButtonProps) {
  const Icon = direction === 'DESC' ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      title={text.entities.sortBy(label)}
      className={classNames(
        'group flex min-h-7 min-w-0 items-center gap-0.5 rounded hover:text-ink',
        direction && 'text-ink',
        // The label stands above the ends of its figures.
        isNumber && 'flex-row-reverse',
      )}
      onClick={onPress}
    >
      <span className="truncate">{label}</span>
      <Icon
        aria-hidden
        size={13}
        className={classNames('shrink-0', !direction && 'opacity-0 group-hover:opacity-50')}
      />
    </button>
  );
}

function isBy(sort: EntitiesSort | undefined, other: EntitiesSort): boolean {
  return sort !== undefined && partsOfSort(sort).field === partsOfSort(other).field;
}

function ariaSort(
  sort: EntitiesSort | undefined,
  sorts: readonly (readonly [label: string, first: EntitiesSort | undefined])[],
): 'ascending' | 'descending' | 'none' | undefined {
  const own = sorts.flatMap(([, first]) => first ?? []);
  if (own.length === 0) return undefined;
  if (sort === undefined || !own.some((each) => isBy(sort, each))) return 'none';
  return partsOfSort(sort).direction === 'ASC' ? 'ascending' : 'descending';
}
