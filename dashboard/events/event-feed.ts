import type { CombinedError } from 'urql';

import type { ConnectionState } from '../live/live.ts';
import { createStateHolder } from '../live/state-holder.ts';
import { createThrottle } from '../live/throttle.ts';
import type { EventLineFragment } from './event-line.generated.ts';

export interface EventPage {
  /** Newest first. */
  events: readonly EventLineFragment[];
  /** Cursor before which the page of older ones ends. */
  startCursor: string | null;
  hasOlder: boolean;
}

export interface EventFeedOptions {
  /** Every event of the tenant, as it arrives. */
  live: {
    readonly connection: ConnectionState;
    readonly onConnection: (listener: () => void) => () => void;
    readonly onEvents: (listener: (events: readonly EventLineFragment[]) => void) => () => void;
  };
  /** The newest matching events before the cursor, or of all. */
  loadPage: (before: string | undefined) => Promise<{ page?: EventPage; error?: CombinedError }>;
  matches: (event: EventLineFragment) => boolean;
}

export interface EventFeedState {
  /** What is shown, newest first and without gaps; undefined until the first page has come. */
  events: readonly EventLineFragment[] | undefined;
  /** How many newer ones wait to be shown. */
  newCount: number;
  /** The newest of them. */
  newest: EventLineFragment | undefined;
  hasOlder: boolean;
  isLoading: boolean;
  error: CombinedError | undefined;
}

/** How many events are kept, of those that wait as of those that are shown. */
export const KEPT_WAITING = 500;
const KEPT_SHOWN = 2_000;
/** How often what waits is told: a flood is counted, and nobody reads a number that changes faster. */
const TELL_MS = 250;

/**
 * A list of events that nothing moves: what arrives waits until it is asked for. Shown are the newest events of a moment
 * and, page by page, those before; without gaps and each once.
 */
export function createEventFeed({ live, loadPage, matches }: EventFeedOptions) {
  const initial: EventFeedState = {
    events: undefined,
    newCount: 0,
    newest: undefined,
    hasOlder: false,
    isLoading: true,
    error: undefined,
  };
  const state = createStateHolder(initial);
  const tell = createThrottle(() => {
    set({ newCount, newest: waiting.at(-1) });
  }, TELL_MS);
  let shown: readonly EventLineFragment[] | undefined;
  let shownCursors = new Set<string>();
  let startCursor: string | null = null;
  /** Oldest first. */
  let waiting: EventLineFragment[] = [];
  let newCount = 0;
  /** Answers to questions of an earlier run are of no interest. */
  let run = 0;
  let stops: readonly (() => void)[] = [];

  function set(changes: Partial<EventFeedState>): void {
    state.set({ ...state.value, ...changes });
  }

  function show(events: readonly EventLineFragment[]): void {
    shown = events;
    shownCursors = new Set(events.map(({ cursor }) => cursor));
  }

  function arrive(events: readonly EventLineFragment[]): void {
    const matching = events.filter(matches);
    for (const event of matching) {
      if (shownCursors.has(event.cursor)) {
        // The page was newer than the connection: it has this one, and has or precedes whatever came before it.
        waiting = [];
        newCount = 0;
        continue;
      }
      waiting.push(event);
      newCount += 1;
    }
    if (waiting.length > KEPT_WAITING) waiting = waiting.slice(-KEPT_WAITING);
    if (matching.length > 0 && shown) tell.ask();
  }

  async function begin(): Promise<void> {
    const current = ++run;
    waiting = [];
    newCount = 0;
    set({ isLoading: true, error: undefined, newCount: 0, newest: undefined });
    const { page, error } = await loadPage(undefined);
    if (current !== run) return;
    if (!page) {
      set({ isLoading: false, error });
      return;
    }
    show(page.events);
    startCursor = page.startCursor;
    // What arrived while the page was read is on it, or newer.
    const arrived = waiting;
    waiting = [];
    newCount = 0;
    arrive(arrived);
    set({ events: shown, hasOlder: page.hasOlder, isLoading: false, newCount, newest: waiting.at(-1) });
  }

  async function loadOlder(): Promise<void> {
    if (state.value.isLoading || !state.value.hasOlder || !shown) return;
    const current = run;
    set({ isLoading: true, error: undefined });
    const { page, error } = await loadPage(startCursor ?? undefined);
    if (current !== run) return;
    if (!page) {
      set({ isLoading: false, error });
      return;
    }
    show([...shown, ...page.events]);
    startCursor = page.startCursor ?? startCursor;
    set({ events: shown, hasOlder: page.hasOlder, isLoading: false });
  }

  return {
    get state(): EventFeedState {
      return state.value;
    },
    onChange: state.onChange,
    start(): void {
      stops = [
        live.onEvents(arrive),
        live.onConnection(() => {
          // The log no longer has what was missed: the list begins anew.
          if (live.connection.status === 'reset') void begin();
        }),
      ];
      void begin();
    },
    stop(): void {
      run += 1;
      for (const stop of stops) stop();
      tell.dispose();
    },
    /** Shows what waits. */
    showNew(): void {
      if (!shown || newCount === 0) return;
      const isCut = newCount > waiting.length;
      const all = [...[...waiting].reverse(), ...(isCut ? [] : shown)];
      const kept = all.slice(0, KEPT_SHOWN);
      waiting = [];
      newCount = 0;
      show(kept);
      const hasLess = isCut || kept.length < all.length;
      if (hasLess) {
        // An older page on its way belongs below what is no longer kept.
        run += 1;
        startCursor = kept.at(-1)?.cursor ?? null;
        set({ hasOlder: true, isLoading: false });
      }
      set({ events: kept, newCount: 0, newest: undefined });
    },
    loadOlder: () => void loadOlder(),
    retry(): void {
      if (shown) void loadOlder();
      else void begin();
    },
  };
}

export type EventFeed = ReturnType<typeof createEventFeed>;
