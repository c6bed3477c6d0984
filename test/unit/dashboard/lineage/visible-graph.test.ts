import { describe, expect, it } from 'vitest';

import { withExpansion } from '../../../../dashboard/lineage/graph/expansions.ts';
import { joinGraphs } from '../../../../dashboard/lineage/graph/lineage-graph.ts';
import { findNodes, offerOf, visibleGraph } from '../../../../dashboard/lineage/graph/visible-graph.ts';
import { expansions, result } from './sample-graph.ts';

const base = result(['root:0', '-a:-1', 'b:1-'], ['a>root', 'root>b lin x y']);

describe('the known graph', () => {
  it('has each entity and each edge once, however many results contain them', () => {
    const known = joinGraphs(base, [result(['b:0', 'root:-1', 'c:1'], ['root>b lin x y', 'b>c'])]);
    expect([...known.nodes.keys()]).toEqual(['root', 'a', 'b', 'c']);
    expect([...known.edges.keys()]).toEqual(['a>root>computed', 'root>b>lin', 'b>c>computed']);
  });

  it('keeps several lineage fields between the same two entities', () => {
    const known = joinGraphs(result(['root:0', 'b:1'], ['root>b one x y', 'root>b two x z']), []);
    expect(known.edges.size).toBe(2);
    expect(known.neighbours.down.get('root')).toEqual(['b']);
  });

  it('knows all neighbours of a node as soon as one result contains them all', () => {
    const known = joinGraphs(base, [result(['b:0', 'c:1'], ['b>c'])]);
    expect(known.nodes.get('b')?.isComplete).toEqual({ up: true, down: true });
    expect(known.nodes.get('a')?.isComplete).toEqual({ up: false, down: true });
  });

  it('measures distances from the middle only', () => {
    const known = joinGraphs(base, [result(['b:0', 'c:1'], ['b>c'])]);
    expect(known.nodes.get('b')?.distance).toBe(1);
    expect(known.nodes.get('c')?.distance).toBeUndefined();
  });
});

describe('the visible graph', () => {
  it('begins with one step each way, and says where more lies beyond', () => {
    const visible = visibleGraph(joinGraphs(base, []), expansions());
    expect([...visible.nodes.keys()]).toEqual(['root', 'a', 'b']);
    expect(visible.nodes.get('a')?.up).toMatchObject({ isExpanded: false, hasMore: true });
    expect(visible.nodes.get('b')?.down).toMatchObject({ isExpanded: false, hasMore: true });
    expect(visible.nodes.get('root')?.down).toMatchObject({ isExpanded: true, shown: 1, hasMore: false });
  });

  it('shows what an expanded node leads to, and hides it again', () => {
    const known = joinGraphs(base, [result(['b:0', 'c:1'], ['b>c'])]);
    expect(visibleGraph(known, expansions()).nodes.has('c')).toBe(false);
    const opened = visibleGraph(known, expansions({ opened: ['down.b'] }));
    expect(opened.nodes.has('c')).toBe(true);
    expect(opened.edges.map(({ key }) => key)).toContain('b>c>computed');
  });

  it('hides what can be reached over a collapsed node alone', () => {
    const known = joinGraphs(base, [result(['b:0', 'c:1'], ['b>c'])]);
    const visible = visibleGraph(known, expansions({ opened: ['down.b'], closed: ['down.root'] }));
    expect([...visible.nodes.keys()]).toEqual(['root', 'a']);
    expect(visible.nodes.get('root')?.down).toMatchObject({ isExpanded: false, hidden: 1 });
  });

  it('ends a circle where it meets itself', () => {
    const known = joinGraphs(result(['root:0', 'a:-1', 'b:1'], ['root>b', 'b>a', 'a>root']), []);
    const visible = visibleGraph(known, expansions({ opened: ['down.b', 'up.a', 'down.a', 'up.b'] }));
    expect([...visible.nodes.keys()]).toEqual(['root', 'a', 'b']);
    expect(visible.edges).toHaveLength(3);
  });

  it('begins at both ends of a lineage field', () => {
    const known = joinGraphs(result(['a:0', 'b:0', 'c:1'], ['a>b lin', 'b>c']), []);
    const visible = visibleGraph(known, expansions());
    expect(visible.roots).toEqual(['a', 'b']);
    expect(visible.nodes.size).toBe(3);
  });

  it('draws no more than the greatest number of nodes, and says so', () => {
    const ids = Array.from({ length: 10 }, (_, index) => `n${index}`);
    const known = joinGraphs(
      result(
        ['root:0', ...ids.map((id) => `${id}:1`)],
        ids.map((id) => `root>${id}`),
      ),
      [],
    );
    const visible = visibleGraph(known, expansions(), { maxNodes: 5 });
    expect(visible.nodes.size).toBe(5);
    expect(visible.isTruncated).toBe(true);
    expect(visible.edges).toHaveLength(4);
    expect(visible.nodes.get('root')?.down).toMatchObject({ shown: 4, hidden: 6, hasMore: true });
  });

  it('leaves out raw sources that are not wanted, but nothing of which more may lie upstream', () => {
    const known = joinGraphs(
      result(['-d:-1', 'root:0', 's:-1', 'b:1', 't:1-'], ['s>root', 'd>root', 'root>b', 's>b', 'root>t']),
      [],
    );
    const all = visibleGraph(known, expansions());
    expect([...all.nodes.keys()]).toEqual(['root', 's', 'd', 'b', 't']);
    const visible = visibleGraph(known, expansions(), { hidesSources: true });
    expect([...visible.nodes.keys()]).toEqual(['root', 'd', 'b', 't']);
    expect(visible.hiddenSourceCount).toBe(1);
    expect(visible.nodes.get('b')?.up).toMatchObject({ shown: 1, hidden: 0, hasMore: false });
    expect(visible.edges.map(({ key }) => key)).not.toContain('s>b>computed');
  });

  it('says why there is nothing in a direction of the middle, once that is known', () => {
    const ends = (nodes: string[], edges: string[], hidesSources = false) =>
      visibleGraph(joinGraphs(result(nodes, edges), []), expansions(), { hidesSources }).ends;
    expect(ends(['root:0', 'b:1'], ['root>b'])).toEqual({ up: 'none', down: undefined });
    expect(ends(['-root:0-'], [])).toEqual({ up: undefined, down: undefined });
    expect(ends(['s:-1', 'root:0'], ['s>root'], true)).toEqual({ up: 'hidden', down: 'none' });
    expect(ends(['a:0', 'b:0'], ['a>b lin'])).toEqual({ up: 'none', down: 'none' });
  });

  it('offers to expand what has more, and to collapse what is expanded', () => {
    expect(offerOf({ isExpanded: false, shown: 1, hidden: 2, hasMore: true })).toBe('expand');
    expect(offerOf({ isExpanded: true, shown: 1, hidden: 0, hasMore: false })).toBe('collapse');
    expect(offerOf({ isExpanded: false, shown: 1, hidden: 0, hasMore: false })).toBeUndefined();
    expect(offerOf({ isExpanded: true, shown: 0, hidden: 0, hasMore: false })).toBeUndefined();
  });

  it('finds nodes by name and by key', () => {
    const visible = visibleGraph(joinGraphs(base, []), expansions());
    expect(findNodes(visible, 'KEY_A')).toEqual(['a']);
    expect(findNodes(visible, 'name of')).toEqual(['root', 'a', 'b']);
    expect(findNodes(visible, ' ')).toEqual([]);
  });
});

describe('choices', () => {
  it('replace each other', () => {
    const opened = withExpansion({ opened: [], closed: ['down.a'] }, 'down.a', true);
    expect(opened).toEqual({ opened: ['down.a'], closed: [] });
    expect(withExpansion(opened, 'down.a', false)).toEqual({ opened: [], closed: ['down.a'] });
  });
});
