import { text } from '../text/text.ts';
import type { KnownEdge } from './graph/lineage-graph.ts';

/** What links two entities, in a few words: `iata → origin`, `2 links` or `computed`. */
export function edgeWords(edges: readonly KnownEdge[]): string {
  const [edge] = edges;
  if (!edge) return '';
  return edges.length === 1 ? oneEdgeWords(edge) : text.lineage.links(edges.length);
}

/** The columns of an edge, or that it is computed. */
export function oneEdgeWords({ kind, fromColumn, toColumn, lineage }: KnownEdge): string {
  if (kind === 'COMPUTED_FROM') return text.lineage.computed;
  if (fromColumn === null && toColumn === null) return lineage?.name ?? text.lineage.wholeEntity;
  return `${fromColumn ?? text.lineage.wholeEntity} → ${toColumn ?? text.lineage.wholeEntity}`;
}
