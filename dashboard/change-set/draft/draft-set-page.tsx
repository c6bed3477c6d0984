import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';

import { useRole } from '../../app/app-context.ts';
import { LOOKS } from '../../links/link-looks.ts';
import { changeSetText } from '../../text/change-set-text.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyNote } from '../../ui/notes.tsx';
import { PageHeading, Panel } from '../../ui/panel.tsx';
import { DraftItemRow } from './draft-item-row.tsx';
import { MOST_ITEMS, removeItem } from './draft-set.ts';
import { SendPanel } from './send-panel.tsx';
import { useDraftSet } from './use-draft-set.ts';

/** The changes that a steward gathers, to request them together. */
export function DraftSetPage() {
  const isSteward = useRole('STEWARD');
  const state = useDraftSet();
  const { set, put } = state;
  const words = changeSetText.draft;
  if (!isSteward) {
    return (
      <>
        <PageHeading title={words.title} />
        <EmptyNote title={words.needsSteward} />
      </>
    );
  }
  const isFull = set.items.length >= MOST_ITEMS;
  return (
    <>
      <PageHeading
        title={words.title}
        hint={words.hint}
        actions={
          <>
            {!isFull && (
              <Link to="/change" className={buttonClass()}>
                <Plus aria-hidden size={15} />
                {words.propose}
              </Link>
            )}
            <Link to="/entities" className={buttonClass()}>
              {words.toEntities}
            </Link>
          </>
        }
      />
      {set.items.length === 0 ? (
        <Panel>
          <EmptyNote title={words.empty}>
            {words.emptyHint}{' '}
            <Link to="/change" className={LOOKS.words}>
              {words.propose}
            </Link>
          </EmptyNote>
        </Panel>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Panel title={changeSetText.items(set.items.length)} isFlush>
            {isFull && <p className="px-4 pb-2 text-xs text-muted">{words.full}</p>}
            <ul>
              {set.items.map((item) => (
                <DraftItemRow
                  key={item.id}
                  item={item}
                  onRemove={() => {
                    put(removeItem(set, item.id));
                  }}
                />
              ))}
            </ul>
          </Panel>
          <div className="min-w-0 lg:sticky lg:top-17">
            <SendPanel state={state} />
          </div>
        </div>
      )}
    </>
  );
}
