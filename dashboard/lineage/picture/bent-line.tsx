import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { curveBumpX, line } from 'd3-shape';

import type { Point } from './layout-input.ts';

/** A line of the picture; it goes around nodes that stand in its way. */
export type BentEdge = Edge<{ bends: readonly Point[] }, 'bent'>;

const draw = line<Point>()
  .x(({ x }) => x)
  .y(({ y }) => y)
  .curve(curveBumpX);

export function BentLine({ sourceX, sourceY, targetX, targetY, data, ...edge }: EdgeProps<BentEdge>) {
  const bends = data?.bends ?? [];
  const points = [{ x: sourceX, y: sourceY }, ...bends, { x: targetX, y: targetY }];
  const middle = bends[Math.floor(bends.length / 2)];
  const { id, style, label, labelBgPadding, labelBgBorderRadius, interactionWidth, markerEnd } = edge;
  return (
    <BaseEdge
      id={id}
      path={draw(points) ?? ''}
      labelX={middle?.x ?? (sourceX + targetX) / 2}
      labelY={middle?.y ?? (sourceY + targetY) / 2}
      {...(style && { style })}
      {...(label != null && { label })}
      {...(labelBgPadding && { labelBgPadding })}
      {...(labelBgBorderRadius !== undefined && { labelBgBorderRadius })}
      {...(interactionWidth !== undefined && { interactionWidth })}
      {...(markerEnd !== undefined && { markerEnd })}
    />
  );
}
