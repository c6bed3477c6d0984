export interface Repetition {
  /** Stops, and waits for the work that is running. */
  stop(): Promise<void>;
}

/** Does the work once in each period, and never twice at a time. */
export function repeat(periodMs: number, onError: (error: unknown) => void, work: () => Promise<unknown>): Repetition {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }, periodMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
