import { text } from '../text/text.ts';
import type { Direction } from './graph/lineage-graph.ts';
import type { VisibleGraph } from './graph/visible-graph.ts';

/** Why nothing is shown in a direction of the middle. */
export function endWords({ ends }: Pick<VisibleGraph, 'ends'>, direction: Direction): string {
  return ends[direction] === 'hidden' ? text.lineage.onlySources : text.lineage.nothing[direction];
}
