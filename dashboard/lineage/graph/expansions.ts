import type { Direction, KnownNode } from './lineage-graph.ts';

/** What was expanded and collapsed by hand: `up.<id>` or `down.<id>` each. */
export interface Expansions {
  /** Steps in each direction that are open without being expanded by hand. */
  depth: Readonly<Record<Direction, number>>;
  opened: readonly string[];
  closed: readonly string[];
}

/** How many choices a URL keeps; the oldest are forgotten. */
export const KEPT_EXPANSIONS = 60;

export function expansionOf(id: string, direction: Direction): string {
  return `${direction}.${id}`;
}

export interface Expansion {
  id: string;
  direction: Direction;
}

/** Undefined if it is none. */
export function readExpansion(expansion: string): Expansion | undefined {
  const match = /^(up|down)\.([\w-]+)$/.exec(expansion);
  if (!match) return undefined;
  const [, way, id] = match;
  return id === undefined ? undefined : { id, direction: way === 'up' ? 'up' : 'down' };
}

/** Whether the neighbours of a node are shown in this direction. */
export function isExpanded(
  { depth, opened, closed }: Expansions,
  id: string,
  distance: number | undefined,
  direction: Direction,
): boolean {
  const expansion = expansionOf(id, direction);
  if (opened.includes(expansion)) return true;
  return isWithinDepth(distance, depth[direction], direction) && !closed.includes(expansion);
}

function isWithinDepth(distance: KnownNode['distance'], depth: number, direction: Direction): boolean {
  if (distance === undefined) return false;
  const steps = direction === 'up' ? -distance : distance;
  return steps >= 0 && steps < depth;
}

/** The choices after one more: a node is expanded or collapsed in one direction. */
export function withExpansion(
  { opened, closed }: Pick<Expansions, 'opened' | 'closed'>,
  expansion: string,
  open: boolean,
): Pick<Expansions, 'opened' | 'closed'> {
  const without = (list: readonly string[]) => list.filter((each) => each !== expansion);
  const last = (list: readonly string[]) => list.slice(-KEPT_EXPANSIONS);
  return open
    ? { opened: last([...without(opened), expansion]), closed: without(closed) }
    : { opened: without(opened), closed: last([...without(closed), expansion]) };
}
