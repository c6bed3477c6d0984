import { useState } from 'react';

import { useViewer } from '../app/app-context.ts';
import { changeSetText } from '../text/change-set-text.ts';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { ItemRow } from './item-row.tsx';
import { offerOf } from './set-offer.ts';
import type { WholeSet } from './use-change-set.ts';

export interface ItemsPanelProps {
  whole: WholeSet;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

const HEAD = 'px-2 py-1.5 text-left text-xs font-medium text-muted';

/** The items, each with what it changes; where they can be decided by themselves, one selects them. */
export function ItemsPanel({ whole: { set, items }, chosen, onChoose }: ItemsPanelProps) {
  const offer = offerOf(set, items, useViewer());
  const choosable = new Set(offer.kind === 'decide' && !set.atomic ? offer.itemIds : []);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(items.length <= 3 ? items.map(({ id }) => id) : []));
  const words = changeSetText.table;
  const isAllOpen = items.every(({ id }) => open.has(id));
  const chosenCount = [...choosable].filter((id) => chosen.has(id)).length;
  return (
    <Panel
      title={words.title}
      isFlush
      actions={
        <Button
          size="small"
          onClick={() => {
            setOpen(new Set(isAllOpen ? [] : items.map(({ id }) => id)));
          }}
        >
          {isAllOpen ? words.hideAll : words.showAll}
        </Button>
      }
    >
      <table className="w-full border-collapse">
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} pl-4`}>
              <span className="flex items-center gap-2">
                {choosable.size > 0 && (
                  <input
                    type="checkbox"
                    className="size-4 accent-accent"
                    aria-label={words.selectAll}
                    checked={chosenCount === choosable.size}
                    onChange={(event) => {
                      onChoose(event.target.checked ? choosable : new Set());
                    }}
                  />
                )}
                {words.name}
              </span>
            </th>
            <th scope="col" className={`${HEAD} max-md:hidden`}>
              {words.kind}
            </th>
            <th scope="col" className={`${HEAD} max-sm:hidden`}>
              {words.tier}
            </th>
            <th scope="col" className={`${HEAD} pr-4`}>
              {words.status}
            </th>
          </tr>
        </thead>
        {items.map((item) => (
          <ItemRow
            key={item.id}
            item={item}
            isOpen={open.has(item.id)}
            onToggle={() => {
              setOpen(toggled(open, item.id));
            }}
            choice={
              choosable.size === 0
                ? undefined
                : {
                    isChosen: chosen.has(item.id),
                    canChoose: choosable.has(item.id),
                    onToggle: () => {
                      onChoose(toggled(new Set([...chosen].filter((id) => choosable.has(id))), item.id));
                    },
                  }
            }
          />
        ))}
      </table>
    </Panel>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
