import { setImmediate, setTimeout } from 'node:timers/promises';

/** Runs work that can wait beside work that cannot. */
export interface Pacer {
  /** Resolves when the work is done, in the order of the calls. */
  run(work: () => void): Promise<void>;
}

const SLICE_MS = 1;
/** Time for everything else after each slice, as a multiple of what the slice took. */
const REST = 6;

/** The work gets a seventh of the event loop’s time at most, in slices so short that nobody notices them. */
export function createPacer(): Pacer {
  const waiting: { work: () => void; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const startedAtMs = performance.now();
      let tookMs = 0;
      for (let next = waiting.shift(); next; next = tookMs < SLICE_MS ? waiting.shift() : undefined) {
        try {
          next.work();
          next.resolve();
        } catch (error) {
          next.reject(error);
        }
        tookMs = performance.now() - startedAtMs;
      }
      const restMs = Math.round(REST * tookMs);
      await (restMs > 0 ? setTimeout(restMs) : setImmediate());
    }
    isRunning = false;
  }

  return {
    run(work) {
      return new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        if (!isRunning) void runAll();
      });
    },
  };
}
