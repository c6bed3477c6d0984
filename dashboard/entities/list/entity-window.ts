/** The part of a long list that is held: consecutive rows, and where they are. */
export interface EntityWindow<R extends WindowRow> {
  /** Place of the first row in the whole list, from 0. It is an estimate where the list was entered from its end. */
  first: number;
  rows: readonly R[];
  /** Whether nothing comes after the last row. */
  isEnd: boolean;
}

export interface WindowRow {
  id: string;
  cursor: string;
}

export interface Page<R extends WindowRow> {
  rows: readonly R[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** Rows of the list from `start` to before `end`. */
export interface Range {
  start: number;
  end: number;
}

/** A place whose cursor is known. The beginning is row -1, and the end the row after the last; they have no cursor. */
export interface Anchor {
  row: number;
  cursor: string | undefined;
}

/** What to ask the server for next. */
export type Step =
  | { kind: 'append'; after: string }
  | { kind: 'prepend'; before: string }
  /** The list at a distant place: its first row. */
  | { kind: 'jump'; row: number };

/** How the list is asked for from an anchor in order to come to a row. */
export type Hop =
  /** The wanted row is the next one. */
  | { kind: 'arrive'; after: string | undefined }
  | { kind: 'forward'; after: string | undefined; count: number }
  | { kind: 'backward'; before: string | undefined; count: number };

export const PAGE = 50;
/** So many rows are held before they come into view: three pages of those to come. */
const AHEAD = 3 * PAGE;
const BEHIND = 2 * PAGE;
/** More are never held. */
export const MOST_ROWS = 12 * PAGE;
/** Rows so far from those that are held are not reached page by page. */
const FAR = 4 * PAGE;
/** The most that the server gives at once. */
const LONGEST_HOP = 100;

export function openWindow<R extends WindowRow>(first: number, { rows, hasNextPage }: Page<R>): EntityWindow<R> {
  return { first, rows, isEnd: !hasNextPage };
}

/**
 * What is already there, because it has changed its place meanwhile, stays where it is; the list goes on after the page all
 * the same.
 */
export function appendPage<R extends WindowRow>(window: EntityWindow<R>, page: Page<R>): EntityWindow<R> {
  const all = [...window.rows, ...unknownRows(window, page)];
  const rows = withCursor(all, all.length - 1, page.rows.at(-1));
  const dropped = Math.max(rows.length - MOST_ROWS, 0);
  return { first: window.first + dropped, rows: rows.slice(dropped), isEnd: !page.hasNextPage };
}

export function prependPage<R extends WindowRow>(window: EntityWindow<R>, page: Page<R>): EntityWindow<R> {
  const added = unknownRows(window, page);
  const all = [...added, ...window.rows];
  const rows = withCursor(all, 0, page.rows[0]);
  const first = page.hasPreviousPage ? Math.max(window.first - added.length, 1) : 0;
  return { first, rows: rows.slice(0, MOST_ROWS), isEnd: window.isEnd && rows.length <= MOST_ROWS };
}

function unknownRows<R extends WindowRow>(window: EntityWindow<R>, { rows }: Page<R>): readonly R[] {
  const known = new Set(window.rows.map(({ id }) => id));
  return rows.filter(({ id }) => !known.has(id));
}

function withCursor<R extends WindowRow>(rows: readonly R[], index: number, edge: R | undefined): readonly R[] {
  const row = rows[index];
  return row && edge && row.cursor !== edge.cursor ? rows.with(index, { ...row, cursor: edge.cursor }) : rows;
}

/** How many rows the list has, as far as is known. */
export function countRows({ first, rows, isEnd }: EntityWindow<WindowRow>, total: number | undefined): number {
  const held = first + rows.length;
  return isEnd ? held : Math.max(total ?? 0, held + 1);
}

/** What is missing for the rows in view; undefined: nothing. */
export function nextStep(window: EntityWindow<WindowRow>, count: number, seen: Range): Step | undefined {
  const view = { start: Math.min(seen.start, Math.max(count - 1, 0)), end: Math.min(seen.end, count) };
  const end = window.first + window.rows.length;
  if (view.start > end + FAR || view.end < window.first - FAR) {
    return { kind: 'jump', row: Math.max(0, Math.min(view.start, count - PAGE)) };
  }
  const first = window.rows[0];
  const last = window.rows.at(-1);
  const needsBefore = first !== undefined && window.first > 0 && view.start - BEHIND < window.first;
  const needsAfter = last !== undefined && !window.isEnd && view.end + AHEAD > end;
  // What one looks at comes before what one may look at.
  if (needsBefore && (view.start < window.first || !needsAfter)) return { kind: 'prepend', before: first.cursor };
  return needsAfter ? { kind: 'append', after: last.cursor } : undefined;
}

/** The anchor that is nearest to a row, among those given and both ends. */
export function nearestAnchor(anchors: readonly Anchor[], row: number, count: number): Anchor {
  const ends: readonly Anchor[] = [
    { row: -1, cursor: undefined },
    { row: count, cursor: undefined },
  ];
  return [...ends, ...anchors].reduce((best, anchor) =>
    Math.abs(anchor.row - row) < Math.abs(best.row - row) ? anchor : best,
  );
}

/** The next hop from an anchor to the place before a row. */
export function nextHop({ row: at, cursor }: Anchor, row: number): Hop {
  const gap = row - 1 - at;
  if (gap === 0) return { kind: 'arrive', after: cursor };
  return gap > 0
    ? { kind: 'forward', after: cursor, count: Math.min(gap, LONGEST_HOP) }
    : { kind: 'backward', before: cursor, count: Math.min(-gap, LONGEST_HOP) };
}
