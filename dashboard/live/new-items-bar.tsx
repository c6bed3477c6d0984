import { ArrowUp } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';

import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { buttonClass } from '../ui/button.tsx';
import type { Feed, FeedItem } from './feed.ts';

export interface NewItemsBarProps<T extends FeedItem> {
  feed: Feed<T>;
  /** Shows them at once. */
  isFollowing: boolean;
  describe: (item: T) => string;
}

/**
 * Where new items wait, and what the newest of them says. It always has the same height, and stays in sight while one
 * scrolls through the list.
 */
export function NewItemsBar<T extends FeedItem>({ feed, isFollowing, describe }: NewItemsBarProps<T>) {
  const newCount = useSyncExternalStore(feed.onChange, () => feed.state.newCount);
  const newest = useSyncExternalStore(feed.onChange, () => feed.state.newest);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFollowing && newCount > 0) feed.showNew();
  }, [feed, isFollowing, newCount]);

  const show = () => {
    feed.showNew();
    if (top.current && top.current.getBoundingClientRect().top < 0) top.current.scrollIntoView();
  };
  return (
    <>
      <div ref={top} className="scroll-mt-16" />
      <div
        className="sticky top-13 z-10 flex h-10 items-center gap-3 border-t border-line bg-surface px-4"
        data-print="no"
      >
        <button
          type="button"
          aria-disabled={newCount === 0}
          aria-label={text.feed.showNew(newCount, formatCount(newCount))}
          data-testid="new-items"
          className={buttonClass(newCount > 0 ? 'primary' : 'plain', 'small')}
          onClick={show}
        >
          <ArrowUp aria-hidden size={13} />
          <span className="tabular-nums">{text.feed.newOnes(formatCount(newCount))}</span>
        </button>
        <p className="min-w-0 truncate text-xs text-muted">{newest ? describe(newest) : text.feed.noneNew}</p>
      </div>
    </>
  );
}
