import { text } from '../text/text.ts';
import { Badge, TierBadge } from '../ui/badges.tsx';
import { classNames } from '../ui/class-names.ts';
import type { QuickSearchQuery } from './quick-search.generated.ts';

export interface QuickSearchListProps {
  id: string;
  /** Undefined: none are suggested now. */
  entities: readonly QuickSearchQuery['entities']['edges'][number]['node'][] | undefined;
  /** Whether they are those of what was typed before. */
  isAsking: boolean;
  active: number;
  onChoose: (index: number) => void;
  onShowAll: () => void;
}

/** The suggestions below the field, which keeps the focus. */
export function QuickSearchList({ id, entities, isAsking, active, onChoose, onShowAll }: QuickSearchListProps) {
  const count = entities?.length ?? 0;
  return (
    <>
      <div
        className={classNames(
          'absolute top-full right-0 left-0 z-40 mt-1 overflow-hidden rounded-md border border-line bg-raised shadow-lg max-sm:fixed max-sm:inset-x-2 max-sm:top-13',
          !entities && 'hidden',
        )}
        // A press would take the focus from the field before it chooses.
        onMouseDown={(event) => {
          event.preventDefault();
        }}
      >
        <div id={id} role="listbox" aria-label={text.navigation.entities} className={count > 0 ? 'p-1' : undefined}>
          {entities?.map(({ id: entityId, name, canonicalKey, entityType, tier, status }, index) => (
            <div
              key={entityId}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classNames(
                'flex cursor-pointer items-center gap-2 rounded px-2 py-1 hover:bg-hover',
                index === active && 'bg-hover',
                isAsking && 'opacity-70',
              )}
              onClick={() => {
                onChoose(index);
              }}
            >
              <span className="min-w-0 flex-1 leading-tight">
                <span className="block truncate">{name}</span>
                <span className="block truncate font-mono text-xs text-muted">{canonicalKey}</span>
              </span>
              {status !== 'ACTIVE' && <Badge>{text.statuses[status]}</Badge>}
              <span className="shrink-0 text-xs text-muted">{text.entityTypes[entityType]}</span>
              <TierBadge tier={tier} />
            </div>
          ))}
        </div>
        {entities && count === 0 && !isAsking && <p className="px-3 py-2 text-muted">{text.entities.noSuggestion}</p>}
        {count > 0 && (
          <button
            type="button"
            tabIndex={-1}
            className="flex w-full items-center justify-between border-t border-line px-3 py-1.5 text-xs text-muted hover:bg-hover"
            onClick={onShowAll}
          >
            {text.entities.allMatches} <kbd className="font-sans">Enter</kbd>
          </button>
        )}
      </div>
      <span role="status" className="sr-only">
        {entities && !isAsking && (count === 0 ? text.entities.noSuggestion : text.entities.suggestions(count))}
      </span>
    </>
  );
}
