import { type Expansion, expansionOf, readExpansion } from './expansions.ts';
import type { GraphResult, KnownGraph } from './lineage-graph.ts';

/** Those of known nodes whose neighbours the graph around the middle does not all contain. */
export function wantedExpansions(
  base: GraphResult | undefined,
  known: Pick<KnownGraph, 'nodes'> | undefined,
  opened: readonly string[],
): ReadonlyMap<string, Expansion> {
  const complete = new Set<string>();
  for (const { entity, hasMoreUpstream, hasMoreDownstream } of base?.nodes ?? []) {
    if (!hasMoreUpstream) complete.add(expansionOf(entity.id, 'up'));
    if (!hasMoreDownstream) complete.add(expansionOf(entity.id, 'down'));
  }
  const wanted = new Map<string, Expansion>();
  for (const name of opened) {
    const expansion = readExpansion(name);
    if (expansion && known?.nodes.has(expansion.id) && !complete.has(name)) wanted.set(name, expansion);
  }
  return wanted;
}
