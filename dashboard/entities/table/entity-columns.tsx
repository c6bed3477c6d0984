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
  /** A track of the grid. */
  track: string;
  isNumber?: true;
  /** What its heading sorts by, with the direction that one most likely wants. */
  sort?: EntitiesSort;
}

export const COLUMN_LOOKS: Readonly<Record<ColumnId, ColumnLook>> = {
  name: { track: 'minmax(12rem, 3fr)', sort: 'NAME.ASC' },
  type: { track: 'minmax(6.5rem, 0.8fr)' },
  tier: { track: '4.5rem', sort: 'TIER.ASC' },
  owner: { track: 'minmax(5.5rem, 1fr)' },
  grade: { track: '3.75rem' },
  score: { track: '4.25rem', isNumber: true, sort: 'QUALITY_SCORE.ASC' },
  trend: { track: '6.75rem' },
  freshness: { track: 'minmax(7.5rem, 1fr)', sort: 'LAST_PROFILED_AT.ASC' },
  due: { track: 'minmax(7rem, 0.8fr)', sort: 'NEXT_PROFILE_DUE_AT.ASC' },
  approval: { track: '5.5rem' },
  updated: { track: 'minmax(7rem, 0.8fr)', sort: 'UPDATED_AT.DESC' },
};

export function isColumnId(id: string): id is ColumnId {
  return Object.hasOwn(COLUMN_LOOKS, id);
}

export function shownColumns(hidden: readonly HideableColumn[] = []): readonly HideableColumn[] {
  return HIDEABLE_COLUMNS.filter((column) => !hidden.includes(column));
}
