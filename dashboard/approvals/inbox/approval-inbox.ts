import { createStateHolder } from '../../live/state-holder.ts';
import { createThrottle } from '../../live/throttle.ts';

export interface ApprovalInboxOptions {
  /** How many requests the viewer can decide, at which position; undefined if the server does not say. */
  ask: () => Promise<{ position: string; totalCount: number } | undefined>;
  /** Calls with each change after the position, and when changes were missed. Returns how to stop that. */
  follow: (position: string, changed: () => void) => () => void;
}

const INTERVAL_MS = 1_000;
const RETRY_MS = 5_000;

export type ApprovalInbox = ReturnType<typeof createApprovalInbox>;

/** How many requests the viewer can decide, and that something about them has changed. It is at work while somebody listens. */
export function createApprovalInbox({ ask, follow }: ApprovalInboxOptions) {
  const count = createStateHolder<number | undefined>(undefined);
  const changes = new Set<() => void>();
  const counting = createThrottle(() => void recount(), INTERVAL_MS);
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
    count.set(answer.totalCount);
    stopFollowing = follow(answer.position, () => {
      tell();
      counting.ask();
    });
    // What the listeners have may be older than the position.
    tell();
  }

  function tell(): void {
    for (const listener of changes) listener();
  }

  async function recount(): Promise<void> {
    const current = run;
    const answer = await ask();
    if (current !== run) return;
    if (answer) count.set(answer.totalCount);
    else
      retry = setTimeout(() => {
        counting.ask();
      }, RETRY_MS);
  }

  function stop(): void {
    run += 1;
    clearTimeout(retry);
    counting.dispose();
    stopFollowing?.();
    stopFollowing = undefined;
  }

  function listen(listeners: Set<() => void>, listener: () => void): () => void {
    listeners.add(listener);
    if (++listenerCount === 1) void start();
    return () => {
      listeners.delete(listener);
      if (--listenerCount === 0) stop();
    };
  }

  const countListeners = new Set<() => void>();
  count.onChange(() => {
    for (const listener of countListeners) listener();
  });

  return {
    /** Undefined until the server has said it. */
    get count(): number | undefined {
      return count.value;
    },
    onCount: (listener: () => void) => listen(countListeners, listener),
    onChange: (listener: () => void) => listen(changes, listener),
  };
}
