import type { CombinedError } from 'urql';

import { createStateHolder } from '../../live/state-holder.ts';
import { mergePoints, type ScorePoint } from './score-points.ts';

export interface PointsPage {
  points: readonly ScorePoint[];
  endCursor: string | null;
  hasMore: boolean;
}

export interface ScoreHistoryState {
  /** Oldest first. */
  points: readonly ScorePoint[];
  /** Whether there are profiles older than all points. */
  hasMore: boolean;
  isLoading: boolean;
  error: CombinedError | undefined;
}

/** More than a curve can tell apart. */
const MOST_POINTS = 500;

/** The profiles of an entity, read newest first and as far back as was asked for. */
export function createScoreHistory(
  loadPage: (after: string | undefined) => Promise<{ page?: PointsPage; error?: CombinedError }>,
) {
  const initial: ScoreHistoryState = { points: [], hasMore: true, isLoading: true, error: undefined };
  const holder = createStateHolder(initial);
  let endCursor: string | undefined;
  let reachedMs = Number.POSITIVE_INFINITY;
  let wantedMs = Number.POSITIVE_INFINITY;
  let isRunning = false;
  /** Answers to what was asked before the last beginning are of no interest. */
  let beginning = 0;

  function set(changes: Partial<ScoreHistoryState>): void {
    holder.set({ ...holder.value, ...changes });
  }

  function isDone(): boolean {
    const { points, hasMore } = holder.value;
    return !hasMore || reachedMs < wantedMs || points.length >= MOST_POINTS;
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    const current = beginning;
    set({ isLoading: !isDone(), error: undefined });
    while (!isDone()) {
      const { page, error } = await loadPage(endCursor);
      if (current !== beginning) return;
      if (!page) {
        isRunning = false;
        set({ isLoading: false, error });
        return;
      }
      endCursor = page.endCursor ?? undefined;
      reachedMs = Math.min(reachedMs, ...page.points.map(({ atMs }) => atMs));
      set({ points: mergePoints(holder.value.points, page.points), hasMore: page.hasMore });
    }
    isRunning = false;
    set({ isLoading: false });
  }

  return {
    get state(): ScoreHistoryState {
      return holder.value;
    },
    onChange: holder.onChange,
    /** Reads on until a profile before this time is known, unless there are too many. */
    reach(fromMs: number): void {
      wantedMs = fromMs;
      void run();
    },
    retry: () => void run(),
    /** Reads everything again: some profiles may have been missed. */
    restart(): void {
      beginning += 1;
      endCursor = undefined;
      reachedMs = Number.POSITIVE_INFINITY;
      isRunning = false;
      holder.set(initial);
      void run();
    },
    add(point: ScorePoint): void {
      set({ points: mergePoints(holder.value.points, [point]) });
    },
    /** Whether every profile from this time on is known. */
    covers: (fromMs: number): boolean => !holder.value.hasMore || reachedMs < fromMs,
  };
}

export type ScoreHistory = ReturnType<typeof createScoreHistory>;
