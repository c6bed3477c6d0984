import { AppError } from '../errors.ts';
import type { ChangeSignals, WatchOptions } from '../events/live/change-signals.ts';
import type { PlacedStream } from '../events/live/event-stream.ts';
import type { Bookmark } from '../events/live/feed-reader.ts';
import { readOnChange } from '../events/live/read-on-change.ts';
import type { Logger } from '../logger.ts';

/** A position among items that are numbered 1, 2, 3 … in commit order. */
export interface NumberedPlace {
  /** Epoch of the numbers. */
  epoch: string;
  /** 0: before the first. */
  number: number;
}

export interface WatchParts {
  changes: ChangeSignals;
  logger: Logger;
}

export interface Numbered<T> {
  /** Where to begin. */
  start: NumberedPlace;
  /** Signals that there may be more. */
  watch: WatchOptions;
  /** Position of the last item; undefined: there are none any more. */
  head: () => Promise<NumberedPlace | undefined>;
  /**
   * A page of items after the number, in order. `through`: number of the last one that was read, whether or not it is
   * among the items; undefined: there was none.
   */
  readAfter: (number: number) => Promise<{ items: readonly T[]; through: number | undefined }>;
  /** A position as clients see it. */
  encode: (place: NumberedPlace) => string;
  /** Whether to yield a bookmark, once, when everything that existed has been delivered. */
  bookmarks: boolean;
}

/**
 * The items after a position, in order, each once: first those that were missed, then new ones. It pauses while the
 * store is unavailable.
 * @throws AppError CURSOR_EXPIRED, from the iterator, if the store was restored: numbers may stand for other items
 */
export function watchNumbered<T>(
  { changes, logger }: WatchParts,
  { start, watch, head, readAfter, encode, bookmarks }: Numbered<T>,
): AsyncIterableIterator<T | Bookmark> & PlacedStream {
  const { epoch } = start;
  let { number } = start;
  let isBookmarkDue = bookmarks;

  async function read(): Promise<readonly (T | Bookmark)[]> {
    const last = await head();
    if (last?.epoch !== epoch || last.number < number) throw positionExpired();
    while (number < last.number) {
      const { items, through } = await readAfter(number);
      // None although there should be some: somebody has removed them by hand, and waiting would be in vain.
      number = through ?? last.number;
      if (items.length > 0) return items;
    }
    if (!isBookmarkDue) return [];
    isBookmarkDue = false;
    return [{ bookmark: encode({ epoch, number }) }];
  }

  const items = readOnChange({
    changes: changes.watch(watch),
    read,
    onError: (error) => {
      logger.error({ err: error, topic: watch.topic }, 'changes could not be read');
    },
  });
  return Object.assign(items, { start: encode(start) });
}

export function positionExpired(): AppError {
  return new AppError(
    'CURSOR_EXPIRED',
    'There is no such position here. Query the state again and continue from its position.',
  );
}
