import { type KnownEdge } from '../graph/lineage-graph.ts';
import type { VisibleGraph } from '../graph/visible-graph.ts';

export const NODE_WIDTH = 232;
export const NODE_HEIGHT = 64;
export const COLUMN_HEIGHT = 24;
/** How many columns a node lists at most. */
export const MAX_COLUMNS = 12;

export interface LayoutInput {
  nodes: readonly { id: string; width: number; height: number }[];
  edges: readonly { from: string; to: string }[];
}

export interface Point {
  x: number;
  y: number;
}

export interface Places {
  /** The upper left corner of each node. */
  positions: ReadonlyMap<string, Point>;
  /** By `pairKey`: where the line between two nodes goes around others. */
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
  { nodes, edges }: VisibleGraph,
  columns: ReadonlyMap<string, readonly string[]> | undefined,
): LayoutInput {
  const pairs = new Map<string, { from: string; to: string }>();
  for (const { from, to } of edges) {
    if (from !== to) pairs.set(pairKey(from, to), { from, to });
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
