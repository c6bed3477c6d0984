import { MAX_GRAPH_EDGES } from '../../src/domain/lineage/lineage-graph.ts';

/** An edge between two entities by their keys, or columns of theirs; null: the whole entity. */
export interface ReferenceEdge {
  via: string;
  from: string;
  to: string;
  fromColumn: string | null;
  toColumn: string | null;
}

interface Place {
  key: string;
  column: string | null;
}

export interface ReferenceQuery {
  root: Place;
  upstream: number;
  downstream: number;
  limit: number;
  isByColumn: boolean;
}

/**
 * A part of the lineage as somebody would find it by hand, for comparison: breadth first in each direction over arrays.
 * Nodes are texts `key.column`, and edges are texts `from via to`.
 */
export function referenceGraph(
  edges: readonly ReferenceEdge[],
  exists: (key: string) => boolean,
  { root, upstream, downstream, limit, isByColumn }: ReferenceQuery,
) {
  const graph = edges.filter(({ from, to }) => exists(from) && exists(to));
  const into = groupBy(graph, ({ to }) => to);
  const outOf = groupBy(graph, ({ from }) => from);
  const names = (column: string | null, stated: string | null) => !isByColumn || stated === null || stated === column;
  const end = (key: string, column: string | null): Place => ({ key, column: isByColumn ? column : null });

  const steps = {
    upstream: ({ key, column }: Place) =>
      (into.get(key) ?? [])
        .filter(({ toColumn }) => names(column, toColumn))
        .map((edge) => end(edge.from, edge.fromColumn)),
    downstream: ({ key, column }: Place) =>
      (outOf.get(key) ?? [])
        .filter(({ fromColumn }) => names(column, fromColumn))
        .map((edge) => end(edge.to, edge.toColumn)),
  };

  function distances(step: (place: Place) => Place[], most: number): Map<string, { place: Place; distance: number }> {
    const found = new Map([[textOf(root), { place: root, distance: 0 }]]);
    let level = [root];
    for (let distance = 1; distance <= most; distance++) {
      const next = level.flatMap(step).filter((place) => !found.has(textOf(place)));
      for (const place of next) found.set(textOf(place), { place, distance });
      level = [...new Map(next.map((place) => [textOf(place), place])).values()];
    }
    return found;
  }

  const nearest = distances(steps.downstream, downstream);
  for (const [name, { place, distance }] of distances(steps.upstream, upstream)) {
    const other = nearest.get(name);
    if (!other || distance <= other.distance) nearest.set(name, { place, distance: -distance });
  }
  const sorted = [...nearest.values()].toSorted(
    (a, b) => Math.abs(a.distance) - Math.abs(b.distance) || compare(a.place, b.place),
  );
  const nodes = sorted.slice(0, limit);
  const shown = new Set(nodes.map(({ place }) => textOf(place)));
  const shownOf = groupBy(nodes, ({ place }) => place.key);
  const hasMore = (direction: keyof typeof steps, place: Place) =>
    steps[direction](place).some((next) => !shown.has(textOf(next)));

  const found = nodes.flatMap(({ place: from }, fromRank) =>
    (outOf.get(from.key) ?? [])
      .filter(({ fromColumn }) => names(from.column, fromColumn))
      .flatMap((edge) =>
        (shownOf.get(edge.to) ?? [])
          .filter(({ place: to }) => names(to.column, edge.toColumn))
          .filter(({ place: to }) => !isByColumn || edge.fromColumn === from.column || edge.toColumn === to.column)
          .map((to) => ({ from, to: to.place, via: edge.via, fromRank, toRank: nodes.indexOf(to) })),
      ),
  );
  const farther = ({ fromRank, toRank }: { fromRank: number; toRank: number }) => Math.max(fromRank, toRank);
  found.sort(
    (a, b) => farther(a) - farther(b) || a.fromRank - b.fromRank || a.toRank - b.toRank || (a.via < b.via ? -1 : 1),
  );

  return {
    nodes: nodes.map(({ place, distance }) => ({
      node: textOf(place),
      distance: distance + 0,
      hasMoreUpstream: hasMore('upstream', place),
      hasMoreDownstream: hasMore('downstream', place),
    })),
    edges: found.slice(0, MAX_GRAPH_EDGES).map(({ from, to, via }) => `${textOf(from)} ${via} ${textOf(to)}`),
    truncated: sorted.length > limit || found.length > MAX_GRAPH_EDGES,
  };
}

export function textOf({ key, column }: Place): string {
  return column === null ? key : `${key}.${column}`;
}

function compare(a: Place, b: Place): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  if (a.column === b.column) return 0;
  return a.column === null || (b.column !== null && a.column < b.column) ? -1 : 1;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
