import { describe, expect, it } from 'vitest';

import { joinGraphs } from '../../../../dashboard/lineage/graph/lineage-graph.ts';
import { visibleGraph } from '../../../../dashboard/lineage/graph/visible-graph.ts';
import {
  anchored,
  COLUMN_HEIGHT,
  layoutInput,
  linesOf,
  MAX_COLUMNS,
  MAX_WORDS_WIDTH,
  namedColumns,
  NODE_HEIGHT,
  nodeHeight,
  type Places,
  wordsOn,
} from '../../../../dashboard/lineage/picture/layout-input.ts';
import { expansions, result } from './sample-graph.ts';

const graph = visibleGraph(
  joinGraphs(
    result(['root:0', 'a:-1', 'b:1'], ['a>root', 'root>b one x y', 'root>b two x z', 'root>root self x w']),
    [],
  ),
  expansions(),
);

describe('the input of the layout', () => {
  it('has each node, and one edge for each pair of different nodes', () => {
    const input = layoutInput(graph, linesOf(graph.edges, undefined), undefined);
    expect(input.nodes.map(({ id, height }) => [id, height])).toEqual([
      ['root', NODE_HEIGHT],
      ['a', NODE_HEIGHT],
      ['b', NODE_HEIGHT],
    ]);
    expect(input.edges.map(({ from, to }) => [from, to])).toEqual([
      ['a', 'root'],
      ['root', 'b'],
    ]);
  });

  it('has room for the words on a line, but not where a line leads from column to column', () => {
    const columns = namedColumns(graph);
    const widths = (lines: ReturnType<typeof linesOf>) =>
      layoutInput(graph, lines, columns).edges.map(({ wordsWidth }) => wordsWidth);
    const [whole = 0, links = 0] = widths(linesOf(graph.edges, undefined));
    expect(whole).toBeGreaterThan(links);
    expect(links).toBeGreaterThan(0);
    expect(widths(linesOf(graph.edges, columns))).toEqual([whole, 0]);
  });

  it('has room for words of any length up to a limit', () => {
    const [edge] = result(['a:0', 'b:1'], ['a>b whole']).edges;
    if (!edge?.lineage) throw new Error('an edge was made');
    const transformation = 'long words '.repeat(30);
    const whole = { ...result(['a:0', 'b:1'], []), edges: [{ ...edge, lineage: { ...edge.lineage, transformation } }] };
    const visible = visibleGraph(joinGraphs(whole, []), expansions());
    const [line] = linesOf(visible.edges, undefined);
    expect(line && wordsOn(line)).toBe(transformation);
    expect(layoutInput(visible, linesOf(visible.edges, undefined), undefined).edges[0]?.wordsWidth).toBe(
      MAX_WORDS_WIDTH,
    );
  });

  it('makes room for the columns that drawn edges name', () => {
    const columns = namedColumns(graph);
    expect([...columns]).toEqual([
      ['b', ['y', 'z']],
      ['root', ['w', 'x']],
    ]);
    const heights = layoutInput(graph, linesOf(graph.edges, columns), columns).nodes.map(({ height }) => height);
    expect(heights[1]).toBe(NODE_HEIGHT);
    expect(heights[0]).toBeGreaterThanOrEqual(NODE_HEIGHT + 2 * COLUMN_HEIGHT);
    expect(nodeHeight(MAX_COLUMNS + 50)).toBe(nodeHeight(MAX_COLUMNS + 1));
  });
});

describe('the lines', () => {
  it('are one between two nodes without columns, with all edges that they stand for', () => {
    const lines = linesOf(graph.edges, undefined);
    expect(lines.map(({ from, to, edges }) => [from, to, edges.length])).toEqual([
      ['a', 'root', 1],
      ['root', 'b', 2],
    ]);
  });

  it('lead from column to column, also within a node', () => {
    const lines = linesOf(graph.edges, namedColumns(graph));
    expect(lines.map(({ from, fromColumn, to, toColumn }) => [from, fromColumn, to, toColumn])).toEqual([
      ['a', null, 'root', null],
      ['root', 'x', 'b', 'y'],
      ['root', 'x', 'b', 'z'],
      ['root', 'x', 'root', 'w'],
    ]);
  });
});

describe('the anchor', () => {
  const places = (x: number): Places => ({
    positions: new Map([
      ['a', { x, y: 0 }],
      ['b', { x: x + 10, y: 5 }],
    ]),
    bends: new Map([['a>b', [{ x: x + 5, y: 2 }]]]),
  });

  it('stays where it was, and all others keep their distance from it', () => {
    expect(anchored(places(100), places(7), 'a')).toEqual(places(7));
  });

  it('changes nothing if it is new', () => {
    expect(anchored(places(100), { positions: new Map(), bends: new Map() }, 'a')).toEqual(places(100));
  });
});
