import { setImmediate as letOthersGoOn } from 'node:timers/promises';

/** How long a simulation blocks the process at a time. */
const SLICE_MS = 10;

/** Lets other work run, if the last time was long ago. */
export function createPause(): () => Promise<void> {
  let sinceMs = performance.now();
  return async () => {
    if (performance.now() - sinceMs < SLICE_MS) return;
    await letOthersGoOn();
    sinceMs = performance.now();
  };
}
