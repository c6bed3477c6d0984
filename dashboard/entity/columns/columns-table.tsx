import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, useMemo, useState } from 'react';

import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { COLUMN_SORTS } from '../entity-search.ts';
import { RuleList } from '../rules/rule-list.tsx';
import { HEAD, TableFrame } from '../table-frame.tsx';
import { useEntitySearch } from '../use-search.ts';
import { ColumnCells } from './column-cells.tsx';
import type { ColumnRow } from './column-rows.ts';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
});
const helper = createColumnHelper<typeof features, ColumnRow>();
const words = text.entity.columns;
const columns = helper.columns([
  helper.accessor('name', { id: 'name', header: words.name, sortFn: 'alphanumeric', sortDescFirst: false }),
  helper.accessor('dataType', { id: 'type', header: words.type, sortFn: 'alphanumeric', sortDescFirst: false }),
  helper.accessor('nullCount', { id: 'nulls', header: words.nulls, sortFn: 'basic', sortDescFirst: true }),
  helper.accessor('distinctCount', { id: 'distinct', header: words.distinct, sortFn: 'basic', sortDescFirst: true }),
  helper.accessor('min', { id: 'least', header: words.least, enableSorting: false }),
  helper.accessor('max', { id: 'greatest', header: words.greatest, enableSorting: false }),
  helper.accessor('failingCount', { id: 'failed', header: words.rules, sortFn: 'basic', sortDescFirst: true }),
]);
/** Fewer columns are seen at once. */
const FIND_FROM = 12;
const FIGURES = new Set(['nulls', 'distinct']);

/** Columns can be sorted, and their rules opened; those with failing rules are open from the start. */
export function ColumnsTable({ rows }: { rows: readonly ColumnRow[] }) {
  const [{ sort, descending = false, find = '' }, change] = useEntitySearch();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const needle = find.trim().toLowerCase();
  const data = useMemo(() => rows.filter(({ name }) => name.toLowerCase().includes(needle)), [rows, needle]);
  const sorting = useMemo<SortingState>(
    () => (sort === undefined ? [] : [{ id: sort, desc: descending }]),
    [sort, descending],
  );
  const table = useTable({
    features,
    columns,
    data,
    getRowId: ({ name }) => name,
    state: { sorting },
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update(sorting) : update;
      change({
        sort: COLUMN_SORTS.find((each) => each === next?.id),
        descending: next?.desc === true ? true : undefined,
      });
    },
  });
  const toggle = (name: string) => {
    const next = new Set(toggled);
    if (!next.delete(name)) next.add(name);
    setToggled(next);
  };
  return (
    <>
      <div className="mb-1 flex flex-wrap items-center gap-2 empty:hidden" data-print="no">
        {(rows.length >= FIND_FROM || find !== '') && (
          <Input
            type="search"
            className="max-w-56"
            aria-label={words.find}
            placeholder={words.find}
            value={find}
            onChange={({ target }) => {
              change({ find: target.value === '' ? undefined : target.value });
            }}
          />
        )}
        {sort !== undefined && (
          <Button
            size="small"
            kind="quiet"
            onClick={() => {
              change({ sort: undefined, descending: undefined });
            }}
          >
            {words.byDefault}
          </Button>
        )}
      </div>
      <TableFrame label={words.label}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ id, column }) => (
                <th
                  key={id}
                  aria-sort={ariaSort(column.getIsSorted(), column.getCanSort())}
                  className={`${HEAD} ${FIGURES.has(id) ? 'text-right' : ''} ${id === 'name' ? 'sticky left-0 z-1 bg-surface' : ''}`}
                >
                  <SortButton
                    label={String(column.columnDef.header)}
                    sorted={column.getIsSorted()}
                    onToggle={column.getCanSort() ? column.getToggleSortingHandler() : undefined}
                  />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map(({ id, original }) => {
            const isOpen = original.failingCount > 0 !== toggled.has(id);
            return (
              <Fragment key={id}>
                <tr className="border-t border-line">
                  <ColumnCells
                    row={original}
                    toggle={
                      original.rules.length > 0 && (
                        <button
                          type="button"
                          className="rounded p-0.5 align-top hover:bg-hover"
                          aria-expanded={isOpen}
                          aria-label={words.openRules(original.name)}
                          onClick={() => {
                            toggle(id);
                          }}
                        >
                          {isOpen ? <ChevronDown aria-hidden size={16} /> : <ChevronRight aria-hidden size={16} />}
                        </button>
                      )
                    }
                  />
                </tr>
                {isOpen && original.rules.length > 0 && (
                  <tr>
                    <td colSpan={columns.length} className="px-4 pb-2">
                      <div className="sticky left-10 ml-6 max-w-[calc(100vw-6.5rem)]">
                        <RuleList rules={original.rules} />
                      </div>
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </TableFrame>
      {data.length === 0 && <p className="py-2 text-muted">{words.noMatch}</p>}
    </>
  );
}

function ariaSort(sorted: false | 'asc' | 'desc', canSort: boolean): 'ascending' | 'descending' | 'none' | undefined {
  if (sorted === false) return canSort ? 'none' : undefined;
  return sorted === 'asc' ? 'ascending' : 'descending';
}

interface SortButtonProps {
  label: string;
  sorted: false | 'asc' | 'desc';
  onToggle: ((event: unknown) => void) | undefined;
}

function SortButton({ label, sorted, onToggle }: SortButtonProps) {
  if (!onToggle) return label;
  return (
    <button type="button" className="inline-flex items-center gap-1 hover:text-ink" onClick={onToggle}>
      {label}
      {sorted === 'asc' && <ArrowUp aria-hidden size={12} />}
      {sorted === 'desc' && <ArrowDown aria-hidden size={12} />}
    </button>
  );
}
