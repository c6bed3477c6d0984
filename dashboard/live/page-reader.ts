import type { CombinedError } from 'urql';

import { toCombinedError } from '../graph/to-combined-error.ts';

/** How reading stands. */
export interface Reading {
  isReading: boolean;
  /** Whether there are further pages. */
  hasMore: boolean;
  error: CombinedError | undefined;
}

export interface PageReaderOptions<P> {
  /** Reads the page after this cursor, or the first. @throws if it cannot be had */
  read: (after: string | undefined) => Promise<P>;
  /** Takes a page that has come, and how reading stands then. */
  take: (page: P, isFirst: boolean, reading: Reading) => void;
  /** Called when only that changes. */
  tell: (reading: Reading) => void;
}

/**
 * Reads a list page by page. An answer that something else has overtaken is dropped. While the first page is missing, because
 * it could not be read, whatever is asked for is the first page: a further one cannot make good what is missing before it.
 */
export function createPageReader<P extends { endCursor: string | undefined }>(options: PageReaderOptions<P>) {
  const { read, take, tell } = options;
  let reading: Reading = { isReading: false, hasMore: false, error: undefined };
  let endCursor: string | undefined;
  let isFirstMissing = true;
  let turn = 0;

  function set(changes: Partial<Reading>): void {
    reading = { ...reading, ...changes };
    tell(reading);
  }

  async function readAfter(after: string | undefined): Promise<void> {
    const current = ++turn;
    if (after === undefined) isFirstMissing = true;
    set({ isReading: true, error: undefined });
    const page = await read(after).catch((error: unknown) => {
      if (current === turn) set({ isReading: false, error: toCombinedError(error) });
      return undefined;
    });
    if (!page || current !== turn) return;
    ({ endCursor } = page);
    isFirstMissing = false;
    reading = { isReading: false, hasMore: endCursor !== undefined, error: undefined };
    take(page, after === undefined, reading);
  }

  return {
    /** Reads the first page anew. */
    first: (): Promise<void> => readAfter(undefined),
    /** Reads the next page, or again what could not be read. */
    next: async (): Promise<void> => {
      if (reading.isReading) return;
      if (isFirstMissing) await readAfter(undefined);
      else if (endCursor !== undefined) await readAfter(endCursor);
    },
    /** What is kept of the list ends with this cursor now: that is where the next page begins. */
    goOnAfter(cursor: string): void {
      turn += 1;
      endCursor = cursor;
      isFirstMissing = false;
      set({ isReading: false, hasMore: true, error: undefined });
    },
    /** Drops the answer that is on its way. */
    drop(): void {
      turn += 1;
    },
  };
}
