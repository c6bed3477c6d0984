import type { Row } from '@tanstack/react-table';
import { type ComponentType, memo } from 'react';

import { text } from '../../text/text.ts';
import type { EntityRow as EntityRowData } from '../list/live-rows.ts';
import { IsActiveRow } from './entity-cells.tsx';
import type { EntityTableFeatures } from './entity-columns.tsx';

export type TableRow = Row<EntityTableFeatures, EntityRowData>;

export interface EntityRowProps {
  /** Its place in the whole list, from 0. */
  index: number;
  /** Undefined while it is on its way. */
  row: TableRow | undefined;
  /** The tracks of its cells: another one when other columns are shown. */
  template: string;
  top: number;
  height: number;
  isActive: boolean;
  /** What shows its cells. */
  View: ComponentType<{ row: TableRow; template: string }>;
}

const MARK_MS = 2_000;

/** A row in which nothing has changed is not rendered again, although the table is: events come often. */
export const EntityRow = memo(ShownRow, (before, after) => {
  return (
    before.row?.original === after.row?.original &&
    before.index === after.index &&
    before.template === after.template &&
    before.top === after.top &&
    before.isActive === after.isActive
  );
});

function ShownRow({ index, row, template, top, height, isActive, View }: EntityRowProps) {
  const changedAt = row?.original.changedAt;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      className="absolute inset-x-0 top-0 flex cursor-pointer items-stretch border-b border-line last:border-transparent hover:bg-hover focus-visible:-outline-offset-2"
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {changedAt !== undefined && Date.now() - changedAt < MARK_MS && (
        <span key={changedAt} aria-hidden className="pointer-events-none absolute inset-0 -z-1 animate-mark" />
      )}
      <IsActiveRow value={isActive}>{row ? <View row={row} template={template} /> : <Expected />}</IsActiveRow>
    </div>
  );
}

function Expected() {
  return (
    <div role="gridcell" aria-busy="true" className="flex w-full items-center px-4">
      <span className="sr-only">{text.entities.loadingRow}</span>
      <div aria-hidden className="h-3 w-2/5 rounded bg-hover" />
    </div>
  );
}
