import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';

import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Panel } from '../../ui/panel.tsx';
import { treeMove } from '../../ui/tree-keys.ts';
import { endWords } from '../end-words.ts';
import type { ColumnPath } from '../graph/column-path.ts';
import { type Direction, DIRECTIONS } from '../graph/lineage-graph.ts';
import type { VisibleGraph } from '../graph/visible-graph.ts';
import { useLineageActions } from '../lineage-actions.ts';
import { LineageRowView } from './lineage-row.tsx';
import { type LineageRow, lineageTree } from './lineage-tree.ts';

export interface LineageListProps {
  graph: VisibleGraph;
  rootName: string;
  matches: readonly string[];
  current: string | undefined;
  path: ColumnPath | undefined;
}

/** The same as the picture, as two indented lists: for the keyboard, for screen readers and for narrow screens. */
export function LineageList({ rootName, ...rest }: LineageListProps) {
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      {DIRECTIONS.map((direction) => (
        <Panel
          key={direction}
          isFlush
          title={direction === 'up' ? text.lineage.upstreamOf(rootName) : text.lineage.downstreamOf(rootName)}
        >
          <Tree direction={direction} rootName={rootName} {...rest} />
        </Panel>
      ))}
    </div>
  );
}

function Tree({ graph, direction, rootName, matches, current, path }: LineageListProps & { direction: Direction }) {
  const actions = useLineageActions();
  const { rows, isTruncated } = useMemo(() => lineageTree(graph, direction), [graph, direction]);
  const [chosen, setChosen] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const found = useMemo(() => new Set(matches), [matches]);
  const active = Math.max(
    rows.findIndex(({ key }) => key === chosen),
    0,
  );

  useEffect(() => {
    const row = current === undefined ? undefined : rows.find(({ node }) => node.id === current);
    if (!row) return;
    setChosen(row.key);
    document.getElementById(`${prefix}${row.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const setOpen = ({ node, direction: way = direction }: LineageRow, open: boolean) => {
    if (open) actions.expand(node.id, way, true);
    // What was opened sideways stands below it, too.
    else if (node[way].isExpanded) actions.expand(node.id, way, false);
    else actions.expand(node.id, way === 'up' ? 'down' : 'up', false);
  };

  const onKey = (event: KeyboardEvent) => {
    // Keys within an open menu are the menu's.
    if (event.target instanceof Node && !list.current?.contains(event.target)) return;
    const row = rows[active];
    if (event.key === 'Enter' && row && event.target instanceof HTMLElement && event.target.role === 'treeitem') {
      event.preventDefault();
      actions.openEntity(row.node.entity);
      return;
    }
    const move = treeMove(rows, active, event.key);
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const target = rows[move.index];
    if (!target) return;
    if (move.kind === 'focus') {
      setChosen(target.key);
      document.getElementById(`${prefix}${target.key}`)?.focus();
    } else setOpen(target, move.kind === 'open');
  };

  return (
    <>
      <div
        ref={list}
        role="tree"
        aria-label={direction === 'up' ? text.lineage.upstreamOf(rootName) : text.lineage.downstreamOf(rootName)}
        className="pb-2"
        onKeyDown={onKey}
      >
        {rows.map((row, index) => (
          <LineageRowView
            key={row.key}
            id={`${prefix}${row.key}`}
            row={row}
            isActive={index === active}
            isMatch={found.has(row.node.id)}
            isCurrent={row.node.id === current}
            isOnPath={path?.entities.has(row.node.id) === true}
            onChoose={() => {
              setChosen(row.key);
            }}
            onOpen={(open) => {
              setOpen(row, open);
            }}
          />
        ))}
      </div>
      {rows.every(({ level, isOpen }) => level === 1 && isOpen === undefined) && (
        <p className="px-4 pb-3 text-muted">{endWords(graph, direction)}</p>
      )}
      {isTruncated && <p className="px-4 pb-3 text-warn">{text.lineage.rowsTruncated(formatCount(rows.length))}</p>}
    </>
  );
}
