import { type ReactNode, useState, useSyncExternalStore } from 'react';

import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { ErrorNote, Skeleton } from '../ui/notes.tsx';
import type { Feed, FeedItem } from './feed.ts';
import { NewItemsBar } from './new-items-bar.tsx';

/** How many are drawn at once: what is kept may be many times as many. */
const DRAWN = 50;

export interface FeedViewProps<T extends FeedItem> {
  feed: Feed<T>;
  label: string;
  /** Whether new ones are shown at once while nobody is in the list. Default: they wait. */
  isFollowing?: boolean;
  /** How many are drawn until one asks for more. Default: 50. */
  drawn?: number;
  /** A list item. */
  renderItem: (item: T) => ReactNode;
  /** In one line, for the bar where new ones wait. */
  describe: (item: T) => string;
  empty: ReactNode;
  /** Says that there are no older ones. */
  end: string;
}

/** A list of what happens, newest first. Nothing in it moves by itself: new items wait at its top. */
export function FeedView<T extends FeedItem>(props: FeedViewProps<T>) {
  const { feed, label, isFollowing = false, drawn: drawnFirst = DRAWN, renderItem, describe, empty, end } = props;
  const items = useSyncExternalStore(feed.onChange, () => feed.state.items);
  const error = useSyncExternalStore(feed.onChange, () => feed.state.error);
  const [drawn, setDrawn] = useState(drawnFirst);
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  return (
    <>
      <NewItemsBar feed={feed} isFollowing={isFollowing && !isPointedAt && !hasFocus} describe={describe} />
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
      {!items && !error && (
        <div className="border-t border-line p-4">
          <Skeleton className="h-[60vh]" />
        </div>
      )}
      {items?.length === 0 && <div className="border-t border-line">{empty}</div>}
      {items && items.length > 0 && (
        <>
          <ol
            aria-label={label}
            onPointerEnter={() => {
              setPointedAt(true);
            }}
            onPointerLeave={() => {
              setPointedAt(false);
            }}
            onFocus={() => {
              setFocus(true);
            }}
            onBlur={({ currentTarget, relatedTarget }) => {
              // From one item to the next, the focus stays in the list.
              if (!currentTarget.contains(relatedTarget)) setFocus(false);
            }}
          >
            {items.slice(0, drawn).map((item) => renderItem(item))}
          </ol>
          <OlderItems
            feed={feed}
            hasMoreToDraw={items.length > drawn}
            end={end}
            onMore={() => {
              setDrawn(drawn + DRAWN);
              if (items.length < drawn + DRAWN) feed.loadOlder();
            }}
          />
        </>
      )}
    </>
  );
}

interface OlderItemsProps<T extends FeedItem> {
  feed: Feed<T>;
  hasMoreToDraw: boolean;
  end: string;
  onMore: () => void;
}

function OlderItems<T extends FeedItem>({ feed, hasMoreToDraw, end, onMore }: OlderItemsProps<T>) {
  const hasOlder = useSyncExternalStore(feed.onChange, () => feed.state.hasOlder);
  const isLoading = useSyncExternalStore(feed.onChange, () => feed.state.isLoading);
  return (
    <div className="flex min-h-12 items-center justify-center border-t border-line px-4 py-2 text-muted">
      {hasMoreToDraw || hasOlder ? (
        <Button size="small" aria-disabled={isLoading} onClick={onMore}>
          {isLoading ? text.common.loading : text.feed.older}
        </Button>
      ) : (
        <p>{end}</p>
      )}
    </div>
  );
}
