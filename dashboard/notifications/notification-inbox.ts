import { createStateHolder } from '../live/state-holder.ts';
import { createThrottle } from '../live/throttle.ts';
import type { NotificationLineFragment } from './notifications.generated.ts';

export interface NotificationInboxOptions {
  /** How many are unread, at which position; undefined if the server does not say. */
  ask: () => Promise<{ position: string; unreadCount: number } | undefined>;
  /** Every notification after the position. Returns how to stop that. */
  follow: (
    position: string,
    handlers: { next: (notification: NotificationLineFragment) => void; reset: () => void },
  ) => () => void;
}

const INTERVAL_MS = 3_000;
const RETRY_MS = 5_000;

export type NotificationInbox = ReturnType<typeof createNotificationInbox>;

/**
 * How many notifications are unread, and those that arrive. It is at work while somebody listens. The count is raised with
 * each that arrives and then asked again, because another tab may have read some.
 */
export function createNotificationInbox({ ask, follow }: NotificationInboxOptions) {
  const unread = createStateHolder<number | undefined>(undefined);
  const arrivals = new Set<(items: readonly NotificationLineFragment[]) => void>();
  const resets = new Set<() => void>();
  const correction = createThrottle(() => void correct(), INTERVAL_MS);
  let stopFollowing: (() => void) | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let listenerCount = 0;
  let run = 0;

  async function start(): Promise<void> {
    const current = ++run;
    const answer = await ask();
    if (current !== run) return;
    if (!answer) {
      retry = setTimeout(() => void start(), RETRY_MS);
      return;
    }
    unread.set(answer.unreadCount);
    stopFollowing = follow(answer.position, {
      next(notification) {
        unread.set((unread.value ?? 0) + 1);
        for (const listener of arrivals) listener([notification]);
        correction.ask();
      },
      reset() {
        for (const listener of resets) listener();
        correction.ask();
      },
    });
  }

  async function correct(): Promise<void> {
    const current = run;
    const answer = await ask();
    if (answer && current === run) unread.set(answer.unreadCount);
  }

  function stop(): void {
    run += 1;
    clearTimeout(retry);
    correction.dispose();
    stopFollowing?.();
    stopFollowing = undefined;
  }

  function listen<L>(listeners: Set<L>, listener: L): () => void {
    listeners.add(listener);
    if (++listenerCount === 1) void start();
    return () => {
      listeners.delete(listener);
      if (--listenerCount === 0) stop();
    };
  }

  const countListeners = new Set<() => void>();
  unread.onChange(() => {
    for (const listener of countListeners) listener();
  });
  return {
    /** Undefined until the server has said it. */
    get unreadCount(): number | undefined {
      return unread.value;
    },
    onCount: (listener: () => void) => listen(countListeners, listener),
    onArrivals: (listener: (items: readonly NotificationLineFragment[]) => void) => listen(arrivals, listener),
    onReset: (listener: () => void) => listen(resets, listener),
    /** What a mutation said. */
    setUnreadCount(count: number): void {
      unread.set(count);
      correction.ask();
    },
  };
}
