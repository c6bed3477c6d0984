import { CombinedError } from 'urql';

import type { Live, LiveEvent } from '../../live/live.ts';
import { createStateHolder } from '../../live/state-holder.ts';
import type { EntitiesQuery } from '../entities-query.ts';
import type { EntityPages } from './entity-pages.ts';
import { type EntityWindow, openWindow, PAGE, type Range } from './entity-window.ts';
import { fillView } from './fill-view.ts';
import { type Drift, driftOf, type EntityRow, withEntity, withScores } from './live-rows.ts';
import { createScoreLoading } from './score-loading.ts';
import { createThrottle } from './throttle.ts';

export interface EntityListState {
  /** The rows that are held; undefined before the first have come. */
  window: EntityWindow<EntityRow> | undefined;
  /** Number of entities that match; undefined: not known yet. */
  total: number | undefined;
  /** What the rows are the answer to. */
  query: EntitiesQuery | undefined;
  /** Whether other rows are on their way, in place of those that are shown. */
  isLoading: boolean;
  error: CombinedError | undefined;
  /** Whether events have changed rows so that they would now be elsewhere, or not be there. */
  drift: Drift | undefined;
  /** Another number when the rows begin anew, at the top. */
  beginning: number;
  /** Another number when events have changed how many entities have which value; throttled. */
  countsAge: number;
}

/**
 * The entities that match a query, of which those around the view are held. Events change rows where they are. What is
 * shown stays until what replaces it has come.
 */
export interface EntityList {
  readonly state: EntityListState;
  readonly onChange: (listener: () => void) => () => void;
  /** Asks for other entities, unless the query is the same as before. */
  ask(query: EntitiesQuery): void;
  /** The rows that are seen; what is missing for them is asked for. */
  show(view: Range): void;
  /** Asks for the same again, from the top. */
  reload(): void;
  /** Goes on after an error. */
  retry(): void;
}

const COUNTS_INTERVAL_MS = 10_000;

export function createEntityList(
  pages: EntityPages,
  live: Pick<Live, 'onEvents' | 'onConnection' | 'connection'>,
): EntityList {
  const holder = createStateHolder<EntityListState>({
    window: undefined,
    total: undefined,
    query: undefined,
    isLoading: true,
    error: undefined,
    drift: undefined,
    beginning: 0,
    countsAge: 0,
  });
  let asked: EntitiesQuery = { filter: {} };
  let askedKey: string | undefined;
  let view: Range = { start: 0, end: PAGE };
  /** Ends what is being asked for on behalf of a query that is no longer wanted. */
  let run = new AbortController();
  let isFilling = false;

  const set = (changes: Partial<EntityListState>) => {
    holder.set({ ...holder.value, ...changes });
  };

  let watchers = 0;
  let areCountsOld = false;
  const counts = createThrottle(COUNTS_INTERVAL_MS, () => {
    areCountsOld = watchers === 0 || document.hidden;
    if (areCountsOld) return;
    set({ countsAge: holder.value.countsAge + 1 });
    void askTotal(run.signal);
  });
  document.addEventListener('visibilitychange', () => {
    if (areCountsOld) counts.ask();
  });

  const scores = createScoreLoading({
    pages,
    rows() {
      const { window } = holder.value;
      return window ? window.rows.slice(...[view.start, view.end].map((row) => Math.max(row - window.first, 0))) : [];
    },
    take(known) {
      changeRows((row) => {
        const points = known.get(row.id);
        return points ? withScores(row, points) : row;
      });
    },
  });

  async function askTotal(signal: AbortSignal): Promise<void> {
    try {
      const total = await pages.total(asked);
      if (!signal.aborted) set({ total });
    } catch {
      // The number is missing, and the rows say what is wrong with the server.
    }
  }

  async function begin(): Promise<void> {
    run.abort();
    run = new AbortController();
    const { signal } = run;
    isFilling = false;
    set({ isLoading: true, error: undefined });
    const query = asked;
    void askTotal(signal);
    try {
      const page = await pages.page(query, { first: PAGE });
      if (signal.aborted) return;
      const { beginning, window } = holder.value;
      set({
        window: openWindow(0, page),
        query,
        isLoading: false,
        drift: undefined,
        beginning: window ? beginning + 1 : beginning,
      });
      continueFilling();
      scores.plan();
    } catch (error) {
      if (!signal.aborted) set({ isLoading: false, error: toCombinedError(error) });
    }
  }

  /** After a gap in the events: what is seen is asked for again, where it is. */
  async function refresh(): Promise<void> {
    const { window, query } = holder.value;
    if (!window || !query) {
      await begin();
      return;
    }
    const { signal } = run;
    counts.ask();
    const before = window.rows[view.start - window.first - 1];
    try {
      const page = await pages.page(query, { first: 2 * PAGE, ...(before && { after: before.cursor }) });
      if (signal.aborted) return;
      set({ window: openWindow(before ? view.start : 0, page), drift: undefined });
      continueFilling();
      scores.plan();
    } catch (error) {
      if (!signal.aborted) set({ error: toCombinedError(error) });
    }
  }

  function continueFilling(): void {
    if (isFilling || holder.value.error || holder.value.isLoading) return;
    const { signal } = run;
    isFilling = true;
    void fillView(
      {
        pages,
        query: asked,
        view: () => view,
        state: () => holder.value,
        set(changes) {
          set(changes);
          scores.plan();
        },
      },
      signal,
    )
      .catch((error: unknown) => {
        if (!signal.aborted) set({ error: toCombinedError(error) });
      })
      .finally(() => {
        if (!signal.aborted) isFilling = false;
      });
  }

  /** Returns the indices of those that have changed. */
  function changeRows(change: (row: EntityRow) => EntityRow): readonly number[] {
    const { window } = holder.value;
    if (!window) return [];
    const rows = window.rows.map(change);
    const changed = rows.flatMap((row, index) => (row === window.rows[index] ? [] : [index]));
    if (changed.length > 0) set({ window: { ...window, rows } });
    return changed;
  }

  function take(events: readonly LiveEvent[]): void {
    const entities = new Map(
      events.flatMap((event) => ('entity' in event && event.entity ? [[event.entity.id, event.entity] as const] : [])),
    );
    if (entities.size === 0) return;
    counts.ask();
    const nowMs = Date.now();
    const changed = changeRows((row) => {
      const entity = entities.get(row.id);
      return entity ? withEntity(row, entity, nowMs) : row;
    });
    const { window, query, drift } = holder.value;
    if (!window || !query || drift === 'order' || changed.length === 0) return;
    const found = driftOf(window.rows, changed, query);
    if (found) set({ drift: found });
  }

  live.onEvents(take);
  let wasReset = false;
  live.onConnection(() => {
    const isReset = live.connection.status === 'reset';
    if (isReset && !wasReset) void refresh();
    wasReset = isReset;
  });

  return {
    get state() {
      return holder.value;
    },
    onChange(listener) {
      watchers += 1;
      if (areCountsOld) counts.ask();
      const stop = holder.onChange(listener);
      return () => {
        watchers -= 1;
        stop();
      };
    },
    ask(query) {
      const key = JSON.stringify(query);
      if (key === askedKey) return;
      askedKey = key;
      asked = query;
      set({ total: undefined });
      void begin();
    },
    show(next) {
      if (next.start === view.start && next.end === view.end) return;
      view = next;
      continueFilling();
      scores.plan();
    },
    reload: () => void begin(),
    retry() {
      set({ error: undefined });
      if (holder.value.window) continueFilling();
      else void begin();
    },
  };
}

function toCombinedError(error: unknown): CombinedError {
  if (error instanceof CombinedError) return error;
  return new CombinedError({ networkError: error instanceof Error ? error : new Error(String(error)) });
}
