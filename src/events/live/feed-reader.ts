import type { Channel, Listener } from './channel.ts';
import { cursorExpired, encodeCursor } from './cursor.ts';
import { type EventFilter, matchesFilter } from './event-filter.ts';
import type { LogEntry, LogPage } from './log.ts';

/** A slow reader is cut off when this many events, or this many bytes of them, wait for it. */
export const QUEUE_LIMIT_EVENTS = 1_000;
const QUEUE_LIMIT_BYTES = 1024 * 1024;

/** A place in the stream: everything that matches up to it has been delivered. */
export interface Bookmark {
  bookmark: string;
}

export function isBookmark(item: unknown): item is Bookmark {
  return typeof item === 'object' && item !== null && 'bookmark' in item;
}

export interface FeedReader extends AsyncIterableIterator<LogEntry | Bookmark> {
  end(): void;
}

export interface FeedReaderParts {
  /** Offset after which to begin. */
  start: number;
  channel: Channel;
  filter: EventFilter;
  /** Shortest time between bookmarks. If left out: there are none. */
  bookmarkIntervalMs?: number | undefined;
  /** Called once when the queue limit is exceeded; the iterator has then ended, and the queue is dropped. */
  onOverflow: () => void;
  /** A page of the log after the offset, filtered. */
  read: (position: number) => Promise<LogPage>;
  onLeave: (listener: Listener) => void;
  /** Called with every entry that is delivered, live or replayed. */
  onDelivery?: ((entry: LogEntry, isLive: boolean) => void) | undefined;
}

/**
 * Reads pages of the log on demand while it is behind the channel, so that a slow reader of a long replay costs one
 * page, and gets live entries once it has caught up. The first bookmark says that it has.
 */
export function createFeedReader(parts: FeedReaderParts): FeedReader {
  const { channel, filter, bookmarkIntervalMs, onOverflow, read, onLeave, onDelivery } = parts;
  let position = parts.start;
  let queue: LogEntry[] = [];
  let queuedBytes = 0;
  let live = position >= channel.position;
  /** Offset after which entries came live. */
  let liveAfter = live ? position : Infinity;
  let ended = false;
  let failure: { error: unknown } | undefined;
  let wake: (() => void) | undefined;
  /** Newest place that the reader knows of. */
  let known = -1;
  let bookmarkedAtMs: number | undefined;

  const listener: Listener = {
    deliver(entry) {
      if (!live || entry.offset <= position) return;
      position = entry.offset;
      if (!matchesFilter(filter, entry.facts)) return;
      enqueue(entry);
      if (queue.length >= QUEUE_LIMIT_EVENTS || queuedBytes >= QUEUE_LIMIT_BYTES) {
        end();
        onOverflow();
      } else wake?.();
    },
    fail(error) {
      if (!ended) failure = { error };
      end();
    },
    tick() {
      if (isBookmarkDue()) wake?.();
    },
  };
  channel.listeners.add(listener);

  function end(): void {
    if (ended) return;
    ended = true;
    queue = [];
    onLeave(listener);
    wake?.();
  }

  function enqueue(entry: LogEntry): void {
    queue.push(entry);
    queuedBytes += entry.bytes;
  }

  function isBookmarkDue(): boolean {
    if (bookmarkIntervalMs === undefined) return false;
    if (bookmarkedAtMs === undefined) return live;
    return position > known && performance.now() - bookmarkedAtMs >= bookmarkIntervalMs;
  }

  async function replayPage(): Promise<void> {
    const page = await read(position);
    if (ended) return;
    if (page.epoch !== channel.epoch) throw cursorExpired();
    for (const entry of page.entries) enqueue(entry);
    position = page.through;
    // Nothing is awaited between this and the next delivery, so the two join without a gap.
    live = position >= channel.position;
    if (live) liveAfter = position;
  }

  const done = { value: undefined, done: true } as const;
  return {
    end,
    async next() {
      for (;;) {
        if (failure) {
          const { error } = failure;
          failure = undefined;
          throw error;
        }
        if (ended) return done;
        const entry = queue.shift();
        if (entry) {
          queuedBytes -= entry.bytes;
          known = entry.offset;
          onDelivery?.(entry, entry.offset > liveAfter);
          return { value: entry, done: false };
        }
        if (!live) {
          try {
            await replayPage();
          } catch (error) {
            end();
            throw error;
          }
        } else if (isBookmarkDue()) {
          known = position;
          bookmarkedAtMs = performance.now();
          return { value: { bookmark: encodeCursor({ epoch: channel.epoch, offset: position }) }, done: false };
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
          wake = undefined;
        }
      }
    },
    return() {
      end();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
