import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';

import { useGraph } from '../../app/app-context.ts';
import type { LiveEvent } from '../../live/live.ts';
import type { Expansions } from './expansions.ts';
import { createGraphLoader, type GraphsState } from './graph-loader.ts';
import { joinGraphs } from './lineage-graph.ts';
import { type VisibleGraph, visibleGraph } from './visible-graph.ts';
import { wantedExpansions } from './wanted-expansions.ts';

/** A change of the lineage is shown this long after it, together with those that come meanwhile. */
const SETTLE_MS = 1_500;

export interface Lineage extends Pick<GraphsState, 'error' | 'loading'> {
  /** Undefined while it is loaded for the first time. */
  graph: VisibleGraph | undefined;
  /** Whether the server left something out around the middle. */
  isTruncated: boolean;
  retry: () => void;
}

/** The lineage around an entity, as far as it is expanded; it goes with the events. */
export function useLineage(root: string, expansions: Expansions, hidesSources: boolean): Lineage {
  const { client, live } = useGraph();
  const [loader] = useState(() => createGraphLoader(client));
  useEffect(
    () => () => {
      loader.dispose();
    },
    [loader],
  );
  const state = useSyncExternalStore(loader.onChange, () => loader.state);
  const known = useMemo(
    () => state.base && joinGraphs(state.base, [...state.expansions.values()]),
    [state.base, state.expansions],
  );

  const wanted = wantedExpansions(state.base, known, expansions.opened);
  const { up, down } = expansions.depth;
  const wantedNames = [...wanted.keys()].join(',');
  useEffect(() => {
    loader.want({ root, depth: { up, down }, expansions: wanted });
  }, [loader, root, up, down, wantedNames]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = live.onEvents((events) => {
      if (timer !== undefined || !events.some(changesLineage)) return;
      timer = setTimeout(() => {
        timer = undefined;
        loader.refresh();
      }, SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [live, loader]);

  const graph = useMemo(
    () => known && visibleGraph(known, expansions, { hidesSources }),
    [known, expansions, hidesSources],
  );
  return {
    graph,
    isTruncated: graph?.isTruncated === true || state.base?.truncated === true,
    loading: state.loading,
    error: state.error,
    retry: () => {
      loader.refresh();
    },
  };
}

/** Lineage fields and the definitions of KPIs state the edges. */
function changesLineage(event: LiveEvent): boolean {
  switch (event.type) {
    case 'KPI_CHANGED':
      return true;
    case 'METADATA_CHANGED':
    case 'METADATA_DEPRECATED':
      return 'entity' in event && event.entity?.entityType !== 'TAG' && event.entity?.entityType !== 'GLOSSARY';
    default:
      return false;
  }
}
