import { AppError } from '../../errors.ts';

export interface ReadOnChangeParts<T> {
  /** Iterator of the change signals; it is closed with the items. */
  changes: AsyncIterator<void, undefined>;
  /**
   * What is new since the previous call; empty: nothing. It keeps its own position, and advances it with what it
   * returns.
   */
  read: () => Promise<readonly T[]>;
  /** Called when a read failed; it is tried again at the next change. */
  onError: (error: unknown) => void;
}

/**
 * What `read` finds, now and after each change, one by one and at most one page ahead. A refusal by `read` (an
 * AppError) ends the items and is thrown; any other failure means that the store is unavailable, and is retried.
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
