import { describe, expect, it } from 'vitest';

import { joinGraphs } from '../../../../dashboard/lineage/graph/lineage-graph.ts';
import { visibleGraph } from '../../../../dashboard/lineage/graph/visible-graph.ts';
import { type LineageTree, lineageTree } from '../../../../dashboard/lineage/list/lineage-tree.ts';
import { expansions, result } from './sample-graph.ts';

/** Each row as text: indented, with how it is reached and whether it repeats. */
function textOf({ rows }: LineageTree): string[] {
  return rows.map(({ level, direction, node, repeats, isOpen }) =>
    [
      '.'.repeat(level - 1),
      direction === 'up' ? '<' : direction === 'down' ? '>' : '',
      node.id,
      repeats ? ` (${repeats})` : isOpen === undefined ? '' : isOpen ? ' -' : ' +',
    ].join(''),
  );
}

describe('the list of a lineage', () => {
  const known = joinGraphs(
    result(['root:0', '-a:-1', 'b:1', 'c:1', 'd:2'], ['a>root', 'root>b', 'root>c', 'b>d', 'c>d lin x y', 'b>c']),
    [],
  );

  it('goes from the middle in each direction, and says what can be opened', () => {
    const visible = visibleGraph(known, expansions());
    expect(textOf(lineageTree(visible, 'up'))).toEqual(['root -', '.<a +']);
    expect(textOf(lineageTree(visible, 'down'))).toEqual(['root -', '.>b +', '.>c +']);
  });

  it('lists what belongs to an entity once, where it stands first', () => {
    const visible = visibleGraph(known, expansions({ down: 2 }));
    expect(textOf(lineageTree(visible, 'down'))).toEqual([
      'root -',
      '.>b -',
      '..>d',
      '..>c -',
      '...>d (above)',
      '.>c (above)',
    ]);
  });

  it('ends a circle', () => {
    const circle = joinGraphs(result(['root:0', 'a:-1', 'b:1'], ['root>b', 'b>a', 'a>root']), []);
    const visible = visibleGraph(circle, expansions({ opened: ['down.b', 'down.a'] }));
    expect(textOf(lineageTree(visible, 'down'))).toEqual(['root -', '.>b -', '..>a -', '...>root (circle)']);
  });

  it('shows under a node what was expanded sideways, without the row that it belongs to', () => {
    const sideways = joinGraphs(result(['root:0', 'a:-1'], ['a>root']), [
      result(['a:0', 'root:1', 's:1'], ['a>root', 'a>s']),
    ]);
    const visible = visibleGraph(sideways, expansions({ opened: ['down.a'] }));
    expect(textOf(lineageTree(visible, 'up'))).toEqual(['root -', '.<a -', '..>s']);
  });

  it('counts each row among its siblings, and gives it what links it', () => {
    const { rows } = lineageTree(visibleGraph(known, expansions({ down: 2 })), 'down');
    expect(rows.map(({ position, siblings }) => `${position}/${siblings}`)).toEqual([
      '1/1',
      '1/2',
      '1/2',
      '2/2',
      '1/1',
      '2/2',
    ]);
    expect(rows[4]?.edges.map(({ fromColumn, toColumn }) => [fromColumn, toColumn])).toEqual([['x', 'y']]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('contains every drawn node', () => {
    const visible = visibleGraph(known, expansions({ up: 2, down: 2, opened: ['down.a', 'up.d'] }));
    const listed = (['up', 'down'] as const).flatMap((each) =>
      lineageTree(visible, each).rows.map(({ node }) => node.id),
    );
    expect(new Set(listed)).toEqual(new Set(visible.nodes.keys()));
  });
});
