import type { EntityName } from '../entities/entity-name.ts';

/** An entity, or one column of its data. */
export interface LineagePlace extends EntityName {
  /** Null means the whole entity. */
  column: string | null;
}

/** Which part of the lineage a graph shows. */
export interface LineageGraphQuery {
  /** Where the steps upstream begin. */
  upstreamOf: readonly LineagePlace[];
  /** Where the steps downstream begin. */
  downstreamOf: readonly LineagePlace[];
  /** Maximum number of steps in each direction; 0 is none. */
  upstream: number;
  downstream: number;
  /** Maximum number of nodes, including those where the steps begin. The nearest are taken. */
  limit: number;
  /**
   * Whether nodes are columns. An edge that names no column where it begins is followed from every column, and one that
   * names none where it ends leads to the whole entity, from which only edges that name no column lead on. Otherwise
   * nodes are entities, and columns restrict nothing.
   */
  isByColumn: boolean;
}

export interface LineageGraphNode {
  entityId: string;
  /** Null means the whole entity. */
  column: string | null;
  /** Least number of steps; negative if they lead upstream. As many steps in both directions count as upstream. */
  distance: number;
  /** Whether a step upstream leads from it to something that is not among the nodes. */
  hasMoreUpstream: boolean;
  hasMoreDownstream: boolean;
}

export interface LineageGraphEdge {
  from: LineageGraphNode;
  to: LineageGraphNode;
  /** The entity that states it: a lineage field, or the KPI that is computed. */
  viaId: string;
  /** As stated; null means the whole entity. */
  fromColumn: string | null;
  toColumn: string | null;
}

export interface LineageGraph {
  /** Sorted by the absolute value of the distance, then type, key and column. */
  nodes: LineageGraphNode[];
  /** All edges between the nodes. */
  edges: LineageGraphEdge[];
  /** Whether there are more nodes within the steps than the limit allowed, or more edges than MAX_GRAPH_EDGES. */
  truncated: boolean;
}

export const MAX_GRAPH_STEPS = 20;
/** Most edges of a graph; of more, those between the nearest nodes are taken. */
export const MAX_GRAPH_EDGES = 10_000;
