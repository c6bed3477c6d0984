import { createStateHolder } from '../live/state-holder.ts';
import { createThrottle } from '../live/throttle.ts';
import { createWhileListened } from '../live/while-listened.ts';
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

export type NotificationInbox = ReturnType<typeof createNotificationInbox>;

/**
 * How many notifications are unread, and those that arrive. It is at work while somebody listens. The count is raised with
 * each that arrives and then asked again, because another tab may have read some.
 */
export function createNotificationInbox({ ask, follow }: NotificationInboxOptions) {
  const unread = createStateHolder<number | undefined>(undefined);
  const countListeners = new Set<() => void>();
  const arrivals = new Set<(items: readonly NotificationLineFragment[]) => void>();
  const resets = new Set<() => void>();
  const correction = createThrottle(() => void correct(), INTERVAL_MS);

  const work = createWhileListened({
    async begin(isWanted) {
      const answer = await ask();
      if (!answer || !isWanted()) return undefined;
      unread.set(answer.unreadCount);
      return follow(answer.position, {
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
    },
    end() {
      correction.dispose();
    },
  });
  unread.onChange(() => {
    for (const listener of countListeners) listener();
  });

  async function correct(): Promise<void> {
    const isWanted = work.wanted();
    const answer = await ask();
    if (answer && isWanted()) unread.set(answer.unreadCount);
  }

  return {
    /** Undefined until the server has said it. */
    get unreadCount(): number | undefined {
      return unread.value;
    },
    onCount: (listener: () => void) => work.listen(countListeners, listener),
    onArrivals: (listener: (items: readonly NotificationLineFragment[]) => void) => work.listen(arrivals, listener),
    onReset: (listener: () => void) => work.listen(resets, listener),
    /** What a mutation said. */
    setUnreadCount(count: number): void {
      unread.set(count);
      correction.ask();
    },
  };
}
