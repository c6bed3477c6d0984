export interface JobPollerParts<J> {
  /** Takes at most this many jobs. */
  fetch: (limit: number) => Promise<J[]>;
  /** Runs one job and reports the result to the queue; does not reject. */
  run: (job: J) => Promise<void>;
  concurrency: number;
  together?: TogetherParts<J> | undefined;
  /** Gives jobs back that were taken and will not be run; does not reject. */
  giveBack: (jobs: readonly J[]) => Promise<void>;
  /** Called when jobs are left waiting because all that this poller may run are running. */
  onBusy: () => void;
  onError: (error: unknown) => void;
}

/** How jobs are run many at a time. */
export interface TogetherParts<J> {
  /** Runs jobs, and returns those that are to be run one by one; does not reject. */
  run: (jobs: readonly J[]) => Promise<readonly J[]>;
  /** Most jobs at a time. */
  most: number;
  /** Between the beginnings of two batches, unless the first was full: more are then ready for the second. */
  pauseMs: number;
}

export interface JobPoller {
  /** Looks for jobs at once. Nothing else makes it look. */
  wake(): void;
  /** Takes no more jobs, and resolves when the running ones have ended. */
  stop(): Promise<void>;
}

/**
 * Takes jobs when it is woken, until there are none, and keeps up to `concurrency` of them running, besides one batch.
 * pg-boss's own loop does not await what it writes to the database: a database that becomes unavailable at that moment
 * ends the process with an unhandled rejection.
 */
export function startJobPoller<J>(parts: JobPollerParts<J>): JobPoller {
  const { fetch, run, concurrency, together, giveBack, onBusy, onError } = parts;
  const running = new Set<Promise<void>>();
  /** Taken with a batch, to be run one by one. */
  const line: J[] = [];
  const stopped = new AbortController();
  let woken = false;
  let isLeft = false;
  let endWait: (() => void) | undefined;

  const isStopped = () => stopped.signal.aborted;
  const isWoken = () => woken;

  function wake(): void {
    woken = true;
    endWait?.();
  }

  function startFromLine(): void {
    while (!isStopped() && running.size < concurrency) {
      const job = line.shift();
      if (job === undefined) return;
      const done = run(job).finally(() => {
        running.delete(done);
        startFromLine();
        // There is room again.
        if (isLeft) wake();
      });
      running.add(done);
    }
  }

  /** Resolves after the time, or when the poller is woken or stopped. */
  async function pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = ms === Infinity ? undefined : setTimeout(resolve, ms);
      endWait = () => {
        if (ms !== Infinity && !isStopped()) return;
        clearTimeout(timer);
        resolve();
      };
    });
    endWait = undefined;
  }

  /** Returns how long to wait before more is taken, whatever wakes it. */
  async function take(): Promise<number> {
    const room = together ? together.most - line.length : concurrency - running.size - line.length;
    if (room <= 0) {
      isLeft = true;
      onBusy();
      return 0;
    }
    const startedAtMs = performance.now();
    const jobs = await fetch(room);
    isLeft = jobs.length === room;
    line.push(...(together ? await together.run(jobs) : jobs));
    startFromLine();
    if (isLeft) wake();
    return isLeft || !together || jobs.length === 0 ? 0 : together.pauseMs - (performance.now() - startedAtMs);
  }

  async function loop(): Promise<void> {
    while (!isStopped()) {
      woken = false;
      let pauseMs = 0;
      try {
        pauseMs = await take();
      } catch (error) {
        onError(error);
      }
      if (pauseMs > 0 && !isStopped()) await pause(pauseMs);
      if (!isWoken() && !isStopped()) await pause(Infinity);
    }
  }

  const ended = loop();
  return {
    wake,
    async stop() {
      stopped.abort();
      endWait?.();
      await ended;
      if (line.length > 0) await giveBack(line.splice(0));
      await Promise.all(running);
    },
  };
}
