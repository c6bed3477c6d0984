import { createStateHolder } from './state-holder.ts';
import { createThrottle } from './throttle.ts';
import { createWhileListened, RETRY_MS } from './while-listened.ts';

export interface LiveCountOptions {
  /** How many there are, at which position; undefined if the server does not say. */
  ask: () => Promise<{ position: string; totalCount: number } | undefined>;
  /**
   * Calls with each change after the position, with the id of what has changed if it is known, and without one when changes
   * were missed. Returns how to stop that.
   */
  follow: (position: string, changed: (id?: string) => void) => () => void;
}

const INTERVAL_MS = 1_000;

export type LiveCount = ReturnType<typeof createLiveCount>;

/**
 * How many there are of something, such as requests that the viewer can decide, and that something about them has changed.
 * It is at work while somebody listens.
 */
export function createLiveCount({ ask, follow }: LiveCountOptions) {
  const count = createStateHolder<number | undefined>(undefined);
  const countListeners = new Set<() => void>();
  const changes = new Set<(id?: string) => void>();
  const counting = createThrottle(() => void recount(), INTERVAL_MS);
  let retry: ReturnType<typeof setTimeout> | undefined;

  const work = createWhileListened({
    async begin(isWanted) {
      const answer = await ask();
      if (!answer || !isWanted()) return undefined;
      count.set(answer.totalCount);
      const stop = follow(answer.position, (id) => {
        for (const listener of changes) listener(id);
        counting.ask();
      });
      // What the listeners have may be older than the position.
      for (const listener of changes) listener();
      return stop;
    },
    end() {
      clearTimeout(retry);
      counting.dispose();
    },
  });
  count.onChange(() => {
    for (const listener of countListeners) listener();
  });

  async function recount(): Promise<void> {
    const isWanted = work.wanted();
    const answer = await ask();
    if (!isWanted()) return;
    if (answer) count.set(answer.totalCount);
    else
      retry = setTimeout(() => {
        counting.ask();
      }, RETRY_MS);
  }

  return {
    /** Undefined until the server has said it. */
    get count(): number | undefined {
      return count.value;
    },
    onCount: (listener: () => void) => work.listen(countListeners, listener),
    onChange: (listener: (id?: string) => void) => work.listen(changes, listener),
  };
}
