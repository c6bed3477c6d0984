import type { CombinedError } from 'urql';

import { text } from '../text/text.ts';
import { createPageReader, type Reading } from './page-reader.ts';
import { createStateHolder } from './state-holder.ts';
import { createThrottle } from './throttle.ts';

export interface FeedItem {
  cursor: string;
}

export interface FeedPage<T> {
  /** Newest first. */
  items: readonly T[];
  /** Cursor of the oldest of them. */
  lastCursor: string | null;
  hasOlder: boolean;
}

export interface FeedOptions<T extends FeedItem> {
  /** Calls with whatever arrives, in order. Returns how to stop that. */
  onItems: (listener: (items: readonly T[]) => void) => () => void;
  /** Calls when what was missed can no longer be had. */
  onReset: (listener: () => void) => () => void;
  /** The newest matching items before the cursor, or of all. */
  loadPage: (before: string | undefined) => Promise<{ page?: FeedPage<T>; error?: CombinedError | undefined }>;
  matches: (item: T) => boolean;
}

export interface FeedState<T> {
  /** What is shown, newest first and without gaps; undefined until the first page has come. */
  items: readonly T[] | undefined;
  /** How many newer ones wait to be shown. */
  newCount: number;
  /** The newest of them. */
  newest: T | undefined;
  hasOlder: boolean;
  isLoading: boolean;
  error: CombinedError | undefined;
}

/**
 * How many are kept of those that wait, and of those that are shown when newer ones join them. Older pages, each of which
 * takes a click, are all kept.
 */
export const KEPT_WAITING = 500;
const KEPT_SHOWN = 2_000;
/** How often what waits is told: nobody reads a number that changes faster. */
const TELL_MS = 250;

export type Feed<T extends FeedItem> = ReturnType<typeof createFeed<T>>;

/**
 * A list that nothing moves: what arrives waits until it is asked for. Shown are the newest items of a moment and, page
 * by page, those before; without gaps and each once.
 */
export function createFeed<T extends FeedItem>({ onItems, onReset, loadPage, matches }: FeedOptions<T>) {
  const state = createStateHolder<FeedState<T>>({
    items: undefined,
    newCount: 0,
    newest: undefined,
    hasOlder: false,
    isLoading: true,
    error: undefined,
  });
  const tell = createThrottle(() => {
    set({ newCount, newest: waiting.at(-1) });
  }, TELL_MS);
  let shownCursors = new Set<string>();
  /** Oldest first. */
  let waiting: T[] = [];
  let newCount = 0;
  /** Whether something may be missing between those that wait and those that are shown. */
  let isCut = false;
  let stops: readonly (() => void)[] = [];

  const reader = createPageReader({ read, take, tell: setReading });

  function set(changes: Partial<FeedState<T>>): void {
    state.set({ ...state.value, ...changes });
  }

  function setReading({ isReading, hasMore, error }: Reading): void {
    set({ isLoading: isReading, hasOlder: hasMore, error });
  }

  async function read(before: string | undefined): Promise<FeedPage<T> & { endCursor: string | undefined }> {
    const { page, error } = await loadPage(before);
    if (!page) throw error ?? new Error(text.errors.noAnswer);
    return { ...page, endCursor: page.hasOlder ? (page.lastCursor ?? before) : undefined };
  }

  function take({ items }: FeedPage<T>, isFirst: boolean, reading: Reading): void {
    if (isFirst) showFirst(items);
    else show([...(state.value.items ?? []), ...items]);
    setReading(reading);
  }

  function arrive(items: readonly T[]): void {
    const matching = items.filter(matches);
    for (const item of matching) {
      if (shownCursors.has(item.cursor)) {
        // The page was newer than the connection: it has this one, and has or precedes whatever came before it.
        waiting = [];
        newCount = 0;
        isCut = false;
      } else {
        waiting.push(item);
        newCount += 1;
      }
    }
    if (waiting.length > KEPT_WAITING) {
      waiting = waiting.slice(-KEPT_WAITING);
      isCut = true;
    }
    if (matching.length > 0 && state.value.items) tell.ask();
  }

  function show(items: readonly T[]): void {
    shownCursors = new Set(items.map(({ cursor }) => cursor));
    set({ items });
  }

  function showFirst(items: readonly T[]): void {
    show(items);
    // What arrived while the page was read is on it, or newer.
    const arrived = waiting;
    const leftOut = newCount - arrived.length;
    waiting = [];
    newCount = 0;
    arrive(arrived);
    // If one of them is on the page, so are those before it that were left out.
    isCut = leftOut > 0 && waiting.length === arrived.length;
    if (isCut) newCount += leftOut;
    set({ newCount, newest: waiting.at(-1) });
  }

  function begin(): void {
    waiting = [];
    newCount = 0;
    isCut = state.value.items !== undefined;
    set({ newCount: 0, newest: undefined });
    void reader.first();
  }

  return {
    get state(): FeedState<T> {
      return state.value;
    },
    onChange: state.onChange,
    start(): void {
      stops = [onItems(arrive), onReset(begin)];
      begin();
    },
    stop(): void {
      reader.drop();
      for (const stop of stops) stop();
      tell.dispose();
    },
    /** Shows what waits. */
    showNew(): void {
      const { items } = state.value;
      if (!items || newCount === 0) return;
      // Between what was kept of a flood and what is shown, something may be missing.
      const all = [...[...waiting].reverse(), ...(isCut ? [] : items)];
      const kept = all.slice(0, KEPT_SHOWN);
      const last = kept.at(-1);
      // An older page on its way belongs below what is no longer kept.
      if (last && (isCut || kept.length < all.length)) reader.goOnAfter(last.cursor);
      waiting = [];
      newCount = 0;
      isCut = false;
      show(kept);
      set({ newCount: 0, newest: undefined });
    },
    loadOlder: () => void reader.next(),
    /** Loads again what could not be loaded. */
    retry: () => void reader.next(),
  };
}
