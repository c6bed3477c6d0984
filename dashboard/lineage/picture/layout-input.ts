import { edgeWords } from '../edge-words.ts';
import { type KnownEdge } from '../graph/lineage-graph.ts';
import type { VisibleGraph } from '../graph/visible-graph.ts';

export const NODE_WIDTH = 248;
export const NODE_HEIGHT = 76;
export const COLUMN_HEIGHT = 24;
/** How many columns a node lists at most. */
export const MAX_COLUMNS = 12;
/** With more lines than this only those of the chosen node have words: the others would cover each other. */
export const MAX_WORDS = 40;
/** How wide words on a line are at most; longer ones are cut. */
export const MAX_WORDS_WIDTH = 240;
/** Of the small type that they are set in, as far as that can be known without drawing it. */
const LETTER_WIDTH = 6.4;
const WORDS_PADDING = 12;

export interface LayoutInput {
  nodes: readonly { id: string; width: number; height: number }[];
  /** `wordsWidth`: how much room the words on the line take; 0: it has none. */
  edges: readonly { from: string; to: string; wordsWidth: number }[];
}

export interface Point {
  x: number;
  y: number;
}

export interface Places {
  /** The upper left corner of each node. */
  positions: ReadonlyMap<string, Point>;
  /** By `pairKey`: where the line between two nodes goes around others, and in the middle where its words are. */
  bends: ReadonlyMap<string, readonly Point[]>;
}

export function pairKey(from: string, to: string): string {
  return `${from}>${to}`;
}

/** The columns of each node that an edge between drawn nodes names, those that data comes into first. */
export function namedColumns({ edges }: Pick<VisibleGraph, 'edges'>): ReadonlyMap<string, readonly string[]> {
  const columns = new Map<string, Set<string>>();
  const add = (id: string, column: string | null) => {
    if (column === null) return;
    const known = columns.get(id) ?? new Set<string>();
    columns.set(id, known.add(column));
  };
  for (const { to, toColumn } of edges) add(to, toColumn);
  for (const { from, fromColumn } of edges) add(from, fromColumn);
  return new Map([...columns].map(([id, names]) => [id, [...names]]));
}

/** How high a node is that lists this many columns. */
export function nodeHeight(columnCount: number): number {
  if (columnCount === 0) return NODE_HEIGHT;
  const rows = Math.min(columnCount, MAX_COLUMNS) + (columnCount > MAX_COLUMNS ? 1 : 0);
  return NODE_HEIGHT + rows * COLUMN_HEIGHT + 6;
}

/** @param columns undefined: they are not shown */
export function layoutInput(
  { nodes }: Pick<VisibleGraph, 'nodes'>,
  lines: readonly Line[],
  columns: ReadonlyMap<string, readonly string[]> | undefined,
): LayoutInput {
  const pairs = new Map<string, LayoutInput['edges'][number]>();
  for (const line of lines) {
    const { from, to } = line;
    if (from === to) continue;
    const key = pairKey(from, to);
    const wordsWidth = Math.max(pairs.get(key)?.wordsWidth ?? 0, lines.length > MAX_WORDS ? 0 : widthOf(wordsOn(line)));
    pairs.set(key, { from, to, wordsWidth });
  }
  return {
    nodes: [...nodes.keys()].map((id) => ({
      id,
      width: NODE_WIDTH,
      height: nodeHeight(columns?.get(id)?.length ?? 0),
    })),
    edges: [...pairs.values()],
  };
}

/** What is written on a line; nothing where it begins or ends at a column, whose name stands there. */
export function wordsOn({ fromColumn, toColumn, edges }: Line): string {
  return fromColumn === null && toColumn === null ? edgeWords(edges) : '';
}

/** How much room words take. */
export function widthOf(words: string): number {
  return words === '' ? 0 : Math.min(words.length * LETTER_WIDTH + WORDS_PADDING, MAX_WORDS_WIDTH);
}

/** Moves a layout as a whole, so that a node stays where it was. */
export function anchored(next: Places, before: Places, anchor: string): Places {
  const from = next.positions.get(anchor);
  const to = before.positions.get(anchor);
  if (!from || !to) return next;
  const moved = ({ x, y }: Point): Point => ({ x: x + to.x - from.x, y: y + to.y - from.y });
  return {
    positions: new Map([...next.positions].map(([id, point]) => [id, moved(point)])),
    bends: new Map([...next.bends].map(([pair, points]) => [pair, points.map(moved)])),
  };
}

/** A line of the picture, and the edges that it stands for. */
export interface Line {
  id: string;
  from: string;
  to: string;
  fromColumn: string | null;
  toColumn: string | null;
  edges: readonly KnownEdge[];
}

/** One line between two nodes; with columns, one between two columns. */
export function linesOf(
  edges: readonly KnownEdge[],
  columns: ReadonlyMap<string, readonly string[]> | undefined,
): readonly Line[] {
  const lines = new Map<string, Line & { edges: KnownEdge[] }>();
  const listed = (id: string, column: string | null) =>
    column !== null && columns?.get(id)?.slice(0, MAX_COLUMNS).includes(column) ? column : null;
  for (const edge of edges) {
    const fromColumn = listed(edge.from, edge.fromColumn);
    const toColumn = listed(edge.to, edge.toColumn);
    // From a node to itself there is something to see between columns only.
    if (edge.from === edge.to && (fromColumn === null || toColumn === null)) continue;
    const id = JSON.stringify([edge.from, fromColumn, edge.to, toColumn]);
    const line = lines.get(id);
    if (line) line.edges.push(edge);
    else lines.set(id, { id, from: edge.from, to: edge.to, fromColumn, toColumn, edges: [edge] });
  }
  return [...lines.values()];
}
