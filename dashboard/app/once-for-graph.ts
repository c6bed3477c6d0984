import type { Graph } from '../graph/graph.ts';
import { useGraph } from './app-context.ts';

/** A hook for something that there is once for a graph, however many parts of the page use it. */
export function onceForGraph<T extends object>(create: (graph: Graph) => T): () => T {
  const made = new WeakMap<Graph, T>();
  return () => {
    const graph = useGraph();
    let found = made.get(graph);
    if (!found) {
      found = create(graph);
      made.set(graph, found);
    }
    return found;
  };
}
