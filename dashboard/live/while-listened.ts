export interface Work {
  /**
   * Begins the work. Returns how to end it; undefined: it could not be begun, and is tried again.
   * @param isWanted whether somebody has listened all the time since
   */
  begin: (isWanted: () => boolean) => Promise<(() => void) | undefined>;
  /** Called when nobody listens any more. */
  end: () => void;
}

export const RETRY_MS = 5_000;

/** Work that goes on while anybody listens to what it brings. */
export function createWhileListened({ begin, end }: Work) {
  let endWork: (() => void) | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let listenerCount = 0;
  let run = 0;

  /** Whether somebody listens from now on without a break. */
  function wanted(): () => boolean {
    const current = run;
    return () => current === run;
  }

  async function start(): Promise<void> {
    run += 1;
    const isWanted = wanted();
    const ended = await begin(isWanted);
    if (!isWanted()) ended?.();
    else if (ended) endWork = ended;
    else retry = setTimeout(() => void start(), RETRY_MS);
  }

  function stop(): void {
    run += 1;
    clearTimeout(retry);
    endWork?.();
    endWork = undefined;
    end();
  }

  return {
    wanted,
    /** Adds a listener to these, which are called by the work. Returns how to take it away. */
    listen<L>(listeners: Set<L>, listener: L): () => void {
      listeners.add(listener);
      if (++listenerCount === 1) void start();
      return () => {
        listeners.delete(listener);
        if (--listenerCount === 0) stop();
      };
    },
  };
}
