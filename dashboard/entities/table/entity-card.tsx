import { FlexRender } from '@tanstack/react-table';
import type { ReactNode } from 'react';

import { text } from '../../text/text.ts';
import { classNames } from '../../ui/class-names.ts';
import type { EntityRow } from '../list/live-rows.ts';
import type { ColumnId } from './entity-columns.tsx';
import type { TableRow } from './entity-row.tsx';

/** The cells of a row where there is no room for columns; those that say nothing are left out. */
export function EntityCard({ row }: { row: TableRow }) {
  const cells = new Map(row.getVisibleCells().map((cell) => [cell.column.id, cell]));
  const part = (id: ColumnId, className?: string, label?: ReactNode) => {
    const cell = cells.get(id);
    if (!cell || !hasValue(id, row.original)) return null;
    return (
      <div role="gridcell" className={classNames('flex min-w-0 items-center gap-1', className)}>
        {label != null && <span className="text-muted">{label}</span>}
        <FlexRender cell={cell} />
      </div>
    );
  };
  const { columns } = text.entities;
  return (
    <div role="none" className="flex w-full min-w-0 flex-col justify-center gap-1.5 px-3 text-xs">
      <div role="none" className="flex items-start justify-between gap-3 text-sm">
        {part('name')}
        <div role="none" className="flex shrink-0 items-center gap-2">
          {part('score')}
          {part('grade')}
        </div>
      </div>
      <div role="none" className="flex min-w-0 items-center gap-x-2 overflow-hidden whitespace-nowrap">
        {part('tier')}
        {part('type', 'shrink-0')}
        {part('owner', 'text-muted')}
        {part('approval', 'ml-auto shrink-0', columns.approval)}
        {!row.original.entity.pendingApproval && part('trend', 'ml-auto shrink-0')}
      </div>
      <div role="none" className="flex min-w-0 items-center gap-x-3 overflow-hidden whitespace-nowrap">
        {part('freshness', 'shrink-0 [&>div]:flex-row [&>div]:items-center [&>div]:gap-1.5')}
        {part('due', 'shrink-0', columns.due)}
        {!row.original.entity.nextProfileDueAt && part('updated', undefined, columns.updated)}
      </div>
    </div>
  );
}

function hasValue(id: ColumnId, { entity, scores }: EntityRow): boolean {
  switch (id) {
    case 'owner':
      return entity.owner !== null;
    case 'grade':
    case 'score':
      return entity.latestProfile !== null;
    case 'trend':
      return (scores?.length ?? 0) > 1;
    case 'due':
      return entity.nextProfileDueAt !== null;
    case 'approval':
      return entity.pendingApproval !== null;
    case 'name':
    case 'type':
    case 'tier':
    case 'freshness':
    case 'updated':
      return true;
  }
}
