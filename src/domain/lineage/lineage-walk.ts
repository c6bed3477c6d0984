import type { EntityName } from '../entities/entity-name.ts';
import type { LineageNode } from './lineage.ts';

/** How far to follow the lineage, from where. */
export interface LineageWalk {
  origins: readonly EntityName[];
  /** Whether the origins are part of the answer, with distance 0. */
  includesOrigins: boolean;
  /** Most steps. */
  depth: number;
  /** Most entities; those that are nearest are taken. */
  limit: number;
}

export interface LineageAnswer {
  /** By distance, then type and key. Each entity once, by its shortest way. */
  nodes: LineageNode[];
  /** Whether there is more, within the depth, than the limit let through. */
  truncated: boolean;
}
