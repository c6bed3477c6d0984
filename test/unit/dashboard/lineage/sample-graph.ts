import type { Expansions } from '../../../../dashboard/lineage/graph/expansions.ts';
import type { GraphResult, LineageEntity } from '../../../../dashboard/lineage/graph/lineage-graph.ts';

type ResultNode = GraphResult['nodes'][number];

function entity(id: string): LineageEntity {
  return {
    __typename: 'Metadata',
    id,
    canonicalKey: `key_${id}`,
    entityType: 'METADATA',
    name: `Name of ${id}`,
    tier: 'TIER1',
    status: 'ACTIVE',
    owner: null,
    version: 1,
    updatedAt: '2026-01-01T00:00:00Z',
    profileState: 'FRESH',
    lastProfiledAt: null,
    nextProfileDueAt: null,
    latestProfile: null,
    lastFailure: null,
    pendingApproval: null,
  };
}

/** `-` at the end of a side: more lies beyond it, such as `-a:0` for more upstream of a. */
function node(spec: string): ResultNode {
  const match = /^(-?)(\w+):(-?\d+)(-?)$/.exec(spec);
  if (!match) throw new Error(`no node: ${spec}`);
  const [, before, id = '', distance, after] = match;
  return {
    distance: Number(distance),
    hasMoreUpstream: before === '-',
    hasMoreDownstream: after === '-',
    entity: entity(id),
  };
}

/** `a>b`: computed; `a>b lin x y`: stated by a lineage field, from column x to column y. */
function edge(spec: string): GraphResult['edges'][number] {
  const [ends = '', lineage, fromColumn, toColumn] = spec.split(' ');
  const [from = '', to = ''] = ends.split('>');
  return {
    kind: lineage === undefined ? 'COMPUTED_FROM' : 'LINEAGE_FIELD',
    from: { id: from },
    to: { id: to },
    fromColumn: fromColumn ?? null,
    toColumn: toColumn ?? null,
    lineage: lineage === undefined ? null : { id: lineage, canonicalKey: lineage, name: lineage, transformation: null },
  };
}

export function result(nodes: readonly string[], edges: readonly string[]): GraphResult {
  return { truncated: false, nodes: nodes.map(node), edges: edges.map(edge) };
}

export function expansions({
  up = 1,
  down = 1,
  opened = [],
  closed = [],
}: Partial<{
  up: number;
  down: number;
  opened: readonly string[];
  closed: readonly string[];
}> = {}): Expansions {
  return { depth: { up, down }, opened, closed };
}
