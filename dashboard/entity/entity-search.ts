import { readText } from '../ui/read-search.ts';

export const ENTITY_TABS = ['overview', 'quality', 'columns', 'decisions', 'versions', 'impacts'] as const;
export type EntityTab = (typeof ENTITY_TABS)[number];

export const RANGES = ['1h', '24h', '7d', '30d', '90d', 'all'] as const;
export type Range = (typeof RANGES)[number];

export const COLUMN_SORTS = ['name', 'type', 'nulls', 'distinct', 'failed'] as const;
export type ColumnSort = (typeof COLUMN_SORTS)[number];

/** The part of the page's state that its URL contains. */
export interface EntitySearch {
  /** Default: the overview. */
  tab?: EntityTab;
  /** The time that the curve shows. Default: a month, or the whole life of a younger entity. */
  range?: Range;
  /** Whether the figures of the curve are shown as a table. */
  figures?: true;
  /** The profile that is looked at. Default: the newest. */
  profile?: string;
  /** Order of the columns. Default: those with failing rules first. */
  sort?: ColumnSort;
  descending?: true;
  /** Only columns whose name contains it. */
  find?: string;
  /** Only decisions that led to a profile, or only the others. */
  profiled?: boolean;
  /** The version that is looked at. */
  version?: number;
  /** The version that it is compared with. Default: the one before. */
  against?: number;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readEntitySearch(search: Record<string, unknown>): EntitySearch {
  const tab = ENTITY_TABS.find((each) => each === search.tab);
  const range = RANGES.find((each) => each === search.range);
  const sort = COLUMN_SORTS.find((each) => each === search.sort);
  const find = readText(search.find);
  const { profile, profiled } = search;
  return {
    ...(tab !== undefined && tab !== 'overview' && { tab }),
    ...(range !== undefined && { range }),
    ...(search.figures === true && { figures: true }),
    ...(typeof profile === 'string' && profile !== '' && { profile }),
    ...(sort !== undefined && { sort }),
    ...(sort !== undefined && search.descending === true && { descending: true }),
    ...(find !== undefined && { find }),
    ...(typeof profiled === 'boolean' && { profiled }),
    ...numbersOf(search),
  };
}

function numbersOf({ version, against }: Record<string, unknown>): Pick<EntitySearch, 'version' | 'against'> {
  if (!isVersion(version)) return {};
  return isVersion(against) && against !== version ? { version, against } : { version };
}

function isVersion(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 2 ** 31 - 1;
}
