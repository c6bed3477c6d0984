import { CircleCheck } from 'lucide-react';
import { useMemo, useState } from 'react';

import { useHeld } from '../../live/use-held.ts';
import { formatCount } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { TakeButton } from '../take-button.tsx';
import { DegradedRow } from './degraded-row.tsx';
import { type DegradedGroup, groupDegraded } from './group-degraded.ts';
import type { DegradedState } from './use-degraded.ts';

/** More are shown when one asks. */
const SHOWN = 6;
const keyOf = ({ key }: DegradedGroup) => key;

/** Whose score has fallen and not recovered, and why. */
export function DegradedPanel({ state }: { state: DegradedState }) {
  const { degraded, error, dropCount, hasEarlier, lowScoreLimit, lookBack } = state;
  const words = text.home;
  const groups = useMemo(() => groupDegraded(degraded ?? []), [degraded]);
  const { rows, newCount, goneCount, take } = useHeld(groups, keyOf, state.isSettled);
  // An entry that is gone may have become a part of another one.
  const stillDegraded = new Set(degraded?.map(({ entity }) => entity.id));
  const [isWhole, setWhole] = useState(false);
  return (
    <Panel
      title={words.degraded}
      isFlush
      actions={
        <TakeButton
          list={words.degraded}
          changes={words.update(newCount, goneCount, words.gone.degraded)}
          onTake={take}
        />
      }
    >
      <p className="px-4 pb-2 text-xs text-muted">
        {words.degradedExplained} {lowScoreLimit !== undefined && words.lowestSeen(formatCount(lowScoreLimit))}{' '}
        {hasEarlier && words.dropsSeen(formatCount(dropCount))}
      </p>
      <QueryView
        state={{ data: degraded, error, fetching: !state.isSettled }}
        onRetry={state.refresh}
        loading={
          <div className="px-4 pb-4">
            <Skeleton className="h-28" />
          </div>
        }
      >
        {() =>
          rows.length === 0 ? (
            <p className="flex items-start gap-2 border-t border-line px-4 py-3">
              {!hasEarlier && <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0 text-good" />}
              {hasEarlier ? words.degradedNoneSeen : words.degradedEmpty}
            </p>
          ) : (
            <ol aria-label={words.degraded}>
              {rows.slice(0, isWhole ? undefined : SHOWN).map(({ key, item, isGone }) => (
                <DegradedRow key={key} group={item} hasRecovered={isGone && !stillDegraded.has(item.first.entity.id)} />
              ))}
            </ol>
          )
        }
      </QueryView>
      {(rows.length > SHOWN || hasEarlier) && (
        <div className="flex flex-wrap justify-center gap-2 border-t border-line px-4 py-2">
          {rows.length > SHOWN && (
            <Button
              size="small"
              aria-expanded={isWhole}
              onClick={() => {
                setWhole(!isWhole);
              }}
            >
              {isWhole ? words.showFewer : words.showAll(formatCount(rows.length))}
            </Button>
          )}
          {hasEarlier && (
            <Button size="small" onClick={lookBack}>
              {words.lookBack}
            </Button>
          )}
        </div>
      )}
    </Panel>
  );
}
