import { createContext, use } from 'react';

import type { Direction, LineageEntity } from './graph/lineage-graph.ts';

/** What one can do with an entity of the graph, wherever it is shown. */
export interface LineageActions {
  /** Shows or hides its neighbours in a direction. */
  expand: (id: string, direction: Direction, open: boolean) => void;
  openEntity: (entity: LineageEntity) => void;
  centre: (entity: LineageEntity) => void;
  /** Goes to the trace of the last event about it. */
  openTrace: (entity: LineageEntity) => void;
  /** Marks the path of a column. */
  markColumn: (id: string, column: string) => void;
}

export const LineageActionsContext = createContext<LineageActions | undefined>(undefined);

export function useLineageActions(): LineageActions {
  const actions = use(LineageActionsContext);
  if (!actions) throw new Error('there is no lineage around this component');
  return actions;
}
