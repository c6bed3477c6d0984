import { useNavigate } from '@tanstack/react-router';
import { useTable } from '@tanstack/react-table';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

import { text } from '../../text/text.ts';
import { classNames } from '../../ui/class-names.ts';
import type { EntitiesSearch, EntitiesSort } from '../entities-search.ts';
import type { EntityList, EntityListState } from '../list/entity-list-state.ts';
import { countRows } from '../list/entity-window.ts';
import type { EntityRow as EntityRowData } from '../list/live-rows.ts';
import { ColumnHeadings } from './column-headings.tsx';
import { EntityCard } from './entity-card.tsx';
import { type ColumnId, columns, features, shownColumns, tracksOf } from './entity-columns.tsx';
import { EntityLine } from './entity-line.tsx';
import { EntityRow } from './entity-row.tsx';
import { rowAfterKey } from './grid-keys.ts';

export interface EntitiesTableProps {
  list: EntityList;
  state: EntityListState;
  search: EntitiesSearch;
  /** Whether each entity is a card, for narrow screens. */
  isCards: boolean;
  onSort: (sort: EntitiesSort | undefined) => void;
}

const HEADER_HEIGHT = 36;
const ROW_HEIGHT = 46;
const CARD_HEIGHT = 106;
const MIN_HEIGHT = 320;
/** Shown before anything is known. */
const EXPECTED_ROWS = 20;
const NO_ROWS: EntityRowData[] = [];

/** All rows have their place, and those around the view are there. The arrow keys move through them. */
export function EntitiesTable({ list, state, search, isCards, onSort }: EntitiesTableProps) {
  const { window, total, isLoading, beginning } = state;
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  /** Whether the row that becomes active is to have the focus. */
  const wantsFocus = useRef(false);
  const hidden = search.hide;
  const [data, first] = window ? [window.rows, window.first] : [NO_ROWS, 0];
  const count = window ? countRows(window, total) : EXPECTED_ROWS;
  const rowHeight = isCards ? CARD_HEIGHT : ROW_HEIGHT;
  const headerHeight = isCards ? 0 : HEADER_HEIGHT;

  const table = useTable({
    features,
    columns,
    data,
    getRowId: ({ id }) => id,
    state: { columnVisibility: Object.fromEntries((hidden ?? []).map((column) => [column, false])) },
  });
  const { rows } = table.getRowModel();
  const shown: readonly ColumnId[] = ['name', ...shownColumns(hidden)];
  const { template, minRem } = tracksOf(shown);

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    // The row with the focus stays, however far one scrolls: otherwise the focus would be lost.
    rangeExtractor: useCallback(
      (range: Range) => {
        const inView = defaultRangeExtractor(range);
        const kept = Math.min(active, range.count - 1);
        return inView.includes(kept) || kept < 0 ? inView : [...inView, kept].sort((a, b) => a - b);
      },
      [active],
    ),
  });
  const { range } = virtualizer;
  const start = range?.startIndex ?? 0;
  const end = (range?.endIndex ?? EXPECTED_ROWS) + 1;

  useEffect(() => {
    list.show({ start, end });
  }, [list, start, end]);

  const shownBeginning = useRef(beginning);
  useLayoutEffect(() => {
    if (shownBeginning.current === beginning) return;
    shownBeginning.current = beginning;
    setActive(0);
    virtualizer.scrollToOffset(0);
  }, [beginning, virtualizer]);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    if (!row) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  const open = (index: number) => {
    const entity = data[index - first]?.entity;
    if (!entity) return;
    const { entityType, canonicalKey } = entity;
    void navigate({ to: '/entities/$entityType/$canonicalKey', params: { entityType, canonicalKey } });
  };

  const press = (event: KeyboardEvent) => {
    const index = indexOf(event.target);
    if (index === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && !isWithinLink(event.target)) {
      event.preventDefault();
      open(index);
      return;
    }
    const pageSize = Math.max(Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1, 1);
    const next = rowAfterKey(event.key, index, count, pageSize);
    if (next === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    setActive(next);
    virtualizer.scrollToIndex(next);
  };

  const click = (event: MouseEvent) => {
    const index = indexOf(event.target);
    const isSelecting = getSelection()?.isCollapsed === false;
    if (index !== undefined && !isWithinLink(event.target) && !isSelecting) open(index);
  };

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={text.entities.table}
      aria-rowcount={state.total === undefined ? -1 : count + 1}
      aria-colcount={shown.length}
      aria-busy={isLoading}
      data-scroll-restoration-id="entities"
      className="relative isolate flex-initial overflow-auto rounded-lg border border-line bg-surface max-sm:max-h-[calc(100dvh-5rem)] max-sm:flex-none"
      // As high as its rows, as far as there is room; on a low screen the page scrolls rather than the table vanishing.
      style={{ minHeight: Math.min(virtualizer.getTotalSize() + headerHeight + 2, MIN_HEIGHT) }}
      onKeyDown={press}
      onClick={click}
      onFocus={(event) => {
        const index = indexOf(event.target);
        if (index !== undefined) setActive(index);
      }}
    >
      <div style={isCards ? undefined : { minWidth: `${minRem}rem` }}>
        <div
          role="row"
          aria-rowindex={1}
          className={
            isCards
              ? 'sr-only'
              : 'sticky top-0 z-10 grid items-center border-b border-line bg-surface px-2 text-xs font-medium text-muted'
          }
          style={isCards ? undefined : { height: HEADER_HEIGHT, gridTemplateColumns: template }}
        >
          <ColumnHeadings shown={shown} search={search} {...(!isCards && { onSort })} />
        </div>
        <div
          role="rowgroup"
          className={classNames('relative', isLoading && window && 'opacity-60')}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(({ index, start: offset }) => (
            <EntityRow
              key={index}
              index={index}
              row={rows[index - first]}
              template={template}
              top={offset - headerHeight}
              height={rowHeight}
              isActive={index === Math.min(active, count - 1)}
              View={isCards ? EntityCard : EntityLine}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function indexOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row ? Number(row.dataset.index) : undefined;
}

function isWithinLink(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button') !== null;
}
