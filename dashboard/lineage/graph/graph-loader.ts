import type { Client, CombinedError } from 'urql';

import { createStateHolder, type StateHolder } from '../../live/state-holder.ts';
import { LineageGraphDocument, type LineageGraphQueryVariables } from '../lineage.generated.ts';
import type { Expansion } from './expansions.ts';
import type { Direction, GraphResult } from './lineage-graph.ts';

export interface GraphsState {
  /** The graph around the middle. While one of another depth is loaded, it is the one before. */
  base: GraphResult | undefined;
  /** Of the expanded nodes, by expansion. */
  expansions: ReadonlyMap<string, GraphResult>;
  /** The expansions that are being loaded, and `base`. */
  loading: ReadonlySet<string>;
  error: CombinedError | undefined;
}

export interface Wanted {
  root: string;
  depth: Readonly<Record<Direction, number>>;
  /** What to expand besides, by name. */
  expansions: ReadonlyMap<string, Expansion>;
}

interface Followed {
  variables: LineageGraphQueryVariables;
  stop: () => void;
}

const BASE = 'base';
const NOTHING: GraphsState = { base: undefined, expansions: new Map(), loading: new Set(), error: undefined };

/**
 * Asks for the graphs that are wanted, and follows them: what the cache learns about an entity appears in them. All
 * changes of a turn are one.
 */
export function createGraphLoader(client: Client) {
  const holder: StateHolder<GraphsState> = createStateHolder(NOTHING);
  const followed = new Map<string, Followed>();
  let next: GraphsState | undefined;

  function change(part: (state: GraphsState) => Partial<GraphsState>): void {
    if (!next) {
      queueMicrotask(() => {
        if (next) holder.set(next);
        next = undefined;
      });
    }
    const current = next ?? holder.value;
    next = { ...current, ...part(current) };
  }

  function follow(name: string, variables: LineageGraphQueryVariables): void {
    change(({ loading }) => ({ loading: new Set(loading).add(name) }));
    const following = client.query(LineageGraphDocument, variables).subscribe(({ data, error, stale }) => {
      const graph = data?.lineageGraph;
      change(({ base, expansions, loading }) => ({
        loading: stale ? loading : without(loading, name),
        error,
        ...(graph && (name === BASE ? { base: graph } : { base, expansions: new Map(expansions).set(name, graph) })),
      }));
    });
    followed.set(name, {
      variables,
      stop: () => {
        following.unsubscribe();
      },
    });
  }

  function forget(name: string): void {
    followed.get(name)?.stop();
    followed.delete(name);
    change(({ expansions, loading }) => {
      const left = new Map(expansions);
      left.delete(name);
      return { expansions: left, loading: without(loading, name) };
    });
  }

  return {
    get state() {
      return holder.value;
    },
    onChange: holder.onChange,
    /** Loads what is missing, and lets go of what is no longer wanted. */
    want({ root, depth, expansions }: Wanted): void {
      const before = followed.get(BASE)?.variables;
      if (before?.root !== root) change(() => NOTHING);
      if (before?.root !== root || before.upstream !== depth.up || before.downstream !== depth.down) {
        followed.get(BASE)?.stop();
        follow(BASE, { root, upstream: depth.up, downstream: depth.down });
      }
      for (const name of [...followed.keys()]) {
        if (name !== BASE && !expansions.has(name)) forget(name);
      }
      for (const [name, { id, direction }] of expansions) {
        if (followed.has(name)) continue;
        follow(name, { root: id, upstream: direction === 'up' ? 1 : 0, downstream: direction === 'down' ? 1 : 0 });
      }
    },
    /** Asks the server again. */
    refresh(): void {
      for (const { variables } of followed.values()) {
        void client.query(LineageGraphDocument, variables, { requestPolicy: 'network-only' }).toPromise();
      }
    },
    dispose(): void {
      for (const { stop } of followed.values()) stop();
      followed.clear();
    },
  };
}

function without(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const left = new Set(names);
  left.delete(name);
  return left;
}
