import { cursorExpired, encodeCursor } from '../log/cursor.ts';
import type { EventFilter } from '../log/event-filter.ts';
import type { LogEntry, LogPage } from '../log/log.ts';
import type { Channel, Listener } from './channel.ts';

/** A reader for whom this many events, or this many bytes of them, wait, continues from the log instead. */
export const QUEUE_LIMIT_EVENTS = 1_000;
const QUEUE_LIMIT_BYTES = 1024 * 1024;

/** A place in the stream: everything that matches up to it has been delivered. */
export interface Bookmark {
  bookmark: string;
}

export interface FeedBookmark extends Bookmark {
  offset: number;
}

export function isBookmark(item: unknown): item is Bookmark {
  return typeof item === 'object' && item !== null && 'bookmark' in item;
}

export interface FeedReader extends AsyncIterableIterator<LogEntry | FeedBookmark> {
  /** All entries that are there, at least one, or a bookmark. Empty: the reader has ended. Fails as `next` does. */
  nextBatch(): Promise<LogEntry[] | FeedBookmark>;
  end(): void;
}

export interface FeedReaderParts {
  /** Offset after which to begin. */
  start: number;
  channel: Channel;
  filter: EventFilter;
  /** Shortest time between bookmarks. If left out: there are none. */
  bookmarkIntervalMs?: number | undefined;
  /** A page of the log after the offset, filtered. */
  read: (position: number) => Promise<LogPage>;
  onLeave: (listener: Listener) => void;
}

/**
 * Reads pages of the log on demand while it is behind the channel, so that a slow reader costs one page, and gets live
 * entries once it has caught up. The first bookmark says that it has.
 */
export function createFeedReader(parts: FeedReaderParts): FeedReader {
  const { start, channel, filter, bookmarkIntervalMs, read, onLeave } = parts;
  /** Offset through which everything that matches is in the queue or was taken from it, unless it came live. */
  let position = start;
  let queue: LogEntry[] = [];
  let queuedBytes = 0;
  let live = position >= channel.position;
  let ended = false;
  let failure: { error: unknown } | undefined;
  let wake: (() => void) | undefined;
  /** Offset through which the consumer has everything that matches, as far as it was told. */
  let taken = start;
  let hasBookmark = false;
  let bookmarkedAtMs = -Infinity;

  const listener: Listener = {
    filter,
    deliver(entry) {
      if (!live || entry.offset <= position) return;
      enqueue(entry);
      if (queue.length >= QUEUE_LIMIT_EVENTS || queuedBytes >= QUEUE_LIMIT_BYTES) fallBack();
      wake?.();
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
    empty();
    onLeave(listener);
    wake?.();
  }

  function empty(): void {
    queue = [];
    queuedBytes = 0;
  }

  function enqueue(entry: LogEntry): void {
    queue.push(entry);
    queuedBytes += entry.bytes;
  }

  /** What waits is in the log, and is read there when its turn comes. */
  function fallBack(): void {
    empty();
    position = taken;
    live = false;
  }

  /** Offset through which everything that matches is in the queue or was taken from it. */
  function reached(): number {
    return live ? Math.max(position, channel.position) : position;
  }

  function isBookmarkDue(): boolean {
    if (bookmarkIntervalMs === undefined || !live) return false;
    if (!hasBookmark) return true;
    return reached() > taken && performance.now() - bookmarkedAtMs >= bookmarkIntervalMs;
  }

  async function replayPage(): Promise<void> {
    const page = await read(position);
    if (ended) return;
    if (page.epoch !== channel.epoch) throw cursorExpired();
    for (const entry of page.entries) enqueue(entry);
    position = page.through;
    // Nothing is awaited between this and the next delivery, so the two join without a gap.
    live = position >= channel.position;
  }

  /** Waits until an entry is in the queue, a bookmark is due, or there will be neither. */
  async function wait(): Promise<'entries' | 'bookmark' | 'end'> {
    for (;;) {
      if (failure) {
        const { error } = failure;
        failure = undefined;
        throw error;
      }
      if (ended) return 'end';
      if (queue.length > 0) return 'entries';
      if (!live) {
        try {
          await replayPage();
        } catch (error) {
          end();
          throw error;
        }
      } else if (isBookmarkDue()) return 'bookmark';
      else {
        await new Promise<void>((resolve) => (wake = resolve));
        wake = undefined;
      }
    }
  }

  function takeBookmark(): FeedBookmark {
    taken = reached();
    hasBookmark = true;
    bookmarkedAtMs = performance.now();
    return { bookmark: encodeCursor({ epoch: channel.epoch, offset: taken }), offset: taken };
  }

  const done = { value: undefined, done: true } as const;
  return {
    end,
    async nextBatch() {
      const found = await wait();
      if (found === 'bookmark') return takeBookmark();
      const batch = queue;
      empty();
      taken = batch.at(-1)?.offset ?? taken;
      return batch;
    },
    async next() {
      const found = await wait();
      if (found === 'bookmark') return { value: takeBookmark(), done: false };
      const entry = queue.shift();
      if (!entry) return done;
      queuedBytes -= entry.bytes;
      taken = entry.offset;
      return { value: entry, done: false };
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
