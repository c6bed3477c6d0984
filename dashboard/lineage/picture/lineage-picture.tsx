import { MiniMap, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type FocusEvent, type ReactNode, useEffect, useMemo, useState } from 'react';

import { text } from '../../text/text.ts';
import { Skeleton } from '../../ui/notes.tsx';
import { endWords } from '../end-words.ts';
import type { ColumnPath } from '../graph/column-path.ts';
import { DIRECTIONS } from '../graph/lineage-graph.ts';
import type { VisibleGraph } from '../graph/visible-graph.ts';
import { ArrowHeads } from './arrow-heads.tsx';
import { BentLine } from './bent-line.tsx';
import { EntityCard } from './entity-card.tsx';
import { layoutInput, linesOf, namedColumns, NODE_HEIGHT, NODE_WIDTH } from './layout-input.ts';
import { LineDetails } from './line-details.tsx';
import { minimapColour, pictureEdges, pictureNodes } from './picture-data.ts';
import { useLayout } from './use-layout.ts';

import '@xyflow/react/dist/base.css';
import './picture.css';

const NODE_TYPES = { entity: EntityCard };
const EDGE_TYPES = { bent: BentLine };
const FIT = { padding: 0.12, maxZoom: 1 };
const READABLE_ZOOM = 0.5;
/** With fewer nodes, all of them can be seen at once. */
const MINIMAP_NODES = 8;
const HEIGHT = 'h-[max(24rem,calc(100dvh-14rem))]';

export interface LineagePictureProps {
  graph: VisibleGraph;
  /** The node that stays where it is when others come and go. */
  anchor: string;
  withColumns: boolean;
  path: ColumnPath | undefined;
  matches: readonly string[];
  /** The match to move to. */
  current: string | undefined;
  loading: ReadonlySet<string>;
}

/** The drawn part of the lineage, from left to right. */
export function LineagePicture(props: LineagePictureProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ graph, anchor, withColumns, path, matches, current, loading }: LineagePictureProps) {
  const [chosen, setChosen] = useState<string>();
  const columns = useMemo(() => (withColumns ? namedColumns(graph) : undefined), [graph, withColumns]);
  const lines = useMemo(() => linesOf(graph.edges, columns), [graph, columns]);
  const layout = useLayout(
    useMemo(() => layoutInput(graph, lines, columns), [graph, lines, columns]),
    anchor,
  );
  const found = useMemo(() => new Set(matches), [matches]);
  const nodes = useMemo(
    () => (layout ? pictureNodes(graph, layout, columns, { matches: found, current, path, loading }) : []),
    [graph, layout, columns, found, current, path, loading],
  );
  const edges = useMemo(
    () => (layout ? pictureEdges(lines, graph, layout, path, chosen) : []),
    [lines, graph, layout, path, chosen],
  );
  const flow = useReactFlow();
  const line = lines.find(({ id }) => id === chosen);

  useEffect(() => {
    if (current === undefined) return;
    void flow.fitView({ nodes: [{ id: current }], duration: 300, maxZoom: Math.max(flow.getZoom(), 0.8) });
  }, [flow, current]);

  /** Tab may come to a node outside of what is seen. React Flow moves there only for nodes that have the focus themselves. */
  const onFocus = ({ target, currentTarget }: FocusEvent) => {
    const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id ?? '';
    const place = layout?.positions.get(id);
    if (!place || !target.matches(':focus-visible')) return;
    // Where it is on the screen without the scrolling by which the browser has answered the focus, and which is undone.
    const from = flow.flowToScreenPosition(place);
    const to = flow.flowToScreenPosition({ x: place.x + NODE_WIDTH, y: place.y + NODE_HEIGHT });
    const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
    if (from.x >= left && to.x <= right && from.y >= top && to.y <= bottom) return;
    void flow.fitView({ nodes: [{ id }], minZoom: flow.getZoom(), maxZoom: flow.getZoom() });
  };

  if (!layout) return <Skeleton className={HEIGHT} />;
  return (
    <div className={`relative overflow-hidden rounded-lg border border-line ${HEIGHT}`} onFocus={onFocus}>
      <ArrowHeads />
      <ReactFlow
        aria-label={text.lineage.pictureLabel}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onInit={(instance) => {
          void instance.fitView(FIT).then(() => {
            const place = layout.positions.get(anchor);
            if (instance.getZoom() >= READABLE_ZOOM || !place) return;
            // All of it would be too small to read: begin in the middle.
            void instance.setCenter(place.x + NODE_WIDTH / 2, place.y + NODE_HEIGHT / 2, { zoom: READABLE_ZOOM });
          });
        }}
        minZoom={0.1}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        onNodeClick={(_, { id }) => {
          setChosen(id);
        }}
        onEdgeClick={(_, { id }) => {
          setChosen(id);
        }}
        onPaneClick={() => {
          setChosen(undefined);
        }}
      >
        <Panel position="top-left" className="flex flex-col gap-1 text-xs text-muted">
          {DIRECTIONS.map((direction) => graph.ends[direction] && <p key={direction}>{endWords(graph, direction)}</p>)}
        </Panel>
        {nodes.length > MINIMAP_NODES && (
          <MiniMap
            pannable
            zoomable
            ariaLabel={text.lineage.overview}
            className="overflow-hidden rounded-md border border-line max-sm:hidden"
            nodeColor={minimapColour}
            nodeBorderRadius={12}
            maskStrokeWidth={1.5}
          />
        )}
        <Panel position="bottom-left">
          <div className="flex flex-col overflow-hidden rounded-md border border-line bg-surface shadow-sm">
            <Control label={text.lineage.zoomIn} onPress={() => void flow.zoomIn({ duration: 150 })}>
              <Plus aria-hidden size={16} />
            </Control>
            <Control label={text.lineage.zoomOut} onPress={() => void flow.zoomOut({ duration: 150 })}>
              <Minus aria-hidden size={16} />
            </Control>
            <Control label={text.lineage.fit} onPress={() => void flow.fitView({ ...FIT, duration: 200 })}>
              <Maximize aria-hidden size={15} />
            </Control>
          </div>
        </Panel>
      </ReactFlow>
      {line && (
        <LineDetails
          line={line}
          graph={graph}
          onClose={() => {
            setChosen(undefined);
          }}
        />
      )}
    </div>
  );
}

function Control({ label, onPress, children }: { label: string; onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className="flex size-8 items-center justify-center border-b border-line -outline-offset-2 last:border-b-0 hover:bg-hover"
      onClick={onPress}
    >
      {children}
    </button>
  );
}
