import { useState, useSyncExternalStore } from 'react';

import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyNote, ErrorNote, Skeleton } from '../ui/notes.tsx';
import type { EventFeed } from './event-feed.ts';
import type { EventListFilter } from './event-filter.ts';
import { EventRow } from './event-row.tsx';
import { NewEventsBar } from './new-events-bar.tsx';
import { useEventFeed } from './use-event-feed.ts';

/** How many more are drawn when one asks: what is kept may be ten times as many. */
const DRAWN = 50;

export interface EventListProps {
  filter: EventListFilter;
  /** Whether new ones are shown at once while nobody is in the list. Default: they wait. */
  isFollowing?: boolean;
}

/** Events as they happen, newest first. Nothing in it moves by itself: new ones wait at its top. */
export function EventList({ filter, isFollowing = false }: EventListProps) {
  const feed = useEventFeed(filter);
  const isFiltered = Object.keys(filter).length > 0;
  // Another feed is another list.
  return <FeedList key={JSON.stringify(filter)} feed={feed} isFollowing={isFollowing} isFiltered={isFiltered} />;
}

interface FeedListProps {
  feed: EventFeed;
  isFollowing: boolean;
  isFiltered: boolean;
}

function FeedList({ feed, isFollowing, isFiltered }: FeedListProps) {
  const events = useSyncExternalStore(feed.onChange, () => feed.state.events);
  const error = useSyncExternalStore(feed.onChange, () => feed.state.error);
  const [drawn, setDrawn] = useState(DRAWN);
  const [isBeingRead, setBeingRead] = useState({ pointer: false, focus: false });
  return (
    <div>
      <NewEventsBar feed={feed} isFollowing={isFollowing && !isBeingRead.pointer && !isBeingRead.focus} />
      {error && (
        <div className="px-4 py-2">
          <ErrorNote
            error={error}
            onRetry={() => {
              feed.retry();
            }}
          />
        </div>
      )}
      {!events && !error && (
        <div className="px-4 pb-4">
          <Skeleton className="h-[60vh]" />
        </div>
      )}
      {events?.length === 0 && (
        <EmptyNote title={isFiltered ? text.events.emptyFiltered : text.events.empty}>
          {isFiltered ? text.events.emptyFilteredHint : text.events.emptyHint}
        </EmptyNote>
      )}
      {events && events.length > 0 && (
        <>
          <ol
            aria-label={text.events.list}
            onPointerEnter={() => {
              setBeingRead({ ...isBeingRead, pointer: true });
            }}
            onPointerLeave={() => {
              setBeingRead({ ...isBeingRead, pointer: false });
            }}
            onFocus={() => {
              setBeingRead({ ...isBeingRead, focus: true });
            }}
            onBlur={() => {
              setBeingRead({ ...isBeingRead, focus: false });
            }}
          >
            {events.slice(0, drawn).map((event) => (
              <EventRow key={event.cursor} event={event} />
            ))}
          </ol>
          <OlderEvents
            feed={feed}
            hasMoreDrawable={events.length > drawn}
            isFiltered={isFiltered}
            onMore={() => {
              setDrawn(drawn + DRAWN);
              if (events.length < drawn + DRAWN) feed.loadOlder();
            }}
          />
        </>
      )}
    </div>
  );
}

interface OlderEventsProps {
  feed: EventFeed;
  hasMoreDrawable: boolean;
  isFiltered: boolean;
  onMore: () => void;
}

function OlderEvents({ feed, hasMoreDrawable, isFiltered, onMore }: OlderEventsProps) {
  const hasOlder = useSyncExternalStore(feed.onChange, () => feed.state.hasOlder);
  const isLoading = useSyncExternalStore(feed.onChange, () => feed.state.isLoading);
  return (
    <div className="flex min-h-12 items-center justify-center border-t border-line px-4 py-2 text-muted">
      {hasMoreDrawable || hasOlder ? (
        <Button size="small" aria-disabled={isLoading} onClick={onMore}>
          {isLoading ? text.events.loadingOlder : text.events.older}
        </Button>
      ) : (
        <p>{isFiltered ? text.events.endFiltered : text.events.end}</p>
      )}
    </div>
  );
}
