import { createThrottle } from '../../live/throttle.ts';
import type { EntitiesQuery } from '../entities-query.ts';
import type { EntityPages } from './entity-pages.ts';

export interface CountLoadingOptions {
  pages: Pick<EntityPages, 'total'>;
  query: () => EntitiesQuery;
  /** Whether anybody looks. */
  isWanted: () => boolean;
  take: (total: number) => void;
  /** Called when events have changed the numbers, those of the filters as well. */
  onOld: () => void;
}

/** To count reads all entities: the server does that for many events at once. */
const INTERVAL_MS = 10_000;

/** How many entities match, counted anew when events have changed them: throttled, and not while nobody looks. */
export function createCountLoading({ pages, query, isWanted, take, onOld }: CountLoadingOptions) {
  let isOld = false;
  let signal = new AbortController().signal;

  const throttle = createThrottle(() => {
    isOld = !isWanted();
    if (isOld) return;
    onOld();
    void count();
  }, INTERVAL_MS);

  async function count(): Promise<void> {
    const current = signal;
    try {
      const total = await pages.total(query());
      if (!current.aborted) take(total);
    } catch {
      // The number is missing, and the rows say what is wrong with the server.
    }
  }

  return {
    /** Counts for another query. */
    begin(next: AbortSignal): void {
      signal = next;
      void count();
    },
    /** Events have changed something. */
    ask(): void {
      throttle.ask();
    },
    /** Somebody looks again. */
    wake(): void {
      if (isOld) throttle.ask();
    },
  };
}
