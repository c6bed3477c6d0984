import type { Graph } from '../../graph/graph.ts';
import { createEntityList } from './entity-list.ts';
import type { EntityList } from './entity-list-state.ts';
import { createEntityPages } from './entity-pages.ts';

const lists = new WeakMap<Graph, EntityList>();

/** One list for as long as somebody uses the page: whoever comes back from an entity finds it as it was left. */
export function listOf(graph: Graph): EntityList {
  const known = lists.get(graph);
  if (known) return known;
  const list = createEntityList({
    pages: createEntityPages(graph.uncached),
    live: graph.live,
    isSeen: () => !document.hidden,
  });
  lists.set(graph, list);
  return list;
}
