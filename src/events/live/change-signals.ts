import type { ChangeTopic, Transport } from '../transport/transport.ts';

export interface WatchOptions {
  tenantId: string;
  topic: ChangeTopic;
  /** Who watches: signals that concern only others are skipped. If left out: every signal of the topic counts. */
  actorId?: string | undefined;
}

/** Wakes watchers of state that changes without an event. */
export interface ChangeSignals {
  /**
   * Yields at once, and then whenever the topic may have changed since the last `next()`: after a change signal, after
   * a gap in the transport, and periodically, so that a lost signal costs only a few seconds. Any number of changes
   * between two calls of `next()` counts as one. `return` ends a waiting `next()`. Read the state after each iteration,
   * never before: then nothing that was committed is missed.
   */
  watch(options: WatchOptions): AsyncIterableIterator<void, undefined>;
  watcherCount(): number;
  /** Ends all watchers. */
  [Symbol.dispose](): void;
}

export interface ChangeSignalsParts {
  transport: Transport;
  /** How often to look without a signal, varied by a fifth, so that watchers do not all look at once. */
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
