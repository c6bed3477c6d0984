import type { ColumnLineageQuery } from '../lineage.generated.ts';
import { expansionOf } from './expansions.ts';
import { edgeKey } from './lineage-graph.ts';
import type { VisibleGraph } from './visible-graph.ts';

/** What a column is made from and what is made from it, as far as it is drawn. */
export interface ColumnPath {
  entityId: string;
  entityName: string;
  column: string;
  /** `columnKey` of each column on the path, the chosen one too. */
  columns: ReadonlySet<string>;
  /** Entities on the path, also as a whole. */
  entities: ReadonlySet<string>;
  /** Keys of the edges on the path. */
  edges: ReadonlySet<string>;
  /** How many columns and whole entities of it are drawn, without the chosen one. */
  shownCount: number;
  /** How many of it are not drawn. */
  hiddenCount: number;
  /** What to expand so that all of it is drawn. */
  needed: readonly string[];
}

export function columnKey(entityId: string, column: string): string {
  return `${entityId}.${column}`;
}

export function columnPath(
  { nodes, edges }: ColumnLineageQuery['columnLineage'],
  { nodes: drawn }: Pick<VisibleGraph, 'nodes'>,
): ColumnPath | undefined {
  const [first] = nodes;
  if (first?.column == null) return undefined;
  const others = nodes.slice(1);
  const shownCount = others.filter(({ entity }) => drawn.has(entity.id)).length;
  const distances = new Map(nodes.map(({ entity, column, distance }) => [nameOf(entity.id, column), distance]));
  // Walked from the chosen column: each step opens the end that is nearer to it.
  const needed = edges.map(({ from, to }) => {
    const isUpstream = (distances.get(nameOf(from.entity.id, from.column)) ?? 0) < 0;
    return isUpstream ? expansionOf(to.entity.id, 'up') : expansionOf(from.entity.id, 'down');
  });
  return {
    entityId: first.entity.id,
    entityName: first.entity.name,
    column: first.column,
    columns: new Set(nodes.map(({ entity, column }) => nameOf(entity.id, column))),
    entities: new Set(nodes.map(({ entity }) => entity.id)),
    edges: new Set(edges.map(({ from, to, lineage }) => edgeKey(from.entity.id, to.entity.id, lineage?.id))),
    shownCount,
    hiddenCount: others.length - shownCount,
    needed: [...new Set(needed)],
  };
}

function nameOf(entityId: string, column: string | null): string {
  return column === null ? entityId : columnKey(entityId, column);
}
