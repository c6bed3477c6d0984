import type { Node } from '@xyflow/react';

import { text } from '../../text/text.ts';
import { GRADE_TONES } from '../../ui/badges.tsx';
import { columnKey, type ColumnPath } from '../graph/column-path.ts';
import type { VisibleGraph, VisibleNode } from '../graph/visible-graph.ts';
import type { BentEdge } from './bent-line.tsx';
import { type Line, MAX_COLUMNS, MAX_WORDS, NODE_WIDTH, pairKey, type Point, wordsOn } from './layout-input.ts';
import type { Layout } from './use-layout.ts';

export interface NodeColumn {
  name: string;
  isOnPath: boolean;
  isChosen: boolean;
}

export interface NodeData extends Record<string, unknown> {
  node: VisibleNode;
  columns: readonly NodeColumn[];
  /** How many columns are not listed. */
  moreColumns: number;
  mark: 'current' | 'match' | undefined;
  isDimmed: boolean;
  /** Whether its neighbours are being loaded. */
  isLoading: boolean;
}

export type EntityNode = Node<NodeData, 'entity'>;

export interface Marks {
  matches: ReadonlySet<string>;
  current: string | undefined;
  path: ColumnPath | undefined;
  loading: ReadonlySet<string>;
}

/** What React Flow draws for the nodes that have a place. */
export function pictureNodes(
  { nodes }: VisibleGraph,
  { positions, input }: Layout,
  columns: ReadonlyMap<string, readonly string[]> | undefined,
  { matches, current, path, loading }: Marks,
): EntityNode[] {
  const sizes = new Map(input.nodes.map(({ id, height }) => [id, height]));
  return [...nodes.values()].flatMap((node): EntityNode[] => {
    const position = positions.get(node.id);
    const height = sizes.get(node.id);
    if (!position || height === undefined) return [];
    const names = columns?.get(node.id) ?? [];
    return [
      {
        id: node.id,
        type: 'entity',
        position,
        width: NODE_WIDTH,
        height,
        measured: { width: NODE_WIDTH, height },
        ariaRole: 'group',
        ariaLabel: text.lineage.nodeLabel(node.entity.name, text.entityTypes[node.entity.entityType]),
        data: {
          node,
          columns: names.slice(0, MAX_COLUMNS).map((name) => ({
            name,
            isOnPath: path?.columns.has(columnKey(node.id, name)) === true,
            isChosen: path?.entityId === node.id && path.column === name,
          })),
          moreColumns: Math.max(names.length - MAX_COLUMNS, 0),
          mark: node.id === current ? 'current' : matches.has(node.id) ? 'match' : undefined,
          isDimmed: path !== undefined && !path.entities.has(node.id),
          isLoading: loading.has(`up.${node.id}`) || loading.has(`down.${node.id}`),
        },
      },
    ];
  });
}

/** A node in the overview has the colour of its grade. */
export function minimapColour({ data: { node } }: EntityNode): string {
  const grade = node.entity.latestProfile?.qualityGrade;
  return grade ? `var(--${GRADE_TONES[grade]})` : 'var(--strong-line)';
}

/** @param chosen a node or a line that was pressed */
export function pictureEdges(
  lines: readonly Line[],
  { nodes }: VisibleGraph,
  { bends }: Pick<Layout, 'bends'>,
  path: ColumnPath | undefined,
  chosen: string | undefined,
): BentEdge[] {
  return lines.map((line): BentEdge => {
    const { id, from, to, fromColumn, toColumn, edges } = line;
    const isOnPath = path !== undefined && edges.some(({ key }) => path.edges.has(key));
    const isChosen = chosen === id || chosen === from || chosen === to;
    const state = isOnPath || (isChosen && !path) ? 'marked' : path ? 'dimmed' : 'plain';
    const words = isChosen || isOnPath || (!path && lines.length <= MAX_WORDS) ? wordsOn(line) : '';
    return {
      id,
      type: 'bent',
      data: { bends: bendsOf(bends, line), words, state },
      source: from,
      target: to,
      sourceHandle: fromColumn === null ? 'out' : `out.${fromColumn}`,
      targetHandle: toColumn === null ? 'in' : `in.${toColumn}`,
      className: `lineage-edge lineage-edge-${state}`,
      markerEnd: `lineage-arrow-${state}`,
      interactionWidth: 14,
      zIndex: state === 'marked' ? 1 : 0,
      ariaLabel: text.lineage.lineLabel(nodes.get(from)?.entity.name ?? from, nodes.get(to)?.entity.name ?? to),
      ...(edges.every(({ kind }) => kind === 'COMPUTED_FROM') && { style: { strokeDasharray: '6 4' } }),
    };
  });
}

/** Between neighbouring columns of the picture a curve needs no help, unless it has to pass the room for its words. */
function bendsOf(bends: Layout['bends'], line: Line): readonly Point[] {
  const points = bends.get(pairKey(line.from, line.to)) ?? [];
  return points.length > 1 || wordsOn(line) !== '' ? points : [];
}
