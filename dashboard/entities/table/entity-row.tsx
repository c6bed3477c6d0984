import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';

import { text } from '../../text/text.ts';
import { classNames } from '../../ui/class-names.ts';
import type { EntityRow as EntityRowData } from '../list/live-rows.ts';
import { IsActiveRow } from './entity-cells.tsx';
import { COLUMN_LOOKS, type EntityTableFeatures, isColumnId } from './entity-columns.tsx';

export interface EntityRowProps {
  /** Its place in the whole list, from 0. */
  index: number;
  /** Undefined while it is on its way. */
  row: Row<EntityTableFeatures, EntityRowData> | undefined;
  /** Changes when other columns are shown. */
  template: string;
  top: number;
  height: number;
  isActive: boolean;
  isCard: boolean;
}

const MARK_MS = 2_000;

/** A row that is shown again while nothing has changed in it is not rendered again: events come often. */
export const EntityRow = memo(ShownRow, (before, after) => {
  return (
    before.row?.original === after.row?.original &&
    before.index === after.index &&
    before.template === after.template &&
    before.top === after.top &&
    before.isActive === after.isActive
  );
});

function ShownRow({ index, row, template, top, height, isActive, isCard }: EntityRowProps) {
  const changedAt = row?.original.changedAt;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      className={classNames(
        'absolute inset-x-0 top-0 cursor-pointer border-b border-line hover:bg-hover focus-visible:-outline-offset-2',
        isCard ? 'flex flex-wrap content-center items-center gap-x-2 gap-y-1 px-3' : 'grid items-center px-2',
      )}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: isCard ? undefined : template }}
    >
      {changedAt !== undefined && Date.now() - changedAt < MARK_MS && (
        <span key={changedAt} aria-hidden className="pointer-events-none absolute inset-0 -z-1 animate-mark" />
      )}
      <IsActiveRow value={isActive}>
        {row ? (
          row.getVisibleCells().map((cell) => {
            const { id } = cell.column;
            const isNumber = isColumnId(id) && COLUMN_LOOKS[id].isNumber;
            return (
              <div
                key={cell.id}
                role="gridcell"
                className={
                  isCard
                    ? classNames('min-w-0 empty:hidden', id === 'name' && 'w-full')
                    : classNames('flex min-w-0 px-2', isNumber && 'justify-end')
                }
              >
                <FlexRender cell={cell} />
              </div>
            );
          })
        ) : (
          <div role="gridcell" aria-busy="true" className="col-span-full w-full px-2">
            <span className="sr-only">{text.entities.loadingRow}</span>
            <div aria-hidden className="h-3 w-2/5 rounded bg-hover" />
          </div>
        )}
      </IsActiveRow>
    </div>
  );
}
