import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { curveBumpX, line } from 'd3-shape';

import { MAX_WORDS_WIDTH, type Point, widthOf } from './layout-input.ts';

export interface LineData extends Record<string, unknown> {
  bends: readonly Point[];
  /** Empty: none. */
  words: string;
  state: 'plain' | 'marked' | 'dimmed';
}

/** A line of the picture; it goes around nodes that stand in its way. */
export type BentEdge = Edge<LineData, 'bent'>;

const draw = line<Point>()
  .x(({ x }) => x)
  .y(({ y }) => y)
  .curve(curveBumpX);

export function BentLine({ sourceX, sourceY, targetX, targetY, data, ...edge }: EdgeProps<BentEdge>) {
  const { bends = [], words = '', state = 'plain' } = data ?? {};
  const middle = bends[Math.floor(bends.length / 2)] ?? { x: (sourceX + targetX) / 2, y: (sourceY + targetY) / 2 };
  const half = widthOf(words) / 2;
  // Straight below its words, so that nothing of the line seems to be missing.
  const around = bends.flatMap((point) =>
    point === middle && half > 0
      ? [
          { ...point, x: point.x - half },
          { ...point, x: point.x + half },
        ]
      : [point],
  );
  const points = [{ x: sourceX, y: sourceY }, ...around, { x: targetX, y: targetY }];
  const { id, style, interactionWidth, markerEnd } = edge;
  return (
    <>
      <BaseEdge
        id={id}
        path={draw(points) ?? ''}
        {...(style && { style })}
        {...(interactionWidth !== undefined && { interactionWidth })}
        {...(markerEnd !== undefined && { markerEnd })}
      />
      {words !== '' && (
        // Above all lines, none of which is to cross the words.
        <EdgeLabelRenderer>
          <span
            title={words}
            className={`lineage-words lineage-words-${state}`}
            style={{
              maxWidth: MAX_WORDS_WIDTH,
              transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)`,
            }}
          >
            {words}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
