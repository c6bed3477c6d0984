import { Graph, layout } from '@dagrejs/dagre';

import type { LayoutInput, Point } from './layout-input.ts';

export interface LayoutRequest {
  number: number;
  input: LayoutInput;
}

export interface LayoutAnswer {
  number: number;
  /** Id, x and y of each node. */
  positions: readonly (readonly [id: string, x: number, y: number])[];
  /** As in `Places`. */
  bends: readonly (readonly [from: string, to: string, points: readonly Point[]])[];
}

addEventListener('message', ({ data: { number, input } }: MessageEvent<LayoutRequest>) => {
  const answer: LayoutAnswer = { number, ...layoutOf(input) };
  postMessage(answer);
});

const WORDS_HEIGHT = 18;
/** With more nodes than this the best ranks would take seconds; the others take half the time. */
const MANY_NODES = 100;

/** From left to right, as the data goes. */
function layoutOf({ nodes, edges }: LayoutInput): Omit<LayoutAnswer, 'number'> {
  const graph = new Graph();
  const ranker = nodes.length > MANY_NODES ? 'tight-tree' : 'network-simplex';
  graph.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 72, ranker });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { from, to, wordsWidth } of edges) {
    graph.setEdge(from, to, wordsWidth > 0 ? { width: wordsWidth, height: WORDS_HEIGHT, labelpos: 'c' } : {});
  }
  layout(graph);
  return {
    positions: nodes.map(({ id, width, height }) => {
      // Dagre gives the middle of a node.
      const { x, y } = graph.node(id) as Point;
      return [id, x - width / 2, y - height / 2] as const;
    }),
    bends: edges.map(({ from, to }) => {
      const { points = [] } = graph.edge(from, to) as { points?: Point[] };
      return [from, to, points.slice(1, -1)] as const;
    }),
  };
}
