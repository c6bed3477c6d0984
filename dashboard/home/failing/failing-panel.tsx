import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import { useQuery } from 'urql';

import { LOOKS } from '../../links/link-looks.ts';
import type { LiveEvent } from '../../live/live.ts';
import { useHeld } from '../../live/use-held.ts';
import { useLiveRefresh } from '../../live/use-live-refresh.ts';
import { text } from '../../text/text.ts';
import { Skeleton } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { TakeButton } from '../take-button.tsx';
import { FailingProfilesDocument, type FailingProfilesQuery } from './failing.generated.ts';
import { FailingRow } from './failing-row.tsx';

type Failing = FailingProfilesQuery['entities']['edges'][number]['node'];

const SHOWN = 5;
const keyOf = ({ id }: Failing) => id;

/** Whose data could not be profiled, and why. */
export function FailingPanel() {
  const words = text.home;
  const [state, ask] = useQuery({ query: FailingProfilesDocument });
  const refresh = () => {
    ask({ requestPolicy: 'network-only' });
  };
  const failing = useMemo(() => state.data?.entities.edges.map(({ node }) => node) ?? [], [state.data]);
  useLiveRefresh((event) => mayConcern(event, failing), refresh);
  const isSettled = state.data !== undefined && !state.fetching && !state.stale;
  const { rows, newCount, goneCount, take } = useHeld(failing, keyOf, isSettled);
  return (
    <Panel
      title={words.failingTitle}
      isFlush
      actions={
        <TakeButton
          list={words.failingTitle}
          changes={words.update(newCount, goneCount, words.gone.failing)}
          onTake={take}
        />
      }
    >
      <QueryView
        state={state}
        onRetry={refresh}
        loading={
          <div className="px-4 pb-4">
            <Skeleton className="h-6" />
          </div>
        }
      >
        {() =>
          rows.length === 0 ? (
            <p className="flex items-start gap-2 border-t border-line px-4 py-3">
              <CircleCheck aria-hidden size={16} className="mt-0.5 shrink-0 text-good" />
              {words.failingEmpty}
            </p>
          ) : (
            <>
              <ol aria-label={words.failingTitle}>
                {rows.slice(0, SHOWN).map(({ key, item }) => (
                  <FailingRow key={key} entity={item} />
                ))}
              </ol>
              {rows.length > SHOWN && (
                <p className="border-t border-line px-4 py-2 text-xs">
                  <Link
                    to="/entities"
                    search={{ statuses: ['ACTIVE'], profileStates: ['FAILING'], sort: 'TIER.ASC' }}
                    className={LOOKS.row}
                  >
                    {words.failingAll}
                  </Link>
                </p>
              )}
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

/** A profile that failed, or that one of them has now. */
function mayConcern(event: LiveEvent, failing: readonly Failing[]): boolean {
  if (event.type === 'METADATA_PROFILE_FAILED') return true;
  if (event.__typename !== 'MetadataProfileCompletedEvent') return false;
  return failing.some(({ id }) => id === event.entity?.id);
}
