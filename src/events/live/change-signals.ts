import type { ChangeTopic, Transport } from './transport.ts';

export interface WatchOptions {
  tenantId: string;
  topic: ChangeTopic;
  /** Who watches: nudges that concern others alone are left out. Left out: every nudge of the topic. */
  actorId?: string | undefined;
}

/** Tells those who follow state that no event reports when to look at it again. */
export interface ChangeSignals {
  /**
   * Yields at once, and then whenever the topic may have changed since the last `next()`: after a nudge, after a gap of
   * the bell, and from time to time in any case, so that a lost nudge costs a few seconds and no more. Any number of
   * changes between two calls of `next()` is one. `return` ends a `next()` that waits. Read the state after each turn,
   * never before: then nothing that was committed is missed.
   */
  watch(options: WatchOptions): AsyncIterableIterator<void, undefined>;
  watcherCount(): number;
  /** Ends all watchers. */
  [Symbol.dispose](): void;
}

export interface ChangeSignalsParts {
  transport: Transport;
  /** How often to look without having been told, give or take a fifth, so that watchers do not all look at once. */
  lookIntervalMs: number;
}

interface Watcher extends WatchOptions {
  notice(): void;
  end(): void;
}

export function createChangeSignals({ transport, lookIntervalMs }: ChangeSignalsParts): ChangeSignals {
  const watchers = new Set<Watcher>();
  let disposed = false;

  const stopListening = transport.listen({
    onChangeSignal({ tenantId, topic, actorIds }) {
      for (const watcher of watchers) {
        if (watcher.tenantId !== tenantId || watcher.topic !== topic) continue;
        if (actorIds && watcher.actorId !== undefined && !actorIds.includes(watcher.actorId)) continue;
        watcher.notice();
      }
    },
    onGap() {
      for (const watcher of watchers) watcher.notice();
    },
  });

  function watch(options: WatchOptions): AsyncIterableIterator<void, undefined> {
    let changed = true;
    let ended = disposed;
    let wake: (() => void) | undefined;
    const look = setInterval(notice, lookIntervalMs * (0.8 + 0.4 * Math.random())).unref();

    function notice(): void {
      changed = true;
      wake?.();
    }

    function end(): void {
      ended = true;
      clearInterval(look);
      watchers.delete(watcher);
      wake?.();
    }

    const watcher: Watcher = { ...options, notice, end };
    if (ended) end();
    else watchers.add(watcher);

    return {
      async next() {
        while (!ended && !changed) {
          await new Promise<void>((resolve) => (wake = resolve));
          wake = undefined;
        }
        if (ended) return { value: undefined, done: true };
        changed = false;
        return { value: undefined, done: false };
      },
      return() {
        end();
        return Promise.resolve({ value: undefined, done: true });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  return {
    watch,
    watcherCount: () => watchers.size,
    [Symbol.dispose]() {
      disposed = true;
      stopListening();
      for (const watcher of [...watchers]) watcher.end();
    },
  };
}
