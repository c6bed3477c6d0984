import { Handle, type NodeProps, Position, useUpdateNodeInternals } from '@xyflow/react';
import { Loader2, Minus, MoreHorizontal, Plus } from 'lucide-react';
import { memo, useEffect } from 'react';

import { EntityLink } from '../../links/entity-link.tsx';
import { text } from '../../text/text.ts';
import { classNames } from '../../ui/class-names.ts';
import { EntityHealth } from '../entity-health.tsx';
import { type Direction, DIRECTIONS } from '../graph/lineage-graph.ts';
import { offerOf, type VisibleNode } from '../graph/visible-graph.ts';
import { useLineageActions } from '../lineage-actions.ts';
import { NodeMenu } from '../node-menu.tsx';
import type { EntityNode, NodeColumn, NodeData } from './picture-data.ts';

const MARKS: Readonly<Record<NonNullable<NodeData['mark']>, string>> = {
  current: 'ring-3 ring-accent',
  match: 'ring-2 ring-accent/60',
};

/** An entity in the picture. */
export const EntityCard = memo(function EntityCard({ id, data }: NodeProps<EntityNode>) {
  const { node, columns, moreColumns, mark, isDimmed, isLoading } = data;
  const { entity } = node;
  const update = useUpdateNodeInternals();
  const names = columns.map(({ name }) => name).join('\n');
  useEffect(() => {
    update(id);
  }, [update, id, names]);

  return (
    <div
      className={classNames(
        'flex h-full flex-col rounded-lg border bg-surface shadow-sm',
        node.isRoot ? 'border-accent' : 'border-strong-line',
        mark && MARKS[mark],
        isDimmed && 'opacity-50',
      )}
    >
      <Handle id="in" type="target" position={Position.Left} isConnectable={false} className="lineage-handle" />
      <Handle id="out" type="source" position={Position.Right} isConnectable={false} className="lineage-handle" />
      <div className="flex h-[74px] flex-col justify-center gap-1 px-3">
        <div className="flex items-start gap-1">
          <span className="nodrag nopan min-w-0 flex-1">
            {/* The menu leads there as well, so Tab passes it by. */}
            <EntityLink
              entity={entity}
              look="card"
              tabIndex={-1}
              title={`${entity.name} (${text.entityTypes[entity.entityType]} ${entity.canonicalKey})`}
            />
          </span>
          {isLoading && <Loader2 aria-label={text.common.loading} size={14} className="animate-spin text-muted" />}
          <NodeMenu
            node={node}
            trigger={
              <button
                type="button"
                aria-label={text.lineage.actionsOf(entity.name)}
                className="nodrag nopan -mt-1 -mr-1.5 flex size-7 shrink-0 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
              >
                <MoreHorizontal aria-hidden size={16} />
              </button>
            }
          />
        </div>
        <div className="flex items-center justify-between gap-2">
          <span className="truncate text-xs text-muted">
            {text.entityTypes[entity.entityType]} · {text.tiers[entity.tier]}
          </span>
          <EntityHealth entity={entity} />
        </div>
      </div>
      {columns.length > 0 && <Columns id={id} columns={columns} more={moreColumns} />}
      {DIRECTIONS.map((direction) => (
        <Expander key={direction} node={node} direction={direction} />
      ))}
    </div>
  );
});

function Columns({ id, columns, more }: { id: string; columns: readonly NodeColumn[]; more: number }) {
  const actions = useLineageActions();
  return (
    <ul className="border-t border-line pt-[2px] pb-[3px]">
      {columns.map(({ name, isOnPath, isChosen }) => (
        <li key={name} className="relative h-[24px]">
          <Handle
            id={`in.${name}`}
            type="target"
            position={Position.Left}
            isConnectable={false}
            className="lineage-handle"
          />
          <button
            type="button"
            aria-pressed={isChosen}
            title={text.lineage.markColumn(name)}
            className={classNames(
              'nodrag nopan h-full w-full truncate px-3 text-left font-mono text-xs hover:bg-hover',
              isOnPath ? 'bg-accent-soft font-semibold text-accent' : 'text-ink',
            )}
            onClick={() => {
              actions.markColumn(id, name);
            }}
          >
            {name}
          </button>
          <Handle
            id={`out.${name}`}
            type="source"
            position={Position.Right}
            isConnectable={false}
            className="lineage-handle"
          />
        </li>
      ))}
      {more > 0 && (
        <li className="h-[24px] px-3 text-xs leading-[24px] text-muted">{text.lineage.moreColumns(more)}</li>
      )}
    </ul>
  );
}

/** On the side of the node that it opens. The menu does the same, so Tab passes it by. */
function Expander({ node, direction }: { node: VisibleNode; direction: Direction }) {
  const actions = useLineageActions();
  const onward = node[direction];
  const offer = offerOf(onward);
  if (!offer) return null;
  const label = text.lineage[offer === 'expand' ? 'expandOf' : 'collapseOf'][direction](node.entity.name);
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      className={classNames(
        'nodrag nopan absolute top-[38px] z-10 flex h-5 min-w-5 -translate-y-1/2 items-center justify-center rounded-full border px-0.5 text-xs tabular-nums',
        'before:absolute before:-inset-1.5',
        direction === 'up' ? 'left-0 -translate-x-1/2' : 'right-0 translate-x-1/2',
        offer === 'expand'
          ? 'border-accent bg-accent-soft text-accent hover:bg-accent hover:text-accent-ink'
          : 'border-strong-line bg-surface text-muted hover:bg-hover hover:text-ink',
      )}
      onClick={() => {
        actions.expand(node.id, direction, offer === 'expand');
      }}
    >
      {offer === 'expand' ? <Plus aria-hidden size={12} /> : <Minus aria-hidden size={12} />}
    </button>
  );
}
