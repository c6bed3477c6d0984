import type { LineageGraphQuery } from '../lineage.generated.ts';

export type GraphResult = LineageGraphQuery['lineageGraph'];
export type LineageEntity = GraphResult['nodes'][number]['entity'];
type ResultEdge = GraphResult['edges'][number];

/** The way along the edges: to what something is made from, or to what is made from it. */
export type Direction = 'up' | 'down';
export const DIRECTIONS: readonly Direction[] = ['up', 'down'];

export interface KnownNode {
  entity: LineageEntity;
  /** Steps from the middle, negative upstream; undefined: only an expansion has found it. */
  distance: number | undefined;
  /** Whether all of its neighbours in this direction are known. */
  isComplete: Readonly<Record<Direction, boolean>>;
}

export interface KnownEdge {
  key: string;
  from: string;
  to: string;
  kind: ResultEdge['kind'];
  fromColumn: string | null;
  toColumn: string | null;
  lineage: ResultEdge['lineage'];
}

/** Everything that the server has said about this lineage so far, each entity and each edge once. */
export interface KnownGraph {
  /** What the graph is drawn around: one entity, or both ends of a lineage field. */
  roots: readonly string[];
  nodes: ReadonlyMap<string, KnownNode>;
  edges: ReadonlyMap<string, KnownEdge>;
  neighbours: Readonly<Record<Direction, ReadonlyMap<string, readonly string[]>>>;
}

/** Joins the graph around the middle with those of the nodes that were expanded. */
export function joinGraphs(base: GraphResult, expansions: readonly GraphResult[]): KnownGraph {
  const nodes = new Map<string, KnownNode>();
  const edges = new Map<string, KnownEdge>();
  for (const result of [base, ...expansions]) {
    for (const node of result.nodes) {
      const known = nodes.get(node.entity.id);
      nodes.set(node.entity.id, {
        entity: node.entity,
        distance: result === base ? node.distance : known?.distance,
        isComplete: {
          up: !node.hasMoreUpstream || known?.isComplete.up === true,
          down: !node.hasMoreDownstream || known?.isComplete.down === true,
        },
      });
    }
    for (const edge of result.edges) {
      const known = toKnownEdge(edge);
      edges.set(known.key, known);
    }
  }
  const roots = base.nodes.filter(({ distance }) => distance === 0).map(({ entity }) => entity.id);
  return { roots, nodes, edges, neighbours: neighboursOf(edges.values()) };
}

function toKnownEdge({ from, to, kind, fromColumn, toColumn, lineage }: ResultEdge): KnownEdge {
  return { key: edgeKey(from.id, to.id, lineage?.id), from: from.id, to: to.id, kind, fromColumn, toColumn, lineage };
}

/** What states an edge between two entities states it once: a lineage field, or the entity that is computed. */
export function edgeKey(from: string, to: string, lineageId: string | undefined): string {
  return `${from}>${to}>${lineageId ?? 'computed'}`;
}

function neighboursOf(edges: Iterable<KnownEdge>): KnownGraph['neighbours'] {
  const up = new Map<string, string[]>();
  const down = new Map<string, string[]>();
  for (const { from, to } of edges) {
    add(up, to, from);
    add(down, from, to);
  }
  return { up, down };
}

/** Each neighbour once, and no entity as its own. */
function add(lists: Map<string, string[]>, of: string, neighbour: string): void {
  if (of === neighbour) return;
  const list = lists.get(of);
  if (!list) lists.set(of, [neighbour]);
  else if (!list.includes(neighbour)) list.push(neighbour);
}
