import type { EntityName } from '../entities/entity-name.ts';
import type { LineageNode } from './lineage.ts';

/** Where a walk begins, and how far it goes. */
export interface LineageWalk {
  origins: readonly EntityName[];
  /** Whether the result includes the origins, with distance 0. */
  includesOrigins: boolean;
  /** Maximum number of steps. */
  depth: number;
  /** Maximum number of entities; the nearest are taken. */
  limit: number;
}

export interface LineageAnswer {
  /** Sorted by distance, then type and key. Each entity once, by its shortest path. */
  nodes: LineageNode[];
  /** Whether there are more entities within the depth than the limit allowed. */
  truncated: boolean;
}
