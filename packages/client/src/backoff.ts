export interface BackoffOptions {
  /** Bound of the first pause after a failure; it doubles with each failure in a row. */
  firstMs: number;
  /** Largest bound. */
  maxMs: number;
}

/** Bound of the pause where the other side said that it will be back at once: time enough to tell many clients apart. */
const PROMPT_MS = 200;

export interface Backoff {
  /** How long to wait after this failure: anything between nothing and the bound, so that clients do not come in step. */
  nextMs(isPrompt?: boolean): number;
  /** Something came of the last try. */
  reset(): void;
}

export function createBackoff({ firstMs, maxMs }: BackoffOptions): Backoff {
  let failures = 0;
  return {
    nextMs(isPrompt = false) {
      const boundMs = isPrompt && failures === 0 ? PROMPT_MS : Math.min(maxMs, firstMs * 2 ** failures);
      failures++;
      return Math.random() * boundMs;
    },
    reset() {
      failures = 0;
    },
  };
}
