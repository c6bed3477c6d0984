import { text } from '../text/text.ts';
import type { KnownEdge } from './graph/lineage-graph.ts';

/** What links two entities, in a few words: `iata → origin`, `added up by state`, `2 links` or `computed`. */
export function edgeWords(edges: readonly KnownEdge[]): string {
  const [edge] = edges;
  if (!edge) return '';
  if (edges.length > 1) return text.lineage.links(edges.length);
  const isOfWholes = edge.kind === 'LINEAGE_FIELD' && edge.fromColumn === null && edge.toColumn === null;
  return (isOfWholes ? edge.lineage?.transformation : undefined) ?? oneEdgeWords(edge);
}

/** The columns of an edge, or that it is computed. */
export function oneEdgeWords({ kind, fromColumn, toColumn }: KnownEdge): string {
  if (kind === 'COMPUTED_FROM') return text.lineage.computed;
  if (fromColumn === null && toColumn === null) return text.lineage.wholeEntity;
  return `${fromColumn ?? text.lineage.wholeEntity} → ${toColumn ?? text.lineage.wholeEntity}`;
}
