export interface JobPollerParts<J> {
  /** Takes at most this many jobs. */
  fetch: (limit: number) => Promise<J[]>;
  /** Runs one job and reports the result to the queue; does not reject. */
  run: (job: J) => Promise<void>;
  concurrency: number;
  pollMs: number;
  onError: (error: unknown) => void;
}

export interface JobPoller {
  /** Looks for jobs at once, instead of at the next poll. */
  wake(): void;
  /** Takes no more jobs, and resolves when the running ones have ended. */
  stop(): Promise<void>;
}

/**
 * Keeps up to `concurrency` jobs running. pg-boss's own loop does not await what it writes to the database: a database
 * that becomes unavailable at that moment ends the process with an unhandled rejection.
 */
export function startJobPoller<J>({ fetch, run, concurrency, pollMs, onError }: JobPollerParts<J>): JobPoller {
  const running = new Set<Promise<void>>();
  let stopping = false;
  let woken = false;
  let endWait: (() => void) | undefined;

  function wake(): void {
    woken = true;
    endWait?.();
  }

  function start(job: J): void {
    const done = run(job).finally(() => {
      running.delete(done);
      // There is room again, and there may be more jobs.
      wake();
    });
    running.add(done);
  }

  async function wait(): Promise<void> {
    if (woken || stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    endWait = undefined;
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      woken = false;
      const room = concurrency - running.size;
      if (room > 0) {
        try {
          for (const job of await fetch(room)) start(job);
        } catch (error) {
          onError(error);
        }
      }
      await wait();
    }
  }

  const ended = loop();
  return {
    wake,
    async stop() {
      stopping = true;
      endWait?.();
      await ended;
      await Promise.all(running);
    },
  };
}
