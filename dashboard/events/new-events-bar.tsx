import { ArrowUp } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';

import { formatCount } from '../text/format.ts';
import { text } from '../text/text.ts';
import { buttonClass } from '../ui/button.tsx';
import type { EventFeed } from './event-feed.ts';
import { eventSentence, sentenceText } from './event-sentence.ts';

/**
 * Where new events wait, and what the newest of them says. It always has the same height, and stays in sight while one
 * scrolls through the list.
 */
export function NewEventsBar({ feed, isFollowing }: { feed: EventFeed; isFollowing: boolean }) {
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
      <div className="sticky top-13 z-10 flex h-10 items-center gap-3 border-t border-line bg-surface px-4">
        <button
          type="button"
          aria-disabled={newCount === 0}
          aria-label={text.events.showNew(newCount, formatCount(newCount))}
          data-testid="new-events"
          className={buttonClass(newCount > 0 ? 'primary' : 'plain', 'small')}
          onClick={show}
        >
          <ArrowUp aria-hidden size={13} />
          <span className="tabular-nums">{text.events.newOnes(formatCount(newCount))}</span>
        </button>
        <p className="min-w-0 truncate text-xs text-muted">
          {newest ? sentenceText(eventSentence(newest)) : text.events.noneNew}
        </p>
      </div>
    </>
  );
}
