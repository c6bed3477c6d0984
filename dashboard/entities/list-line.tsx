import { Columns3 } from 'lucide-react';

import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { Menu, MenuCheck } from '../ui/overlay/menu.tsx';
import { ExportButton } from './csv/export-button.tsx';
import { withPart } from './entities-query.ts';
import { type EntitiesSearch, HIDEABLE_COLUMNS, readEntitiesSearch } from './entities-search.ts';
import type { EntityListState } from './list/entity-list-state.ts';

export interface ListLineProps {
  search: EntitiesSearch;
  state: Pick<EntityListState, 'query' | 'total' | 'drift'>;
  isCards: boolean;
  onChange: (search: EntitiesSearch) => void;
  onReload: () => void;
}

const words = text.entities;

/** What the list is, whether it is in order, and what one can do with it. */
export function ListLine({ search, state: { query, total, drift }, isCards, onChange, onReload }: ListLineProps) {
  // Of what is shown, also while something else is on its way.
  const isFiltered = query !== undefined && Object.keys(query.filter).length > 0;
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1.5">
      <p role="status" className="text-muted tabular-nums">
        {query && total !== undefined && (isFiltered ? words.matching : words.count)(formatCount(total), total === 1)}
      </p>
      {drift && (
        <p role="status" className="flex items-center gap-2 text-xs text-muted">
          {words.drift[drift]}
          <Button size="small" onClick={onReload}>
            {drift === 'order' ? words.drift.sortAgain : words.drift.loadAgain}
          </Button>
        </p>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-1.5" data-print="no">
        {isCards && <SortSelect search={search} onChange={onChange} />}
        <Menu
          trigger={
            <Button size="small">
              <Columns3 aria-hidden size={14} />
              <span className="max-sm:sr-only">{words.columnsMenu}</span>
            </Button>
          }
        >
          {HIDEABLE_COLUMNS.map((column) => (
            <MenuCheck
              key={column}
              isChecked={!search.hide?.includes(column)}
              onChange={(isShown) => {
                const hidden = search.hide ?? [];
                onChange(
                  withPart(search, 'hide', isShown ? hidden.filter((each) => each !== column) : [...hidden, column]),
                );
              }}
            >
              {words.columns[column]}
            </MenuCheck>
          ))}
        </Menu>
        <ExportButton search={search} total={total} />
      </div>
    </div>
  );
}

/** Cards have no headings that one could press. */
function SortSelect({ search, onChange }: { search: EntitiesSearch; onChange: (search: EntitiesSearch) => void }) {
  const { sort } = search;
  const isOther = sort !== undefined && !Object.hasOwn(words.sorts, sort);
  return (
    <Select
      aria-label={words.sort}
      className="max-w-36 text-xs"
      value={sort ?? ''}
      onChange={({ target }) => {
        onChange(readEntitiesSearch({ ...search, sort: target.value }));
      }}
    >
      <option value="">{search.search === undefined ? words.sortDefault : words.sortByMatch}</option>
      {Object.entries(words.sorts).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
      {isOther && <option value={sort}>{sort}</option>}
    </Select>
  );
}
