import { columnVisibilityFeature, createColumnHelper, tableFeatures } from '@tanstack/react-table';

import { type EntitiesSort, HIDEABLE_COLUMNS, type HideableColumn } from '../entities-search.ts';
import type { EntityRow } from '../list/live-rows.ts';
import {
  ApprovalCell,
  DueCell,
  FreshnessCell,
  GradeCell,
  NameCell,
  OwnerCell,
  ScoreCell,
  TierCell,
  TrendCell,
  TypeCell,
  UpdatedCell,
} from './entity-cells.tsx';

export const features = tableFeatures({ columnVisibilityFeature });
export type EntityTableFeatures = typeof features;

const helper = createColumnHelper<EntityTableFeatures, EntityRow>();

export const columns = helper.columns([
  helper.display({ id: 'name', enableHiding: false, cell: ({ row }) => <NameCell row={row.original} /> }),
  helper.display({ id: 'type', cell: ({ row }) => <TypeCell row={row.original} /> }),
  helper.display({ id: 'tier', cell: ({ row }) => <TierCell row={row.original} /> }),
  helper.display({ id: 'owner', cell: ({ row }) => <OwnerCell row={row.original} /> }),
  helper.display({ id: 'grade', cell: ({ row }) => <GradeCell row={row.original} /> }),
  helper.display({ id: 'score', cell: ({ row }) => <ScoreCell row={row.original} /> }),
  helper.display({ id: 'trend', cell: ({ row }) => <TrendCell row={row.original} /> }),
  helper.display({ id: 'freshness', cell: ({ row }) => <FreshnessCell row={row.original} /> }),
  helper.display({ id: 'due', cell: ({ row }) => <DueCell row={row.original} /> }),
  helper.display({ id: 'approval', cell: ({ row }) => <ApprovalCell row={row.original} /> }),
  helper.display({ id: 'updated', cell: ({ row }) => <UpdatedCell row={row.original} /> }),
]);

export type ColumnId = 'name' | HideableColumn;

interface ColumnLook {
  minRem: number;
  /** Its share of the width that is left. */
  share?: number;
  isNumber?: true;
  /** What its heading sorts by, with the direction that one most likely wants. */
  sort?: EntitiesSort;
}

export const COLUMN_LOOKS: Readonly<Record<ColumnId, ColumnLook>> = {
  name: { minRem: 13, share: 4, sort: 'NAME.ASC' },
  type: { minRem: 9 },
  tier: { minRem: 4.5, sort: 'TIER.ASC' },
  owner: { minRem: 5.5, share: 1 },
  grade: { minRem: 3.75 },
  score: { minRem: 4.25, isNumber: true, sort: 'QUALITY_SCORE.ASC' },
  trend: { minRem: 6.75 },
  freshness: { minRem: 8, sort: 'LAST_PROFILED_AT.ASC' },
  due: { minRem: 9, sort: 'NEXT_PROFILE_DUE_AT.ASC' },
  approval: { minRem: 5.25 },
  updated: { minRem: 8.75, sort: 'UPDATED_AT.DESC' },
};

/** The tracks of a row, and how wide they are at least. */
export function tracksOf(shown: readonly ColumnId[]): { template: string; minRem: number } {
  const looks = shown.map((column) => COLUMN_LOOKS[column]);
  return {
    template: looks.map(({ minRem, share }) => (share ? `minmax(${minRem}rem, ${share}fr)` : `${minRem}rem`)).join(' '),
    // The padding of the row.
    minRem: looks.reduce((sum, { minRem }) => sum + minRem, 1),
  };
}

export function isColumnId(id: string): id is ColumnId {
  return Object.hasOwn(COLUMN_LOOKS, id);
}

export function shownColumns(hidden: readonly HideableColumn[] = []): readonly HideableColumn[] {
  return HIDEABLE_COLUMNS.filter((column) => !hidden.includes(column));
}
