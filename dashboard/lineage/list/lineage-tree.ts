import { type Direction, DIRECTIONS, type KnownEdge } from '../graph/lineage-graph.ts';
import { offerOf, type VisibleGraph, type VisibleNode } from '../graph/visible-graph.ts';

/** How many rows a tree has at most; the picture has no such limit for its edges. */
const MAX_ROWS = 1_000;

export interface LineageRow {
  /** Unique in the tree: an entity that is reached in several ways has a row for each. */
  key: string;
  node: VisibleNode;
  /** From 1. */
  level: number;
  /** How it is reached from the row above it; undefined: it is where the tree begins. */
  direction: Direction | undefined;
  /** What links it to the row that it belongs to. */
  edges: readonly KnownEdge[];
  /** Whether its neighbours follow below; undefined: there is nothing to open. */
  isOpen: boolean | undefined;
  /** `circle`: it is among those that it belongs to. `above`: what belongs to it is listed where it stands first. */
  repeats: 'circle' | 'above' | undefined;
  position: number;
  siblings: number;
}

export interface LineageTree {
  rows: readonly LineageRow[];
  isTruncated: boolean;
}

interface Place {
  key: string;
  level: number;
  direction: Direction | undefined;
  position: number;
  siblings: number;
  edges: readonly KnownEdge[];
  /** Those that it belongs to. */
  above: readonly string[];
}

/** The drawn graph as an indented list that begins at the middle and goes in one direction first. */
export function lineageTree(graph: VisibleGraph, direction: Direction): LineageTree {
  const edges = edgesByEnds(graph.edges);
  const listed = new Set<string>();
  const rows: LineageRow[] = [];
  let isTruncated = false;

  const visit = (id: string, place: Place): void => {
    const node = graph.nodes.get(id);
    if (!node) return;
    if (rows.length >= MAX_ROWS) {
      isTruncated = true;
      return;
    }
    const { above, ...shown } = place;
    const repeats = above.includes(id) ? 'circle' : listed.has(id) ? 'above' : undefined;
    const way = place.direction ?? direction;
    listed.add(id);
    const children = repeats ? [] : childrenOf(node, place);
    const isOpen = repeats
      ? undefined
      : children.length > 0
        ? true
        : offerOf(node[way]) === 'expand'
          ? false
          : undefined;
    rows.push({ ...shown, node, repeats, isOpen });
    children.forEach((child, index) => {
      visit(child.id, {
        key: `${place.key}/${child.direction}.${child.id}`,
        level: place.level + 1,
        direction: child.direction,
        position: index + 1,
        siblings: children.length,
        edges: child.edges,
        above: [...above, id],
      });
    });
  };

  /** In the other direction only where a node was expanded that way: the tree of that is beside this one. */
  const childrenOf = (node: VisibleNode, { direction: way, above }: Place) =>
    DIRECTIONS.filter((each) => node[each].isExpanded && (way !== undefined || each === direction)).flatMap((each) =>
      (edges[each].get(node.id) ?? [])
        .filter(({ id }) => each === way || id !== above.at(-1))
        .map((neighbour) => ({ ...neighbour, direction: each })),
    );

  graph.roots.forEach((id, index) => {
    visit(id, {
      key: id,
      level: 1,
      direction: undefined,
      position: index + 1,
      siblings: graph.roots.length,
      edges: [],
      above: [],
    });
  });
  return { rows, isTruncated };
}

interface Neighbour {
  id: string;
  edges: readonly KnownEdge[];
}

function edgesByEnds(
  all: readonly KnownEdge[],
): Readonly<Record<Direction, ReadonlyMap<string, readonly Neighbour[]>>> {
  const up = new Map<string, Map<string, KnownEdge[]>>();
  const down = new Map<string, Map<string, KnownEdge[]>>();
  for (const edge of all) {
    if (edge.from === edge.to) continue;
    add(up, edge.to, edge.from, edge);
    add(down, edge.from, edge.to, edge);
  }
  return { up: listed(up), down: listed(down) };
}

function add(byEnd: Map<string, Map<string, KnownEdge[]>>, of: string, neighbour: string, edge: KnownEdge): void {
  const neighbours = byEnd.get(of) ?? new Map<string, KnownEdge[]>();
  byEnd.set(of, neighbours.set(neighbour, [...(neighbours.get(neighbour) ?? []), edge]));
}

function listed(byEnd: Map<string, Map<string, KnownEdge[]>>): ReadonlyMap<string, readonly Neighbour[]> {
  return new Map(
    [...byEnd].map(([id, neighbours]) => [id, [...neighbours].map(([neighbour, edges]) => ({ id: neighbour, edges }))]),
  );
}
