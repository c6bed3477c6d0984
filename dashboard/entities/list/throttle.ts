/**
 * Runs a task when it is asked to, but begins it at most once in an interval: whoever asks in between waits for the end of
 * the interval, all together.
 */
export function createThrottle(intervalMs: number, task: () => void) {
  let lastMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ask(): void {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          lastMs = performance.now();
          task();
        },
        Math.max(0, lastMs + intervalMs - performance.now()),
      );
    },
  };
}
