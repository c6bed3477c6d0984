import { readText } from '../ui/read-search.ts';
import { KEPT_EXPANSIONS, readExpansion } from './graph/expansions.ts';

export type LineageView = 'picture' | 'list';

/** How many steps the page opens in one direction at most, before one expands by hand. */
export const MAX_DEPTH = 5;

/** The part of the page's state that its URL contains. */
export interface LineageSearch {
  /** Default: the list on a narrow screen, else the picture. */
  view?: LineageView;
  /** Steps upstream; default 1. */
  up?: number;
  /** Steps downstream; default 1. */
  down?: number;
  /** What was expanded by hand, as in `expansions.ts`, separated by commas. */
  opened?: string;
  closed?: string;
  /** Whether the columns are shown. */
  columns?: true;
  /** Whether entities with nothing upstream are left out. */
  hideSources?: true;
  /** The column whose path is marked: `<entity id>.<column>`. */
  column?: string;
  /** Words to look for in the graph. */
  find?: string;
}

/** Reads it from a URL; what makes no sense is left out. */
export function readLineageSearch(search: Record<string, unknown>): LineageSearch {
  const { view, up, down, columns, hideSources, column } = search;
  const find = readText(search.find);
  const opened = readExpansions(search.opened);
  const closed = readExpansions(search.closed);
  return {
    ...((view === 'picture' || view === 'list') && { view }),
    ...(isDepth(up) && { up }),
    ...(isDepth(down) && { down }),
    ...(opened.length > 0 && { opened: opened.join(',') }),
    ...(closed.length > 0 && { closed: closed.join(',') }),
    ...(columns === true && { columns }),
    ...(hideSources === true && { hideSources }),
    ...(typeof column === 'string' && readColumn(column) && { column }),
    ...(find !== undefined && { find }),
  };
}

export function readExpansions(list: unknown): readonly string[] {
  if (typeof list !== 'string') return [];
  return list
    .split(',')
    .filter((each) => readExpansion(each) !== undefined)
    .slice(-KEPT_EXPANSIONS);
}

/** Undefined if it names none. */
export function readColumn(column: string): { entityId: string; column: string } | undefined {
  const dot = column.indexOf('.');
  const entityId = column.slice(0, dot);
  return dot > 0 && dot < column.length - 1 && /^[\w-]+$/.test(entityId)
    ? { entityId, column: column.slice(dot + 1) }
    : undefined;
}

function isDepth(depth: unknown): depth is number {
  return typeof depth === 'number' && Number.isInteger(depth) && depth >= 0 && depth <= MAX_DEPTH;
}
