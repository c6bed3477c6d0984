import { GitFork, ListTree, type LucideIcon, Minus, Plus, Target } from 'lucide-react';
import type { ReactNode } from 'react';

import { text } from '../text/text.ts';
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/overlay/menu.tsx';
import { DIRECTIONS } from './graph/lineage-graph.ts';
import { offerOf, type VisibleNode } from './graph/visible-graph.ts';
import { useLineageActions } from './lineage-actions.ts';

/** What one can do with a node of the graph. */
export function NodeMenu({ node, trigger }: { node: VisibleNode; trigger: ReactNode }) {
  const actions = useLineageActions();
  const { entity, id } = node;
  const words = text.lineage;
  return (
    <Menu trigger={trigger}>
      <MenuLabel>{entity.canonicalKey}</MenuLabel>
      <Item
        icon={ListTree}
        label={words.openEntity}
        onSelect={() => {
          actions.openEntity(entity);
        }}
      />
      {!node.isRoot && (
        <Item
          icon={Target}
          label={words.centre}
          onSelect={() => {
            actions.centre(entity);
          }}
        />
      )}
      <Item
        icon={GitFork}
        label={words.trace}
        onSelect={() => {
          actions.openTrace(entity);
        }}
      />
      {DIRECTIONS.some((direction) => offerOf(node[direction])) && <MenuLine />}
      {DIRECTIONS.map((direction) => {
        const offer = offerOf(node[direction]);
        return (
          offer && (
            <Item
              key={direction}
              icon={offer === 'expand' ? Plus : Minus}
              label={words[offer][direction]}
              onSelect={() => {
                actions.expand(id, direction, offer === 'expand');
              }}
            />
          )
        );
      })}
    </Menu>
  );
}

function Item({ icon: Icon, label, onSelect }: { icon: LucideIcon; label: string; onSelect: () => void }) {
  return (
    <MenuItem onSelect={onSelect}>
      <Icon aria-hidden size={15} className="text-muted" />
      {label}
    </MenuItem>
  );
}
