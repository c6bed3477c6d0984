import { useMemo } from 'react';
import { useQuery } from 'urql';

import { ColumnLineageDocument } from '../lineage.generated.ts';
import { type ColumnPath, columnPath } from './column-path.ts';
import type { VisibleGraph } from './visible-graph.ts';

/** The path of the chosen column; undefined while there is none or it is loaded. */
export function useColumnPath(
  chosen: { entityId: string; column: string } | undefined,
  graph: VisibleGraph | undefined,
): ColumnPath | undefined {
  const [{ data }] = useQuery({
    query: ColumnLineageDocument,
    variables: { entity: chosen?.entityId ?? '', column: chosen?.column ?? '' },
    pause: chosen === undefined,
  });
  const nodes = graph?.nodes;
  return useMemo(
    () => (chosen !== undefined && data && nodes ? columnPath(data.columnLineage, { nodes }) : undefined),
    [chosen === undefined, data, nodes],
  );
}
