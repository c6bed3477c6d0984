import { ArrowDownRight, ChevronDown, ChevronRight, CornerLeftUp, MoreHorizontal } from 'lucide-react';

import { EntityLink } from '../../links/entity-link.tsx';
import { text } from '../../text/text.ts';
import { Badge } from '../../ui/badges.tsx';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { oneEdgeWords } from '../edge-words.ts';
import { EntityHealth } from '../entity-health.tsx';
import { NodeMenu } from '../node-menu.tsx';
import type { LineageRow } from './lineage-tree.ts';

export interface LineageRowProps {
  id: string;
  row: LineageRow;
  /** Whether the focus goes to it when it comes to the list. */
  isActive: boolean;
  isMatch: boolean;
  isCurrent: boolean;
  isOnPath: boolean;
  onChoose: () => void;
  onOpen: (open: boolean) => void;
}

/** An entity in the list. Its buttons are for the pointer and for Tab: the keys of the tree do the same. */
export function LineageRowView({ id, row, isActive, isMatch, isCurrent, isOnPath, onChoose, onOpen }: LineageRowProps) {
  const { node, level, direction, edges, isOpen, repeats, position, siblings } = row;
  const { entity } = node;
  const words = text.lineage;
  const tabIndex = isActive ? 0 : -1;
  const Arrow = direction === 'up' ? CornerLeftUp : ArrowDownRight;
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={isOpen}
      aria-selected={isCurrent}
      tabIndex={tabIndex}
      className={classNames(
        'grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 border-l-2 px-2 py-1 -outline-offset-2 hover:bg-hover',
        isCurrent ? 'border-accent bg-accent-soft' : isMatch || isOnPath ? 'border-accent' : 'border-transparent',
      )}
      style={{ paddingInlineStart: `${0.5 + Math.min(level - 1, 8) * 1.1}rem` }}
      onFocus={onChoose}
    >
      <span className="flex items-center">
        {isOpen === undefined ? (
          <span className="w-7" />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            className="flex size-7 items-center justify-center rounded text-muted hover:bg-line hover:text-ink"
            onClick={() => {
              onOpen(!isOpen);
            }}
          >
            {isOpen ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
          </button>
        )}
        {direction && (
          <span title={direction === 'up' ? words.madeFrom : words.usedBy} className="text-muted">
            <Arrow aria-hidden size={14} />
            <span className="sr-only">{direction === 'up' ? words.madeFrom : words.usedBy}</span>
          </span>
        )}
      </span>
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <EntityLink entity={entity} look="name" tabIndex={tabIndex} />
          <span className="text-xs text-muted">{text.entityTypes[entity.entityType]}</span>
          <EntityHealth entity={entity} />
          {repeats && <Badge>{repeats === 'circle' ? words.circle : words.listedAbove}</Badge>}
        </span>
        {edges.length > 0 && (
          <span className="block text-xs break-words text-muted">
            {edges.map((edge) => (
              <span key={edge.key} className="mr-3 inline-block">
                {oneEdgeWords(edge)}
                {edge.lineage?.transformation != null && (
                  <em className="not-italic">, {edge.lineage.transformation}</em>
                )}
              </span>
            ))}
          </span>
        )}
      </span>
      <NodeMenu
        node={node}
        trigger={
          <Button kind="quiet" size="small" tabIndex={tabIndex} aria-label={words.actionsOf(entity.name)}>
            <MoreHorizontal aria-hidden size={16} />
          </Button>
        }
      />
    </div>
  );
}
