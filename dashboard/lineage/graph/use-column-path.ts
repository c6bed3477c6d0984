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
  const path = useMemo(() => (data && nodes ? columnPath(data.columnLineage, { nodes }) : undefined), [data, nodes]);
  // The answer about the column that was chosen before stays until there is another.
  return path?.entityId === chosen?.entityId && path?.column === chosen?.column ? path : undefined;
}
