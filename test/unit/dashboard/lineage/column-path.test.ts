import { expect, it } from 'vitest';

import { columnPath } from '../../../../dashboard/lineage/graph/column-path.ts';
import { joinGraphs } from '../../../../dashboard/lineage/graph/lineage-graph.ts';
import { visibleGraph } from '../../../../dashboard/lineage/graph/visible-graph.ts';
import { wantedExpansions } from '../../../../dashboard/lineage/graph/wanted-expansions.ts';
import type { ColumnLineageQuery } from '../../../../dashboard/lineage/lineage.generated.ts';
import { expansions, result } from './sample-graph.ts';

type End = ColumnLineageQuery['columnLineage']['nodes'][number];

function end(id: string, column: string | null, distance: number): End {
  return { column, distance, entity: { id, name: `Name of ${id}` } };
}

const base = result(['-a:-1', 'root:0', 'b:1-'], ['a>root lin1 u x', 'root>b lin2 x y', 'root>b']);

it('marks the columns and edges of a path, and says what of it is not drawn', () => {
  const nodes = [end('root', 'x', 0), end('a', 'u', -1), end('b', 'y', 1), end('z', 'q', -2), end('c', null, 2)];
  const [root, a, b, z, c] = nodes;
  if (!root || !a || !b || !z || !c) throw new Error('five ends were made');
  const path = columnPath(
    {
      truncated: false,
      nodes,
      edges: [
        { kind: 'LINEAGE_FIELD', from: z, to: a, lineage: { id: 'lin0' } },
        { kind: 'LINEAGE_FIELD', from: a, to: root, lineage: { id: 'lin1' } },
        { kind: 'LINEAGE_FIELD', from: root, to: b, lineage: { id: 'lin2' } },
        { kind: 'COMPUTED_FROM', from: b, to: c, lineage: null },
      ],
    },
    visibleGraph(joinGraphs(base, []), expansions()),
  );
  expect(path).toMatchObject({ entityId: 'root', column: 'x', shownCount: 2, hiddenCount: 2 });
  expect([...(path?.columns ?? [])]).toEqual(['root.x', 'a.u', 'b.y', 'z.q', 'c']);
  expect(path?.edges.has('root>b>lin2')).toBe(true);
  expect(path?.edges.has('root>b>computed')).toBe(false);
  expect(path?.needed).toEqual(['up.a', 'up.root', 'down.root', 'down.b']);
});

it('asks for the neighbours of known nodes that are not known', () => {
  const known = joinGraphs(base, []);
  expect([...wantedExpansions(base, known, ['up.a', 'down.a', 'down.b', 'up.nobody', 'nonsense']).keys()]).toEqual([
    'up.a',
    'down.b',
  ]);
});
