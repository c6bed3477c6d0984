export interface BackoffOptions {
  /** Upper bound of the first pause after a failure; it doubles with each further failure in a row. */
  firstMs: number;
  /** Largest upper bound. */
  maxMs: number;
}

/**
 * Upper bound of the pause when the server announced that it will be back at once: long enough to spread many clients.
 */
const PROMPT_MS = 200;

export interface Backoff {
  /** How long to wait after this failure: a random time up to the bound, so that clients do not reconnect in step. */
  nextMs(isPrompt?: boolean): number;
  /** The last attempt was of use: the next failure counts as the first. */
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
