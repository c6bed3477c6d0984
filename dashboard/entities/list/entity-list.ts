import { toCombinedError } from '../../graph/to-combined-error.ts';
import type { Live, LiveEvent } from '../../live/live.ts';
import { createStateHolder } from '../../live/state-holder.ts';
import type { EntitiesQuery } from '../entities-query.ts';
import { createCountLoading } from './count-loading.ts';
import type { EntityList, EntityListState } from './entity-list-state.ts';
import type { EntityPages } from './entity-pages.ts';
import { openWindow, PAGE, type Range } from './entity-window.ts';
import { fillView } from './fill-view.ts';
import { driftOf, type EntityRow, withEntity, withScores } from './live-rows.ts';
import { createScoreLoading } from './score-loading.ts';

export interface EntityListOptions {
  pages: EntityPages;
  live: Pick<Live, 'onEvents' | 'onReset' | 'onConnection' | 'connection'>;
  /** Whether anybody can see the page: otherwise nothing is counted anew. */
  isSeen: () => boolean;
}

export function createEntityList({ pages, live, isSeen }: EntityListOptions): EntityList {
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
  /** Whether events were missed, and what is seen could not be asked for again. */
  let hasGap = false;
  /** The number of rows that are still on their way: until then, that of those that are shown is said. */
  let early: number | undefined;

  const set = (changes: Partial<EntityListState>) => {
    holder.set({ ...holder.value, ...changes });
  };

  let watchers = 0;
  const counts = createCountLoading({
    pages,
    query: () => asked,
    isWanted: () => watchers > 0 && isSeen(),
    take: (total) => {
      if (holder.value.isLoading) early = total;
      else set({ total });
    },
    onOld: () => {
      set({ countsAge: holder.value.countsAge + 1 });
    },
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

  async function begin(): Promise<void> {
    run.abort();
    run = new AbortController();
    const { signal } = run;
    isFilling = false;
    hasGap = false;
    set({ isLoading: true, error: undefined });
    const query = asked;
    takeEarly();
    counts.begin(signal);
    try {
      const page = await pages.page(query, { first: PAGE });
      if (signal.aborted) return;
      const { beginning, window, query: before } = holder.value;
      const counted = takeEarly();
      const hasSameFilter = JSON.stringify(before?.filter) === JSON.stringify(query.filter);
      view = { start: 0, end: view.end - view.start };
      set({
        window: openWindow(0, page),
        query,
        isLoading: false,
        drift: undefined,
        beginning: window ? beginning + 1 : beginning,
        ...((counted !== undefined || !hasSameFilter) && { total: counted }),
      });
      continueFilling();
      scores.plan();
    } catch (error) {
      if (!signal.aborted) set({ isLoading: false, error: toCombinedError(error) });
    }
  }

  function takeEarly(): number | undefined {
    const total = early;
    early = undefined;
    return total;
  }

  /** After a gap in the events: what is seen is asked for again, where it is. */
  async function refresh(): Promise<void> {
    const { window, query } = holder.value;
    if (!window || !query) {
      await begin();
      return;
    }
    const { signal } = run;
    hasGap = true;
    set({ error: undefined });
    counts.ask();
    const before = window.rows[view.start - window.first - 1];
    try {
      const page = await pages.page(query, { first: 2 * PAGE, ...(before && { after: before.cursor }) });
      if (signal.aborted) return;
      hasGap = false;
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

  function retry(): void {
    if (holder.value.query !== asked) void begin();
    else if (hasGap) void refresh();
    else {
      set({ error: undefined });
      continueFilling();
    }
  }

  live.onEvents(take);
  live.onReset(() => void refresh());
  live.onConnection(() => {
    // Whoever could not be reached can be reached again.
    if (live.connection.status === 'live' && holder.value.error) retry();
  });

  return {
    get state() {
      return holder.value;
    },
    onChange(listener) {
      watchers += 1;
      counts.wake();
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
      void begin();
    },
    show(next) {
      if (next.start === view.start && next.end === view.end) return;
      view = next;
      continueFilling();
      scores.plan();
      counts.wake();
    },
    reload: () => void begin(),
    retry,
  };
}
