import { type Expansions, isExpanded } from './expansions.ts';
import { type Direction, DIRECTIONS, type KnownEdge, type KnownGraph, type LineageEntity } from './lineage-graph.ts';

/** How many nodes are drawn at most. */
const MAX_NODES = 300;

/** How it goes on from a node in one direction. */
export interface Onward {
  isExpanded: boolean;
  /** How many neighbours are shown. */
  shown: number;
  /** How many neighbours are known and not shown. */
  hidden: number;
  /** Whether there may be neighbours that are not shown. */
  hasMore: boolean;
}

export interface VisibleNode extends Readonly<Record<Direction, Onward>> {
  id: string;
  entity: LineageEntity;
  isRoot: boolean;
}

export interface VisibleGraph {
  roots: readonly string[];
  /** The nearest first. */
  nodes: ReadonlyMap<string, VisibleNode>;
  edges: readonly KnownEdge[];
  /** Whether more is expanded than is drawn. */
  isTruncated: boolean;
  /** How many raw sources are left out because they are not wanted. */
  hiddenSourceCount: number;
  /** Why there is nothing in a direction of the middle; undefined: there is something, or it is not known yet. */
  ends: Readonly<Record<Direction, End | undefined>>;
}

/** `none`: nothing is recorded. `hidden`: there are raw sources alone, which are not wanted. */
export type End = 'none' | 'hidden';

export interface VisibleGraphOptions {
  maxNodes?: number;
  /** Leaves out raw sources: entities, other than those in the middle, of which nothing upstream is recorded. */
  hidesSources?: boolean;
}

/** What can be reached from the middle over expanded nodes, each once; so a circle ends where it meets itself. */
export function visibleGraph(
  known: KnownGraph,
  expansions: Expansions,
  { maxNodes = MAX_NODES, hidesSources = false }: VisibleGraphOptions = {},
): VisibleGraph {
  const reached = new Set(known.roots.slice(0, maxNodes));
  const hiddenSources = new Set<string>();
  const isHidden = (id: string) => hidesSources && isSource(known, id);
  let isTruncated = false;
  // A set goes on with what is added to it while one walks it: breadth first.
  for (const id of reached) {
    for (const direction of DIRECTIONS) {
      if (!isExpanded(expansions, id, known.nodes.get(id)?.distance, direction)) continue;
      for (const neighbour of known.neighbours[direction].get(id) ?? []) {
        if (reached.has(neighbour)) continue;
        if (isHidden(neighbour)) hiddenSources.add(neighbour);
        else if (reached.size < maxNodes) reached.add(neighbour);
        else isTruncated = true;
      }
    }
  }
  const nodes = new Map<string, VisibleNode>();
  for (const id of reached) {
    const node = known.nodes.get(id);
    if (!node) continue;
    const onward = (direction: Direction): Onward => {
      const all = (known.neighbours[direction].get(id) ?? []).filter((neighbour) => !isHidden(neighbour));
      const shown = all.filter((neighbour) => reached.has(neighbour)).length;
      const hidden = all.length - shown;
      return {
        isExpanded: isExpanded(expansions, id, node.distance, direction),
        shown,
        hidden,
        hasMore: hidden > 0 || !node.isComplete[direction],
      };
    };
    nodes.set(id, {
      id,
      entity: node.entity,
      isRoot: known.roots.includes(id),
      up: onward('up'),
      down: onward('down'),
    });
  }
  const edges = [...known.edges.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to));
  return {
    roots: known.roots.filter((id) => nodes.has(id)),
    nodes,
    edges,
    isTruncated,
    hiddenSourceCount: hiddenSources.size,
    ends: { up: endOf(known, 'up', isHidden), down: endOf(known, 'down', isHidden) },
  };
}

function isSource({ roots, nodes, neighbours }: KnownGraph, id: string): boolean {
  return !roots.includes(id) && nodes.get(id)?.isComplete.up === true && !neighbours.up.has(id);
}

function endOf(
  { roots, nodes, neighbours }: KnownGraph,
  direction: Direction,
  isHidden: (id: string) => boolean,
): End | undefined {
  if (!roots.every((id) => nodes.get(id)?.isComplete[direction] === true)) return undefined;
  const others = roots.flatMap((id) => neighbours[direction].get(id) ?? []).filter((id) => !roots.includes(id));
  if (others.length === 0) return 'none';
  return others.every(isHidden) ? 'hidden' : undefined;
}

/** What one can do with a node in a direction; undefined: nothing. */
export function offerOf({ isExpanded: isOpen, shown, hasMore }: Onward): 'expand' | 'collapse' | undefined {
  if (!isOpen && hasMore) return 'expand';
  return isOpen && shown > 0 ? 'collapse' : undefined;
}

/** The nodes whose name or key contains the words, in the order in which they are drawn. */
export function findNodes({ nodes }: VisibleGraph, words: string): readonly string[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return [...nodes.values()]
    .filter(({ entity }) => `${entity.name}\n${entity.canonicalKey}`.toLowerCase().includes(wanted))
    .map(({ id }) => id);
}
