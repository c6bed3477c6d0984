/** Reports finished jobs together: what finishes while a statement runs goes into the next one. */
export function createFinishedJobs(report: (ids: readonly string[]) => Promise<unknown>) {
  let waiting: string[] = [];
  let next: Promise<unknown> | undefined;
  let running: Promise<unknown> = Promise.resolve();

  /** Resolves when that is stored. */
  return async (id: string): Promise<void> => {
    waiting.push(id);
    next ??= running.then(() => {
      next = undefined;
      const ids = waiting;
      waiting = [];
      const reported = report(ids);
      running = reported.catch(() => undefined);
      return reported;
    });
    await next;
  };
}
