/** Runs at once, then at most once an interval; what was asked for in between runs at its end. */
export interface Throttle {
  ask(): void;
  /** What was asked for does not run any more. */
  dispose(): void;
}

export function createThrottle(run: () => void, intervalMs: number): Throttle {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;

  function start(): void {
    isAsked = false;
    timer = setTimeout(end, intervalMs);
    run();
  }

  function end(): void {
    timer = undefined;
    if (isAsked) start();
  }

  return {
    ask() {
      if (timer === undefined) start();
      else isAsked = true;
    },
    dispose() {
      clearTimeout(timer);
      timer = undefined;
      isAsked = false;
    },
  };
}
