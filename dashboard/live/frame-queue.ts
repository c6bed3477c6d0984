export interface FrameQueueOptions<T> {
  /** Called with all items that have arrived, oldest first, once a frame. */
  taken: (batch: readonly T[]) => void;
  /** Items with the same key replace each other; undefined: this one needs no write. */
  keyOf: (item: T) => string | undefined;
  /** Called for the newest item of each key; as many a frame as there is time for. */
  write: (item: T) => void;
}

/** What writing may take of a frame. */
const BUDGET_MS = 8;
/** How often a tab that nobody sees takes what has arrived; browsers make it as rare as once a minute. */
const HIDDEN_INTERVAL_MS = 1_000;
/** There, writing holds up no frame, and whoever comes back wants to see how things are. */
const HIDDEN_BUDGET_MS = 250;

/**
 * Takes items as they come, and handles them once a frame of the screen: all together where that is cheap, and within a
 * budget where it is not. What a frame has no time for waits for the next.
 */
export function createFrameQueue<T>({ taken, keyOf, write }: FrameQueueOptions<T>) {
  let arrived: T[] = [];
  const unwritten = new Map<string, T>();
  let cancel: (() => void) | undefined;

  function plan(): void {
    if (cancel || (arrived.length === 0 && unwritten.size === 0)) return;
    if (document.hidden) {
      const timer = setTimeout(run, HIDDEN_INTERVAL_MS);
      cancel = () => {
        clearTimeout(timer);
      };
    } else {
      const frame = requestAnimationFrame(run);
      cancel = () => {
        cancelAnimationFrame(frame);
      };
    }
  }

  function run(): void {
    cancel = undefined;
    try {
      take();
      writeWithinBudget();
    } finally {
      // Also after a failure: one item must not keep the others from being handled.
      plan();
    }
  }

  function take(): void {
    const batch = arrived;
    arrived = [];
    for (const item of batch) {
      const key = keyOf(item);
      if (key === undefined) continue;
      // To the end, so that a key that never rests cannot keep the others waiting.
      unwritten.delete(key);
      unwritten.set(key, item);
    }
    if (batch.length > 0) taken(batch);
  }

  function writeWithinBudget(): void {
    const endMs = performance.now() + (document.hidden ? HIDDEN_BUDGET_MS : BUDGET_MS);
    for (const [key, item] of unwritten) {
      unwritten.delete(key);
      write(item);
      if (performance.now() >= endMs) break;
    }
  }

  /** A frame that was planned for a screen that is no longer seen does not come. */
  function replan(): void {
    cancel?.();
    cancel = undefined;
    plan();
  }
  document.addEventListener('visibilitychange', replan);

  return {
    add(item: T): void {
      arrived.push(item);
      plan();
    },
    /** Takes at once what has arrived. */
    flush(): void {
      take();
    },
    dispose(): void {
      cancel?.();
      document.removeEventListener('visibilitychange', replan);
    },
  };
}
