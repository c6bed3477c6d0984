import { AppError } from '../../errors.ts';

export interface ReadOnChangeParts<T> {
  /** Of the change signal; it is ended with the items. */
  changes: AsyncIterator<void, undefined>;
  /** What is new since the read before; empty: nothing. It keeps its own place, and moves on with what it returns. */
  read: () => Promise<readonly T[]>;
  /** Told of a read that failed; it is tried again at the next change. */
  onError: (error: unknown) => void;
}

/**
 * What `read` finds, now and after each change, one by one and read no further ahead than one page. A refusal of `read`
 * (an AppError) ends the items and is thrown; another failure is a store that is away, which comes back.
 */
export function readOnChange<T>({ changes, read, onError }: ReadOnChangeParts<T>): AsyncIterableIterator<T, undefined> {
  let page: readonly T[] = [];
  let taken = 0;
  let mayHaveMore = false;
  let ended = false;

  async function end() {
    ended = true;
    await changes.return?.();
    return { value: undefined, done: true } as const;
  }

  async function readPage(): Promise<void> {
    try {
      page = await read();
      taken = 0;
      mayHaveMore = page.length > 0;
    } catch (error) {
      mayHaveMore = false;
      if (error instanceof AppError) {
        await end();
        throw error;
      }
      onError(error);
    }
  }

  return {
    async next() {
      for (;;) {
        if (ended) return end();
        const item = page[taken];
        if (item !== undefined) {
          taken++;
          return { value: item, done: false };
        }
        page = [];
        taken = 0;
        if (!mayHaveMore && (await changes.next()).done) return end();
        await readPage();
      }
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
